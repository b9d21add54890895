"""Reads exports of chats and platforms: a file in, `ImportEvent`s out, in bounded memory and without side effects.

Nothing here knows a database or writes a log. A damaged piece of a file becomes a ``Refusal`` and never stops the
pieces beside it; only a file that cannot be read at all raises.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from service.domain.messages import ImportEvent
from service.importers.file_opening import read_head
from service.importers.fourcat import read_fourcat_csv, read_fourcat_ndjson
from service.importers.options import ExportFormat, ImportOptions
from service.importers.plain_csv import read_csv
from service.importers.plain_jsonl import read_jsonl
from service.importers.recognise import recognise
from service.importers.telegram import read_telegram
from service.importers.whatsapp import read_whatsapp

__all__ = ["ExportFormat", "ImportOptions", "complete_history", "read_events", "recognise"]

_Reader = Callable[[Path, ImportOptions, Callable[[int], None] | None], Iterator[ImportEvent]]
_READERS: Mapping[ExportFormat, _Reader] = {
    ExportFormat.TELEGRAM_JSON: read_telegram,
    ExportFormat.WHATSAPP_TXT: read_whatsapp,
    ExportFormat.FOURCAT_CSV: read_fourcat_csv,
    ExportFormat.FOURCAT_NDJSON: read_fourcat_ndjson,
    ExportFormat.JSONL: read_jsonl,
    ExportFormat.CSV: read_csv,
}


def read_events(
    path: Path,
    format: ExportFormat,  # noqa: A002 (the word of the contract and of --format)
    options: ImportOptions,
    *,
    on_progress: Callable[[int], None] | None = None,
) -> Iterator[ImportEvent]:
    """Read a file as a stream of events, in the order of the file.

    Parameters
    ----------
    path
        The file.
    format
        What it is; `recognise` tells.
    options
        What the file itself does not say.
    on_progress
        Called with the number of bytes read so far, about every 64 KiB.

    Returns
    -------
    Iterator[ImportEvent]
        Reading the same file twice gives equal events.

    Raises
    ------
    FileRefusedError
        Where the file cannot be read as a whole: at once where that can be told (``file_missing``,
        ``file_unreadable``, ``file_empty``, ``file_is_archive``, ``timezone_missing``, ``columns_unknown``), else
        from the iterator (``file_unrecognised``, ``columns_missing``).
    """
    read_head(path)
    return _READERS[format](path, options, on_progress)


def complete_history(format: ExportFormat) -> bool:  # noqa: A002 (as above)
    """Tell whether such a file holds every message between its first and its last one.

    If it does, a message that is missing from a later export was deleted in between.
    """
    return format in (ExportFormat.TELEGRAM_JSON, ExportFormat.WHATSAPP_TXT)
