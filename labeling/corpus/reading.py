"""Reads the corpus from its files, in one order, and refuses a line that breaks the form."""

from __future__ import annotations

from codecs import BOM_UTF8, BOM_UTF16_BE, BOM_UTF16_LE
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from labeling.corpus.reasons import reason_of
from labeling.corpus.row import CorpusRow
from labeling.errors import CorpusError
from labeling.wording import printable

__all__ = ["FOLDER", "Line", "corpus_files", "read_corpus", "read_lines"]

FOLDER = Path(__file__).parent
"""The corpus that comes with lont."""

Line = tuple[Path, int, CorpusRow | str]
"""A file, the number of a line in it (0: the whole file), and its row or why it is none."""


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
            where = f"{path.name}, line {number}" if number else path.name
            raise CorpusError(printable(f"{where}: {row}."), "See all faults with `lont label check`.")
        rows.append(row)
    return rows


def read_lines(folder: Path | None = None) -> Iterator[Line]:
    """Yield each line with its row, or with the reason why it is none; never the text of a message.

    A byte order mark is read over. A file that cannot be read is one line, number 0.
    """
    for path in corpus_files(folder):
        try:
            data = path.read_bytes().removeprefix(BOM_UTF8)
        except OSError as error:
            yield path, 0, "is a folder" if path.is_dir() else f"cannot be read ({error.strerror})"
            continue
        if data.startswith((BOM_UTF16_LE, BOM_UTF16_BE)):
            yield path, 1, "not UTF-8, but UTF-16"
            continue
        for number, line in enumerate(data.splitlines(), 1):
            yield path, number, _row_of(line)


def _row_of(line: bytes) -> CorpusRow | str:
    try:
        text = line.decode("utf-8")
        return CorpusRow.model_validate_json(text) if text.strip() else "a blank line"
    except UnicodeDecodeError:
        return "not UTF-8"
    except ValidationError as error:
        # No text holds a zero byte as it is, and UTF-16 has one for every Latin letter.
        return "not UTF-8, but perhaps UTF-16" if b"\0" in line else reason_of(error)
