"""Tells the format of a file from its first 64 KiB, whatever its name says."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from service.errors import FileRefusedError
from service.importers.csv_records import best_delimiter, header_cells
from service.importers.file_opening import CHUNK_BYTES, read_head
from service.importers.options import ExportFormat
from service.importers.records import FIELDS
from service.importers.whatsapp_headers import header_of

__all__ = ["recognise"]

_FOURCAT_COLUMNS = frozenset({"id", "thread_id", "author", "body", "timestamp"})
_TELEGRAM_SIGN = re.compile(
    r'"messages"\s*:\s*\[|"(?:chats|left_chats)"\s*:\s*\{|\A\s*\{\s*"about"\s*:'
    r'|"(?:personal_information|profile_pictures|frequent_contacts)"\s*:'
)
_RAW_ITEM_SIGN = re.compile(r'"(?:__import_meta|_chat|_chat_peer)"\s*:')
_LOOKED_AT_LINES = 50


def recognise(path: Path) -> ExportFormat:
    """Tell the format from the first 64 KiB; nothing is ever unpacked.

    Raises
    ------
    FileRefusedError
        ``file_missing``, ``file_unreadable``, ``file_empty``, ``file_is_archive``, or ``file_unrecognised``.
    """
    raw = read_head(path)
    whole = len(raw) < CHUNK_BYTES
    head = raw.decode(errors="replace")
    found = _json_format(head, whole=whole) if head.lstrip().startswith("{") else _text_format(head)
    if found is None:
        raise FileRefusedError(
            "This is none of the files that lont knows: no 'messages' or 'chats' of Telegram Desktop, no line that "
            "begins with a date and time as WhatsApp writes it, no columns of 4CAT, and no column or field 'text'.",
            f"State the format with --format: {', '.join(ExportFormat)}.",
            code="file_unrecognised",
        )
    return found


def _json_format(head: str, *, whole: bool) -> ExportFormat | None:
    first, ended, _ = head.lstrip().partition("\n")
    if ended or whole:
        item = _object(first)
        if item is not None:
            return _format_of_object(item)
    if _RAW_ITEM_SIGN.search(first):
        return ExportFormat.FOURCAT_NDJSON
    return ExportFormat.TELEGRAM_JSON if _TELEGRAM_SIGN.search(head) else None


def _object(line: str) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None


def _format_of_object(item: dict[str, Any]) -> ExportFormat | None:
    if isinstance(item.get("messages"), list) or not {"chats", "left_chats"}.isdisjoint(item):
        return ExportFormat.TELEGRAM_JSON
    if not {"__import_meta", "_chat", "_chat_peer"}.isdisjoint(item) or {"body", "thread_id"} <= item.keys():
        return ExportFormat.FOURCAT_NDJSON
    return ExportFormat.JSONL if "text" in item else None


def _text_format(head: str) -> ExportFormat | None:
    lines = [line for line in head.split("\n")[:_LOOKED_AT_LINES] if line.strip()] or [""]
    if header_of(lines[0]):
        return ExportFormat.WHATSAPP_TXT
    header = lines[0].rstrip("\r")
    cells = set(header_cells(header, best_delimiter(header, _FOURCAT_COLUMNS | FIELDS)))
    if {"body", "thread_id"} <= cells:
        return ExportFormat.FOURCAT_CSV
    if "text" in cells:
        return ExportFormat.CSV
    return ExportFormat.WHATSAPP_TXT if any(header_of(line) for line in lines) else None
