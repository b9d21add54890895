"""Reads the moments in a file: Unix seconds, ISO 8601, and local times that need a zone."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from service.importers.refusing import PieceRefusedError

__all__ = ["EARLIEST", "LATEST_AHEAD", "in_utc", "moment_of", "plausible", "unix_moment"]

EARLIEST = datetime(2009, 1, 1, tzinfo=UTC)
"""The year WhatsApp began; nothing that lont reads is older."""
LATEST_AHEAD = timedelta(hours=24)
"""How far a clock may be ahead."""

_SECONDS = re.compile(r"-?[0-9]{9,20}(?:\.[0-9]{1,20})?")


def unix_moment(value: object, field: str, now: datetime) -> datetime:
    """Read Unix seconds: a number, or a string of digits.

    Raises
    ------
    PieceRefusedError
        ``field_type`` or ``date_implausible``.
    """
    if isinstance(value, str):
        if not _SECONDS.fullmatch(value):
            raise _implausible(field) if value.strip().isdecimal() else _type_error(field)
        value = Decimal(value)
    if not isinstance(value, int | float | Decimal) or isinstance(value, bool):
        raise _type_error(field)
    try:
        moment = datetime.fromtimestamp(value if isinstance(value, int) else float(value), UTC)
    except (OverflowError, OSError, ValueError):
        raise _implausible(field) from None
    return plausible(moment, field, now)


def moment_of(value: object, field: str, zone: ZoneInfo | None, now: datetime) -> datetime:
    """Read Unix seconds or an ISO 8601 string; a string without offset is local time in ``zone``.

    Raises
    ------
    PieceRefusedError
        ``field_type``, ``date_unreadable``, ``date_implausible`` or ``timezone_missing``.
    """
    if not isinstance(value, str) or _SECONDS.fullmatch(value):
        return unix_moment(value, field, now)
    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError:
        raise PieceRefusedError(
            f"'{field}' is not a moment that can be read.",
            "Expected ISO 8601 (2025-12-31T23:59:59+01:00) or Unix seconds.",
            code="date_unreadable",
        ) from None
    return in_utc(moment, field, zone, now)


def in_utc(moment: datetime, field: str, zone: ZoneInfo | None, now: datetime) -> datetime:
    """Bring a moment to UTC and check that it is plausible; the first of two equal local times is meant.

    Raises
    ------
    PieceRefusedError
        ``date_implausible`` or ``timezone_missing``.
    """
    if moment.tzinfo is None:
        if zone is None:
            raise PieceRefusedError(
                f"'{field}' is a local time without a zone.", "State the zone.", code="timezone_missing"
            )
        moment = moment.replace(tzinfo=zone)
    try:
        return plausible(moment.astimezone(UTC), field, now)
    except OverflowError:
        raise _implausible(field) from None


def plausible(moment: datetime, field: str, now: datetime) -> datetime:
    """Return the moment if it lies between `EARLIEST` and `LATEST_AHEAD` from ``now``, else refuse it."""
    if EARLIEST <= moment <= now + LATEST_AHEAD:
        return moment
    raise _implausible(field)


def _type_error(field: str) -> PieceRefusedError:
    return PieceRefusedError(
        f"'{field}' has the wrong type.", "Expected Unix seconds, as a number or digits.", code="field_type"
    )


def _implausible(field: str) -> PieceRefusedError:
    return PieceRefusedError(
        f"'{field}' lies before 2009 or more than 24 hours ahead.",
        "Expected Unix seconds or ISO 8601; look whether it is in milliseconds, or the clock was wrong.",
        code="date_implausible",
    )
