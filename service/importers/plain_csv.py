"""Reads plain CSV: one message a row, under our names or mapped ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from service.domain.messages import ImportEvent, Refusal
from service.errors import FileRefusedError
from service.importers.csv_records import CsvRecords
from service.importers.file_opening import utf8_chunks
from service.importers.options import ImportOptions
from service.importers.records import FIELDS, Getter, RecordReader, check_columns, plain_record

__all__ = ["read_csv", "table_rows"]


def read_csv(
    path: Path, options: ImportOptions, on_progress: Callable[[int], None] | None = None
) -> Iterator[ImportEvent]:
    """Read the file as a stream; the fields are those of `records.FIELDS`.

    Raises
    ------
    FileRefusedError
        ``columns_unknown`` at once; ``columns_missing`` if the header row lacks the text or a mapped column.
    """
    check_columns(options)
    return _events(path, options, on_progress)


def _events(path: Path, options: ImportOptions, on_progress: Callable[[int], None] | None) -> Iterator[ImportEvent]:
    reader = RecordReader(options, path)
    needed = {options.columns.get("text", "text"), *options.columns.values()}
    for row in table_rows(path, needed, FIELDS, on_progress):
        if isinstance(row, Refusal):
            yield row
        else:
            place, get = row
            yield reader.event(plain_record(get, options), place)


def table_rows(
    path: Path, needed: set[str], known: frozenset[str], on_progress: Callable[[int], None] | None
) -> Iterator[tuple[str, Getter] | Refusal]:
    """Hand over each row of a table as its place and a getter by column, or its refusal.

    Raises
    ------
    FileRefusedError
        ``columns_missing`` if the header row lacks a needed column.
    """
    records = CsvRecords(utf8_chunks(path, on_progress))
    names, delimiter = records.header(needed | known)
    missing = sorted(needed.difference(names))
    if missing:
        # The first row is not quoted: it may be a message of a table without a header.
        raise FileRefusedError(
            f"The first row has no column {', '.join(repr(name) for name in missing)}.",
            "Expected a header row; map our fields to the columns of the table.",
            code="columns_missing",
        )
    for record in records.rows(len(names), delimiter):
        if isinstance(record, Refusal):
            yield record
        else:
            yield f"line {record.number}", dict(zip(names, record.cells, strict=True)).get
