"""Times and days on the wire: ISO 8601, times with a zone, never a number, whose unit one can only guess."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, WithJsonSchema
from pydantic_core import PydanticCustomError

from service.importers.times import EARLIEST, LATEST_AHEAD

__all__ = ["Day", "Moment", "PastMoment"]


def _read(value: object) -> datetime:
    if not isinstance(value, str):
        raise PydanticCustomError("time_type", "Expected a time as text, such as 2026-11-05T21:14:00+01:00")
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise PydanticCustomError(
            "time_unreadable", "Expected a time such as 2026-11-05T21:14:00+01:00 (in an address, write + as %2B)"
        ) from None
    if moment.tzinfo is None:
        raise PydanticCustomError("time_zone_missing", "The time has no zone; end it with Z or an offset like +01:00")
    try:
        return moment.astimezone(UTC)
    except OverflowError:
        raise PydanticCustomError("time_out_of_range", "The time lies outside the years 1 to 9999") from None


def _day(value: object) -> date:
    try:
        return value if isinstance(value, date) else date.fromisoformat(value if isinstance(value, str) else "")
    except ValueError:
        raise PydanticCustomError("day_unreadable", "Expected a day such as 2026-11-05") from None


def _plausible(moment: datetime) -> datetime:
    if not EARLIEST <= moment <= datetime.now(UTC) + LATEST_AHEAD:
        raise PydanticCustomError(
            "time_implausible", "The time lies before 2009 or more than 24 hours ahead; look at the clock and the unit"
        )
    return moment


Moment = Annotated[datetime, BeforeValidator(_read), WithJsonSchema({"type": "string", "format": "date-time"})]
"""Any time with a zone; in UTC once it is read."""

PastMoment = Annotated[
    datetime,
    BeforeValidator(_read),
    AfterValidator(_plausible),
    WithJsonSchema({"type": "string", "format": "date-time", "description": "2009 to 24 hours from now, with a zone."}),
]
"""A time at which something can have been posted."""

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema({"type": "string", "format": "date"})]
"""A day of the calendar, written as 2026-11-05 and no other way."""
