"""Resolves what a message says of a time against when it was sent.

A night runs from 22:00 to 06:00 and belongs to the evening before. A clock time without a part of the day means the
next one that comes, of both halves of the day, unless it is written as of 24 hours (``02:00``, ``21 uur``).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Any
from zoneinfo import ZoneInfo

__all__ = ["HOME", "PARTS_OF_DAY", "hours_ahead", "local_time", "resolve"]

HOME = ZoneInfo("Europe/Amsterdam")
"""The zone that counts where a message carries none of its own."""

PARTS_OF_DAY: dict[str, tuple[int, int]] = {
    "morning": (6, 12),
    "afternoon": (12, 18),
    "evening": (18, 24),
    "tonight": (18, 30),
    "night": (22, 30),
}
"""Hours from the midnight at which the day begins."""

_NOON, _DAY = 12, 24
_NIGHT_ENDS = 6
_EVENING_BEGINS = 5
"""The first hour that an evening means as one after noon; those before lie behind its midnight."""
_WEEK = 7
_FRIDAY = 4
_DAYS_OF_SPANS = 1440
_WEEKS_OF_SPANS = 10080

Said = Mapping[str, Any]


def local_time(sent_at: datetime) -> datetime:
    """Return a moment in its own zone, one in UTC in that of `HOME`.

    Raises
    ------
    OverflowError
        At the ends of the calendar.
    """
    return sent_at.astimezone(HOME) if sent_at.tzname() == "UTC" else sent_at  # London has no offset either in winter


def hours_ahead(said: Said) -> int | None:
    """Return within how many hours of its sending, whenever that is, a time or its day begins.

    Parameters
    ----------
    said
        The parts of a time, which does not speak of what has been.

    Returns
    -------
    int or None
        ``None`` where that hangs on the day of sending, as for a weekday or a date, or where no day is named.
    """
    if "minutes" in said:
        return -(-int(said["minutes"]) // 60)
    if "hours" in said:
        return int(said["hours"])
    if "days" in said:
        return _DAY * int(said["days"])
    hangs_on_the_day = bool(said.keys() & {"weeks", "weekday", "month"})
    return _DAY if "hour" in said and not hangs_on_the_day else None


def resolve(said: Said, sent_at: datetime, *, past: bool) -> tuple[datetime, datetime, str] | None:
    """Return start, end and precision of a time, ``None`` where it names no day.

    Parameters
    ----------
    said
        The parts of a time as `models.entities.time_parts` has them, in one.
    sent_at
        Local time of the message, with its zone.
    past
        Whether its sentence speaks of what has been.

    Raises
    ------
    OverflowError, ValueError
        Where the time lies outside the calendar.
    """
    if "minutes" in said:
        return _span(said, sent_at)
    if "hours" in said:
        return sent_at, _later(sent_at, timedelta(hours=said["hours"])), "hour" if said["hours"] == 1 else "part_of_day"
    if "weeks" in said and "weekday" not in said:
        return _week(said, sent_at)
    day = _day(said, sent_at, past=past)
    if "hour" in said:
        start = _clock(said, day, sent_at, past=past)
        return start, _later(start, timedelta(hours=1)), "hour"
    if day is None:
        return None
    first, last = PARTS_OF_DAY.get(said.get("part", ""), (0, _DAY))
    return (
        _at(day, first * 60, sent_at.tzinfo),
        _at(day, last * 60, sent_at.tzinfo),
        "part_of_day" if "part" in said else "day",
    )


def _span(said: Said, sent_at: datetime) -> tuple[datetime, datetime, str]:
    end = _later(sent_at, timedelta(minutes=said["minutes"]))
    precision = "hour" if said["minutes"] < _DAYS_OF_SPANS else "day" if said["minutes"] < _WEEKS_OF_SPANS else "week"
    if not said["point"]:
        return sent_at, end, precision
    if precision == "hour":
        return end, _later(end, timedelta(hours=1)), precision
    length = 1 if precision == "day" else _WEEK
    return _at(end.date(), 0, end.tzinfo), _at(end.date() + timedelta(days=length), 0, end.tzinfo), precision


def _week(said: Said, sent_at: datetime) -> tuple[datetime, datetime, str]:
    monday = sent_at.date() + timedelta(days=_WEEK * said["weeks"] - sent_at.weekday())
    start = _at(monday, 0, sent_at.tzinfo)
    if said["what"] == "weekend":
        start = _at(monday + timedelta(days=_FRIDAY), 18 * 60, sent_at.tzinfo)
    return start, _at(monday + timedelta(days=_WEEK), 0, sent_at.tzinfo), "week"


def _day(said: Said, sent_at: datetime, *, past: bool) -> date | None:
    """Return the day on which a time lies, or the one whose evening its night belongs to."""
    today = sent_at.date()
    if "days" in said:
        day = today + timedelta(days=said["days"])
        before_dawn = sent_at.hour < _NIGHT_ENDS
        # "Vannacht", said before dawn, is the night that runs; said of the past, the one that ended this morning.
        if said.get("part") == "night" and said["days"] == 0 and (before_dawn or past):
            return today - timedelta(days=1)
        return day
    if "weekday" in said:
        return _weekday(said, today, past=past)
    if "month" in said:
        return _date(said, today, past=past)
    return None


def _weekday(said: Said, today: date, *, past: bool) -> date:
    if "weeks" in said:
        return today + timedelta(days=_WEEK * said["weeks"] - today.weekday() + said["weekday"])
    ahead = (said["weekday"] - today.weekday()) % _WEEK
    if past or said.get("turn") == "last":
        return today - timedelta(days=(-ahead) % _WEEK or _WEEK)
    return today + timedelta(days=ahead + (_WEEK if said.get("turn") == "next" else 0))


def _date(said: Said, today: date, *, past: bool) -> date | None:
    """Return a date in the year that is named, or else in the next or last one in which it is on the right side."""
    if "year" in said:
        return date(said["year"], said["month"], said["day"])
    step = -1 if past else 1
    for year in range(today.year, today.year + 9 * step, step):  # the 29th of February comes within eight years
        try:
            day = date(year, said["month"], said["day"])
        except ValueError:
            continue
        if (day <= today) if past else (day >= today):
            return day
    return None


def _clock(said: Said, day: date | None, sent_at: datetime, *, past: bool) -> datetime:
    """Return the moment of a clock time."""
    minutes, part = 60 * said["hour"] + said["minute"], said.get("part", "")
    if part in PARTS_OF_DAY:
        return _at(day or sent_at.date(), _in_part(minutes, part), sent_at.tzinfo)
    halves = [minutes] if said["sure"] else [minutes, (minutes + 60 * _NOON) % (60 * _DAY)]
    if day is not None and day != sent_at.date():
        return _at(day, minutes, sent_at.tzinfo)
    days = (-1, 0) if past else (0, 1)
    if day is not None:
        days = (0, 0)
    today = sent_at.date()
    moments = sorted(_at(today + timedelta(days=shift), half, sent_at.tzinfo) for shift in days for half in halves)
    if past:
        return next((moment for moment in reversed(moments) if moment <= sent_at), moments[0])
    return next((moment for moment in moments if moment >= sent_at), moments[-1])


def _in_part(minutes: int, part: str) -> int:
    """Return minutes from the midnight at which the day of a part begins."""
    if part == "morning" or minutes >= 60 * _DAY:
        return minutes
    afternoon = minutes + 60 * _NOON if minutes < 60 * _NOON else minutes
    if part == "afternoon":
        return afternoon
    # At night and in the evening, 12 is midnight, the small hours lie behind it, 10 and 11 before it.
    if minutes // 60 == _NOON:
        return minutes + 60 * _NOON
    if minutes < 60 * {"evening": _EVENING_BEGINS, "night": _NIGHT_ENDS + 1}.get(part, _NIGHT_ENDS):
        return minutes + 60 * _DAY
    return afternoon


def _at(day: date, minutes: int, zone: tzinfo | None) -> datetime:
    """Return a moment by the clock on the wall, which the change of summer time does not shift."""
    return datetime.combine(day + timedelta(days=minutes // (60 * _DAY)), time(), zone) + timedelta(
        minutes=minutes % (60 * _DAY)
    )


def _later(moment: datetime, span: timedelta) -> datetime:
    """Return what is later by so much time that passes, not by the clock on the wall."""
    return (moment.astimezone(UTC) + span).astimezone(moment.tzinfo)
