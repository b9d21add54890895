"""Writes the messages of the last hours: what is urgent only while fresh cannot stand in a feed with fixed days."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

__all__ = ["write_tonight"]

_MESSAGES = Path(__file__).with_name("tonight.jsonl")


def write_tonight(folder: Path, now: datetime) -> Path:
    """Write the messages as JSON lines, each sent as many minutes before ``now`` as it says, and return the file.

    Parameters
    ----------
    folder
        Where the file goes; it exists.
    now
        With a time zone.
    """
    lines = [_sent(json.loads(line), now) for line in _MESSAGES.read_text(encoding="utf-8").splitlines()]
    path = folder / _MESSAGES.name
    path.write_text("".join(json.dumps(each, ensure_ascii=False) + "\n" for each in lines), encoding="utf-8")
    return path


def _sent(message: dict[str, str | int], now: datetime) -> dict[str, str | int]:
    minutes = int(message.pop("minutes_ago"))
    sent_at = (now - timedelta(minutes=minutes)).replace(microsecond=0)
    return message | {"platform": "telegram", "sent_at": sent_at.isoformat()}
