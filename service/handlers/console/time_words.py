"""Words a time that a message names: the day, the hours and their zone, as of the message and not of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from models.entities.time_values import PARTS_OF_DAY
from service.locale.formats import short_day
from service.locale.languages import gettext
from service.locale.wording import N_

__all__ = ["time_in_words"]

_HOURS = 24
_PART_WORDS = {
    "morning": N_("Morning"),
    "afternoon": N_("Afternoon"),
    "evening": N_("Evening"),
    "tonight": N_("Tonight"),
    "night": N_("Night"),
}
_PARTS = {(first, last % _HOURS): _PART_WORDS[name] for name, (first, last) in PARTS_OF_DAY.items()}
_MINUTES = 60


def time_in_words(value: Mapping[str, Any]) -> str:
    """Return the value of an entity of type ``time`` in words, such as "Tonight, Sun 22 Nov 2026 18:00–06:00 (UTC+1)".

    Parameters
    ----------
    value
        Fields of a time (docs/entities.md); without a start and an end the day is not known.
    """
    words = _moments(value) if "start" in value and "end" in value else gettext("day not known")
    return gettext("{time}, past").format(time=words) if value.get("past") else words


def _moments(value: Mapping[str, Any]) -> str:
    start, end = datetime.fromisoformat(value["start"]), datetime.fromisoformat(value["end"])
    precision = value.get("precision")
    if precision == "hour":
        return f"{short_day(start)} {start:%H:%M} ({_zone(start)})"
    if precision == "part_of_day":
        part = _PARTS.get((start.hour, end.hour))
        hours = f"{short_day(start)} {start:%H:%M}–{end:%H:%M} ({_zone(start)})"
        return f"{gettext(part)}, {hours}" if part else hours
    last = end.date() - timedelta(days=1)  # the end is the midnight behind it
    return short_day(start) if last <= start.date() else f"{short_day(start)} – {short_day(last)}"


def _zone(moment: datetime) -> str:
    """Return how far a zone is from UTC: UTC+1, UTC-3:30."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // _MINUTES
    hours, rest = divmod(abs(minutes), _MINUTES)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
