"""Reads a file of labels: the good rows, and each refused record with its place and reason; writes rows as batches."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.formats.defaults import check_batch
from labeling.formats.likely import head_of
from labeling.formats.names import FormatName
from labeling.formats.refusals import Refused
from labeling.formats.registry import FORMATS

__all__ = ["EMPTY", "Imported", "read_labels", "write_batches"]

EMPTY = "the file is empty"
"""Why a file without anything is refused."""


class Imported(NamedTuple):
    """What a file held."""

    rows: list[CorpusRow]
    refused: list[Refused]
    """Records that make no row, and parts of a record that were left out."""


def read_labels(path: Path, name: FormatName, *, batch: str | None = None) -> Imported:
    """Read a file.

    Parameters
    ----------
    path
        The file.
    name
        Its format.
    batch
        Author batch of all rows, and what else a record made by hand lacks gets a default; ``None`` leaves each row
        the batch that it has, and refuses a record that lacks a field.

    Raises
    ------
    FileRefusedError
        Where the file cannot be read at all.
    CorpusError
        Where ``batch`` cannot be the name of a file.
    """
    if batch is not None:
        check_batch(batch)
    if not head_of(path):
        return Imported([], [Refused(path.name, "line 1", EMPTY)])
    imported, seen = Imported([], []), set[str]()
    for place, found in FORMATS[name].read(path, batch):
        if isinstance(found, CorpusRow) and batch is not None:
            found = found.model_copy(update={"author_batch": batch})  # noqa: PLW2901  # the row, in its new batch
        reason = found if isinstance(found, str) else _fault(found, seen)
        if isinstance(found, CorpusRow) and reason is None:
            seen.add(found.id)
            imported.rows.append(found)
        elif reason is not None:
            imported.refused.append(Refused(path.name, place, reason))
    if not imported.rows and not imported.refused:
        imported.refused.append(Refused(path.name, "line 1", "the file holds no record"))
    return imported


def write_batches(rows: Sequence[CorpusRow], folder: Path) -> list[Path]:
    """Write each batch to a file of its name, and return the files.

    Raises
    ------
    CorpusError
        Where a file is there already, and nothing is written then; or the folder cannot be written.
    """
    batches = defaultdict[Path, list[str]](list)
    for row in rows:
        line = json.dumps(row.model_dump(mode="json", exclude_none=True), ensure_ascii=False)
        batches[folder / f"{row.author_batch}.jsonl"].append(line + "\n")
    taken = sorted(path.name for path in batches if path.exists())
    if taken:
        raise CorpusError(f"{folder} has {', '.join(taken)} already.", "Name another folder, or another batch.")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for path, lines in batches.items():
            path.write_text("".join(lines), encoding="utf-8", newline="\n")
    except OSError as error:
        raise CorpusError(f"{folder} cannot be written ({type(error).__name__}).", "Name another folder.") from error
    return list(batches)


def _fault(row: CorpusRow, seen: set[str]) -> str | None:
    if row.id in seen:
        return "id: taken by an earlier record"
    try:
        check_batch(row.author_batch)
    except CorpusError:
        return "author_batch: cannot be the name of a file"
    return None
