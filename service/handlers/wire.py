"""Types of single values on the wire: texts, names, addresses, times, zones, each with its bounds and its complaint."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from typing import Annotated, Any
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from service.importers.field_reading import MAX_KEY, MAX_LOCATOR, MAX_NAME, MAX_TEXT
from service.importers.times import EARLIEST, LATEST_AHEAD

__all__ = ["WebAddress", "ItemText", "Key", "Moment", "Name", "PastMoment", "ScoredText", "TimeZone"]

_NO_NUL = "^[^\\u0000]*$"
_LONGEST_ADDRESS = 500


def _without_nul(value: str) -> str:
    if "\x00" in value:
        raise PydanticCustomError("nul_character", "The character U+0000 cannot be stored; take it out")
    return value


def _not_blank(value: str) -> str:
    if not value.strip():
        raise PydanticCustomError("blank", "This holds nothing but white space")
    return value


def _web_address(value: str) -> str:
    try:
        parts = urlsplit(value)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        usable = False
    if not usable or not value.isprintable() or " " in value:
        raise PydanticCustomError("address_invalid", "Expected a whole http or https address")
    return value


def _moment(value: object) -> datetime:
    """Read an ISO 8601 time with a zone, never a number, whose unit one can only guess."""
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


def _plausible(moment: datetime) -> datetime:
    if not EARLIEST <= moment <= datetime.now(UTC) + LATEST_AHEAD:
        raise PydanticCustomError(
            "time_implausible", "The time lies before 2009 or more than 24 hours ahead; look at clock and unit"
        )
    return moment


@cache
def _zones() -> frozenset[str]:
    return frozenset(available_timezones())


def _known_zone(value: str) -> str:
    if value not in _zones():
        raise PydanticCustomError("time_zone_unknown", "Expected an IANA time zone, such as Europe/Amsterdam")
    return value


def _text(longest: int, shortest: int = 0, **more: Any) -> WithJsonSchema:  # noqa: ANN401  # members of a JSON schema
    length = {"maxLength": longest} | ({"minLength": shortest} if shortest else {})
    return WithJsonSchema({"type": "string", "pattern": _NO_NUL} | length | more)


_TIME_SCHEMA = WithJsonSchema({"type": "string", "format": "date-time"})

ScoredText = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
"""A text that is scored and not stored."""

ItemText = Annotated[
    str, StringConstraints(max_length=MAX_TEXT), AfterValidator(_without_nul), _text(MAX_TEXT)
]
"""The text of an item; empty where there are only media."""

Name = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_NAME),
    AfterValidator(_without_nul),
    AfterValidator(_not_blank),
    _text(MAX_NAME, 1, pattern="^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$"),
]
"""A name or handle."""

Key = Annotated[
    str,
    StringConstraints(min_length=1, max_length=MAX_KEY),
    AfterValidator(_without_nul),
    AfterValidator(_not_blank),
    _text(MAX_KEY, 1, pattern="^[^\\u0000]*[^\\s\\u0000][^\\u0000]*$"),
]
"""An id as the platform gives it."""

WebAddress = Annotated[
    str,
    StringConstraints(max_length=MAX_LOCATOR),
    AfterValidator(_web_address),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://", "maxLength": MAX_LOCATOR}),
]
"""An http or https address."""

Moment = Annotated[datetime, BeforeValidator(_moment), _TIME_SCHEMA]
"""A time with a zone, in UTC once it is read."""

PastMoment = Annotated[datetime, BeforeValidator(_moment), AfterValidator(_plausible), _TIME_SCHEMA]
"""A time between 2009 and a day from now."""

TimeZone = Annotated[
    str, AfterValidator(_known_zone), WithJsonSchema({"type": "string", "format": "iana-timezone", "maxLength": 64})
]
"""An IANA time zone."""
