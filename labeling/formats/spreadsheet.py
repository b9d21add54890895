"""Writes and reads a table as CSV, in which no cell is a formula and none loses a character.

A cell that a spreadsheet would take for a formula gets an apostrophe before it, and loses it on the way back. Line
ends other than a line feed, and NUL, do not live through a spreadsheet: what has any is shown without, and stands as
it is, as JSON, in the column ``exact``.
"""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from labeling.corpus import CorpusRow
from labeling.formats.rows import Found, RecordRefusedError, found_row
from service.importers.csv_records import CsvRecord, CsvRecords
from service.importers.file_opening import utf8_chunks

__all__ = ["COLUMNS", "read_table", "write_table"]

COLUMNS = (
    "id",
    "text",
    "lang",
    "platform",
    "recruitment",
    "f4_sale",
    "explicitness",
    "role",
    "kind",
    "pair",
    "author_batch",
    "codebook_version",
    "target_index",
    "messages",
    "spans",
    "exact",
)
"""The header row."""
_LABELLED = ("recruitment", "f4_sale", "explicitness", "role", "spans")
"""Columns that stay empty where nobody has labelled."""
_NUMBERS = frozenset({"recruitment", "f4_sale", "target_index"})
_STRUCTURES = frozenset({"messages", "spans", "exact"})
# The characters that OWASP names ("CSV Injection"), the wide ones of East Asian keyboards among them. Apostrophes
# before them are counted, so that an apostrophe of the text itself is never taken for ours.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_GUARDED = re.compile(r"''*[=+\-@\t\r\n＝＋－＠]")
_WHOLE = re.compile(r"[0-9]{1,9}")


def write_table(rows: Sequence[CorpusRow], path: Path, *, labelled: bool = True) -> list[Path]:
    """Write a table, one row of it a row, with or without labels and spans, and return the file."""
    # Without the byte order mark Excel reads the file in the code page of the machine.
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file, quoting=csv.QUOTE_ALL)
        table.writerow(COLUMNS)
        table.writerows([_guarded(cell) for cell in _cells(row, labelled=labelled)] for row in rows)
    return [path]


def read_table(path: Path, batch: str | None = None) -> Iterator[Found]:
    """Yield the row of each row of the table, or why it is none; columns may come in any order.

    What a row lacks gets a default where a batch is given.
    """
    records = CsvRecords(utf8_chunks(path))
    header, delimiter = records.header(COLUMNS)
    if "text" not in header:
        yield "line 1", "the header row is missing, or has no column text"
        return
    yield from _faults_of(header)
    for record in records.rows(len(header), delimiter):
        if not isinstance(record, CsvRecord):
            yield record.place, record.detail
            continue
        place = f"line {record.number}"
        try:
            yield found_row(place, _fields(dict(zip(header, record.cells, strict=True))), batch)
        except RecordRefusedError as error:
            yield place, str(error)


def _cells(row: CorpusRow, *, labelled: bool) -> list[str]:
    fields = row.model_dump(mode="json", exclude=set() if labelled else set(_LABELLED))
    for name in _STRUCTURES & fields.keys():
        if fields[name] is not None:
            fields[name] = json.dumps(fields[name], ensure_ascii=False)
    cells = {name: "" if fields.get(name) is None else str(fields[name]) for name in COLUMNS}
    exact = {name: cell for name, cell in cells.items() if _shown(cell) != cell}
    shown = {name: _shown(cell) for name, cell in cells.items()}
    return list((shown | {"exact": json.dumps(exact, ensure_ascii=False) if exact else ""}).values())


def _shown(cell: str) -> str:
    return cell.replace("\r\n", "\n").replace("\r", "\n").replace("\0", "")


def _guarded(cell: str) -> str:
    return f"'{cell}" if _FORMULA.match(cell) else cell


def _unguarded(cell: str) -> str:
    return cell[1:] if _GUARDED.match(cell) else cell


def _faults_of(header: list[str]) -> Iterator[Found]:
    """Yield what is wrong with the header; not the name of a column, which may be anything."""
    if len(set(header)) != len(header):
        yield "line 1", "a column is there twice; its last cell is read"
    if unknown := len(set(header) - set(COLUMNS)):
        which = (
            "1 column is none that lont knows, and is"
            if unknown == 1
            else f"{unknown} columns are none that lont knows, and are"
        )
        yield "line 1", f"{which} left out"


def _fields(cells: dict[str, str]) -> dict[str, Any]:
    given = {name: _unguarded(cells[name]) for name in COLUMNS if name in cells}
    exact = _structure("exact", given.pop("exact", "")) or {}
    if not isinstance(exact, dict):
        raise RecordRefusedError("exact: not an object")
    # A cell that somebody changed in the spreadsheet is not what lont showed there, and holds.
    kept = {name: value for name, value in exact.items() if isinstance(value, str) and _shown(value) == given.get(name)}
    return {name: _value(name, cell) for name, cell in (given | kept).items() if cell}


def _value(name: str, cell: str) -> object:
    if name in _STRUCTURES:
        return _structure(name, cell)
    return int(cell) if name in _NUMBERS and _WHOLE.fullmatch(cell) else cell


def _structure(name: str, cell: str) -> object:
    try:
        return json.loads(cell) if cell else None
    except (ValueError, RecursionError):
        raise RecordRefusedError(f"{name}: not JSON") from None
