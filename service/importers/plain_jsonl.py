"""Reads plain JSONL: one message a line, under our names or mapped ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from service.domain.messages import ImportEvent, Refusal
from service.importers.file_opening import utf8_chunks
from service.importers.json_lines import json_objects, value_at
from service.importers.options import ImportOptions
from service.importers.records import RecordReader, check_columns, plain_record

__all__ = ["read_jsonl"]


def read_jsonl(
    path: Path, options: ImportOptions, on_progress: Callable[[int], None] | None = None
) -> Iterator[ImportEvent]:
    """Read the file as a stream; the fields are those of `records.FIELDS`.

    Raises
    ------
    FileRefusedError
        ``columns_unknown``, at once.
    """
    check_columns(options)
    return _events(path, options, on_progress)


def _events(path: Path, options: ImportOptions, on_progress: Callable[[int], None] | None) -> Iterator[ImportEvent]:
    reader = RecordReader(options, path)
    for found in json_objects(utf8_chunks(path, on_progress)):
        if isinstance(found, Refusal):
            yield found
        else:
            place, record = found
            yield reader.event(plain_record(partial(value_at, record), options), place)
