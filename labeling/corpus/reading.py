"""Reads the corpus from its files, in one order, and refuses a line that breaks the form."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from labeling.corpus.row import CorpusRow
from labeling.errors import CorpusError

__all__ = ["FOLDER", "Line", "corpus_files", "read_corpus", "read_lines"]

FOLDER = Path(__file__).parent
"""The corpus that comes with lont."""

Line = tuple[Path, int, CorpusRow | str]
"""A file, the number of a line in it, and its row or why it is none."""


def corpus_files(folder: Path | None = None) -> list[Path]:
    """Return the files of a corpus, by name.

    Raises
    ------
    CorpusError
        Where the folder holds none.
    """
    files = sorted((folder or FOLDER).glob("*.jsonl"))
    if not files:
        raise CorpusError(f"There is no corpus in {folder or FOLDER}: it holds no .jsonl file.", "Name another folder.")
    return files


def read_corpus(folder: Path | None = None) -> list[CorpusRow]:
    """Return all rows, file by file in the order of their names.

    Parameters
    ----------
    folder
        ``None`` reads the corpus that comes with lont.

    Raises
    ------
    CorpusError
        At the first line that is no row.
    """
    rows = list[CorpusRow]()
    for path, number, row in read_lines(folder):
        if isinstance(row, str):
            raise CorpusError(f"{path.name}, line {number}: {row}.", "See all faults with `lont label check`.")
        rows.append(row)
    return rows


def read_lines(folder: Path | None = None) -> Iterator[Line]:
    """Yield each line with its row, or with the reason why it is none; never the text of a message."""
    for path in corpus_files(folder):
        with path.open(encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    yield path, number, CorpusRow.model_validate_json(line)
                except ValidationError as error:
                    yield path, number, _reason(error)


def _reason(error: ValidationError) -> str:
    """Name the first fault without the value that has it."""
    fault = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(map(str, fault["loc"]))
    return f"{where}: {fault['msg']}" if where else fault["msg"]
