"""The log as a file: how entries are written to NDJSON and CSV, read again, and checked without the database."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

import rfc8785

from service.domain.audit import FIRST_HEAD, AuditEntry, ChainHead, StoredEntry, rfc3339

__all__ = [
    "COLUMNS",
    "FORMAT",
    "FileFault",
    "FileReport",
    "FileWalk",
    "LogFormat",
    "csv_rows",
    "from_csv",
    "from_ndjson",
    "row_of",
]

FORMAT = "lont-audit-1"
"""Names the format in its first line."""
COLUMNS = (
    *("id", "position", "prev_hash", "entry_hash", "at", "actor", "action", "object_kind", "object_id"),
    *("justification", "recipient", "details", "request_id"),
)
_HASHED = tuple(name for name in COLUMNS if name != "entry_hash")
_GUARDED = ("=", "+", "-", "@", "\t", "\r", "\n", "'")
"""What a spreadsheet takes for a formula; an apostrophe makes it a text, and one goes before an apostrophe too."""
_MOST_FAULTS = 100


class LogFormat(StrEnum):
    """Kinds of files."""

    NDJSON = "ndjson"
    CSV = "csv"


class FileFault(StrEnum):
    """What is wrong with a line of a file."""

    UNREADABLE = "unreadable_line"
    CHANGED = "changed_entry"
    ORDER = "wrong_order"
    LINK = "broken_link"
    """The entry before it has another hash than it says."""
    MISSING = "missing_entry"
    """The file says that it is complete, and entries are missing."""
    END = "truncated"
    """The file does not end as it was written, or does not hold the noted head."""


def row_of(entry: StoredEntry, prev_hash: str) -> dict[str, Any]:
    """Return an entry with its proof: its own hash, and the one that it follows on.

    One that somebody made unreadable has nothing but its place.
    """
    if not isinstance(entry, AuditEntry):
        return {"position": entry.position, "prev_hash": prev_hash, "entry_hash": entry.entry_hash}
    told = {name: getattr(entry.record, name) for name in COLUMNS[5:]}
    place = {"id": entry.id, "position": entry.position, "prev_hash": prev_hash, "entry_hash": entry.entry_hash}
    return place | {"at": rfc3339(entry.record.at)} | told


def csv_rows(rows: Iterable[Mapping[str, Any] | None]) -> str:
    """Return lines of CSV; ``None`` is the line that names the columns. No cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for row in rows:
        writer.writerow(COLUMNS if row is None else [_cell(name, row.get(name)) for name in COLUMNS])
    return out.getvalue()


def from_csv(lines: Iterable[str]) -> Iterator[Mapping[str, Any] | None]:
    """Yield the rows that `csv_rows` wrote; ``None`` for a line that is none."""
    reader = csv.reader(lines, strict=True)
    try:
        if tuple(next(reader, ())) != COLUMNS:
            yield None
            return
        for cells in reader:
            yield _from_cells(cells)
    except csv.Error:
        yield None


def from_ndjson(lines: Iterable[str]) -> Iterator[Mapping[str, Any] | None]:
    """Yield the objects of the lines; ``None`` for a line that is none."""
    for line in lines:
        try:
            value = json.loads(line)
        except (ValueError, RecursionError):
            yield None
            continue
        yield value if isinstance(value, dict) else None


@dataclass(slots=True)
class FileReport:
    """What a check of a file found."""

    entries: int = 0
    left_out: int = 0
    """Entries between the first and the last that the file does not hold, because of a filter."""
    faults: list[tuple[int, FileFault]] = field(default_factory=list)
    """Line, counted from 1 after the names of columns, and what is wrong with it; at most 100."""
    head: ChainHead = FIRST_HEAD
    """The last entry of the file."""
    complete: bool = False
    """Nothing was filtered out, so that each entry proves the one before."""


class FileWalk:
    """Passes along the lines of a file and computes each hash anew.

    Parameters
    ----------
    noted
        A head that was noted elsewhere and has to be met.
    """

    def __init__(self, noted: ChainHead | None = None) -> None:
        self.report = FileReport()
        self._noted = noted
        self._met = noted is None
        self._header: Mapping[str, Any] | None = None
        self._ended = False

    def pass_line(self, number: int, row: Mapping[str, Any] | None) -> None:
        """Check the next line."""
        if row is None or self._ended:
            self._note(number, FileFault.UNREADABLE)
        elif row.get("type") == "header":
            self._begin(number, row)
        elif row.get("type") == "end":
            self._ended = True
            if (row.get("entries"), row.get("last_hash")) != (self.report.entries, self.report.head.hash):
                self._note(number, FileFault.END)
        else:
            self._pass_entry(number, row)

    def end(self, number: int) -> FileReport:
        """Check what only shows at the end and return what was found."""
        if self._header is not None and not self._ended:
            self._note(number, FileFault.END)
        if self.report.complete and self._header is not None and self._header.get("last") != self.report.head.position:
            self._note(number, FileFault.MISSING)
        if not self._met or (self._header is None and not self.report.entries):
            self._note(number, FileFault.END)
        return self.report

    def _begin(self, number: int, row: Mapping[str, Any]) -> None:
        if number != 1 or row.get("format") != FORMAT:
            self._note(number, FileFault.UNREADABLE)
        self._header, self.report.complete = row, row.get("complete") is True

    def _pass_entry(self, number: int, row: Mapping[str, Any]) -> None:
        position, before = row.get("position"), self.report.head
        if not isinstance(position, int) or isinstance(position, bool) or position < 1:
            self._note(number, FileFault.UNREADABLE)
            return
        if not _fits(row):
            self._note(number, FileFault.CHANGED)
        at_first = self.report.entries == 0
        gap = position - (before.position or 0) - 1
        if not at_first and gap < 0:
            self._note(number, FileFault.ORDER)
        if gap == 0 and row.get("prev_hash") != before.hash:
            self._note(number, FileFault.LINK)
        if gap > 0:
            self._pass_gap(number, position, gap, at_first=at_first)
        self.report.entries += 1
        self.report.head = ChainHead(position, str(row.get("entry_hash")))
        noted = self._noted
        if noted is not None and noted.hash == self.report.head.hash and noted.position in {None, position}:
            self._met = True

    def _pass_gap(self, number: int, position: int, gap: int, *, at_first: bool) -> None:
        if at_first:
            if self.report.complete and self._header is not None and self._header.get("first") != position:
                self._note(number, FileFault.MISSING)
        elif self.report.complete:
            self._note(number, FileFault.MISSING)
        else:
            self.report.left_out += gap

    def _note(self, number: int, fault: FileFault) -> None:
        if len(self.report.faults) < _MOST_FAULTS:
            self.report.faults.append((number, fault))


def _fits(row: Mapping[str, Any]) -> bool:
    """Return whether an entry has the hash that it says; see `service.domain.audit.entry_hash`."""
    if set(row) - {"type"} != set(COLUMNS):
        return False
    try:
        canonical = rfc8785.dumps({name: row[name] for name in _HASHED})
    except (ValueError, TypeError, RecursionError):
        return False
    return bool(hashlib.sha256(canonical).hexdigest() == row["entry_hash"])


def _cell(name: str, value: Any) -> str:  # noqa: ANN401  # JSON
    if value is None:
        return ""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True) if name == "details" else str(value)
    return f"'{text}" if text.startswith(_GUARDED) else text


def _from_cells(cells: list[str]) -> Mapping[str, Any] | None:
    if len(cells) != len(COLUMNS):
        return None
    row: dict[str, Any] = {name: cell.removeprefix("'") or None for name, cell in zip(COLUMNS, cells, strict=True)}
    try:
        row["details"] = json.loads(row["details"] or "null")
        for name in ("id", "position"):
            row[name] = int(row[name] or "")
    except (ValueError, RecursionError):
        return None
    return row
