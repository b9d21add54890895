"""Words a time that a message names: the day, the hours and their zone, as of the message and not of the reader."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from models.entities.time_values import PARTS_OF_DAY

__all__ = ["time_in_words"]

_HOURS = 24
_PARTS = {(first, last % _HOURS): name for name, (first, last) in PARTS_OF_DAY.items()}
_MINUTES = 60


def time_in_words(value: Mapping[str, Any]) -> str:
    """Return the value of an entity of type ``time`` in words, such as "Tonight, Sun 22 Nov 2026 18:00–06:00 (UTC+1)".

    Parameters
    ----------
    value
        Fields of a time (docs/entities.md); without a start and an end the day is not known.
    """
    words = _moments(value) if "start" in value and "end" in value else "day not known"
    return f"{words}, past" if value.get("past") else words


def _moments(value: Mapping[str, Any]) -> str:
    start, end = datetime.fromisoformat(value["start"]), datetime.fromisoformat(value["end"])
    precision = value.get("precision")
    if precision == "hour":
        return f"{_day(start)} {start:%H:%M} ({_zone(start)})"
    if precision == "part_of_day":
        part = _PARTS.get((start.hour, end.hour))
        hours = f"{_day(start)} {start:%H:%M}–{end:%H:%M} ({_zone(start)})"
        return f"{part.capitalize()}, {hours}" if part else hours
    last = end.date() - timedelta(days=1)  # the end is the midnight behind it
    return _day(start) if last <= start.date() else f"{_day(start)} – {_day(last)}"


def _day(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b} {day.year}"


def _zone(moment: datetime) -> str:
    """Return how far a zone is from UTC: UTC+1, UTC-3:30."""
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // _MINUTES
    hours, rest = divmod(abs(minutes), _MINUTES)
    return f"UTC{'-' if minutes < 0 else '+'}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
