"""Shared by the tests of the importers: options, small files, and events sorted by kind."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from service.domain.messages import ImportEvent, MessageDraft, PassedBy, Refusal
from service.importers import ExportFormat, ImportOptions, read_events

EXPORTS = Path(__file__).parents[1] / "data" / "exports"
NOW = datetime(2026, 1, 2, tzinfo=UTC)
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
SAMPLES = {
    "telegram_group.json": ExportFormat.TELEGRAM_JSON,
    "telegram_account.json": ExportFormat.TELEGRAM_JSON,
    "WhatsApp-chat met Buurt.txt": ExportFormat.WHATSAPP_TXT,
    "whatsapp_ios/WhatsApp Chat - Buurt/_chat.txt": ExportFormat.WHATSAPP_TXT,
    "WhatsApp Chat with Street.txt": ExportFormat.WHATSAPP_TXT,
    "WhatsApp Chat with Road.txt": ExportFormat.WHATSAPP_TXT,
    "WhatsApp Chat mit Strasse.txt": ExportFormat.WHATSAPP_TXT,
    "WhatsApp-chatt med Gatan.txt": ExportFormat.WHATSAPP_TXT,
    "Discussion WhatsApp avec Rue.txt": ExportFormat.WHATSAPP_TXT,
    "fourcat_telegram.csv": ExportFormat.FOURCAT_CSV,
    "fourcat_telegram_raw.ndjson": ExportFormat.FOURCAT_NDJSON,
    "fourcat_tiktok.ndjson": ExportFormat.FOURCAT_NDJSON,
    "plain.jsonl": ExportFormat.JSONL,
    "plain.csv": ExportFormat.CSV,
}


def options(**changes: Any) -> ImportOptions:  # noqa: ANN401 (any field of the options)
    return replace(ImportOptions(now=NOW, zone=AMSTERDAM), **changes)


def read(path: Path, export_format: ExportFormat, **changes: Any) -> list[ImportEvent]:  # noqa: ANN401 (as above)
    return list(read_events(path, export_format, options(**changes)))


def drafts(events: Iterable[ImportEvent]) -> list[MessageDraft]:
    return [event for event in events if isinstance(event, MessageDraft)]


def refusals(events: Iterable[ImportEvent]) -> list[Refusal]:
    return [event for event in events if isinstance(event, Refusal)]


def codes(events: Iterable[ImportEvent]) -> list[str]:
    return [refusal.code for refusal in refusals(events)]


def reasons(events: Iterable[ImportEvent]) -> list[str]:
    return [event.reason for event in events if isinstance(event, PassedBy)]


def telegram_message(number: int, text: object = "Hallo", **fields: object) -> dict[str, object]:
    return {"id": number, "type": "message", "date_unixtime": str(1_764_600_000 + number), "text": text} | fields


def telegram_chat(*messages: object, **fields: object) -> dict[str, object]:
    return {"name": "Buurt", "type": "private_supergroup", "id": 1450000001} | fields | {"messages": list(messages)}


def telegram_bytes(*messages: object) -> bytes:
    return json.dumps(telegram_chat(*messages), ensure_ascii=False).encode()
