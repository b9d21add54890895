"""What a caller tells an importer: the format of the file and what the file itself does not say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from service.domain.messages import Platform

__all__ = ["ExportFormat", "ImportOptions"]


class ExportFormat(StrEnum):
    """The files that lont reads."""

    TELEGRAM_JSON = "telegram_json"
    """``result.json`` of Telegram Desktop: one chat or a full export."""
    WHATSAPP_TXT = "whatsapp_txt"
    """The text file of "export chat" on Android or iOS."""
    FOURCAT_CSV = "fourcat_csv"
    """CSV of a 4CAT data set."""
    FOURCAT_NDJSON = "fourcat_ndjson"
    """NDJSON of a 4CAT data set: raw or mapped items."""
    JSONL = "jsonl"
    """One JSON object a line."""
    CSV = "csv"
    """A table with a header row, cells separated by comma, semicolon or tab."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportOptions:
    """What the caller knows about a file."""

    now: datetime
    """Timezone-aware moment of the import; a message from more than 24 h after it is implausible."""
    zone: ZoneInfo | None = None
    """Zone of local times that carry none; without it such times are refused."""
    columns: Mapping[str, str] = field(default_factory=dict)
    """Our field to their column, for JSONL, CSV and 4CAT; a dot reaches into a nested JSON object."""
    platform: Platform | None = None
    """Platform of files that do not tell it (JSONL, CSV, 4CAT)."""
    channel: str | None = None
    """Name of the channel for files that carry none."""
