"""Dates and numbers as the reader of a page writes them."""

from __future__ import annotations

from datetime import UTC, date, datetime

from babel.dates import format_date, format_datetime, format_timedelta
from babel.numbers import format_decimal, format_percent

from service.locale.languages import locale_of_reader

__all__ = [
    "Number",
    "day_and_month",
    "day_in_words",
    "figure",
    "from_now",
    "language_in_words",
    "moment_in_words",
    "month_in_words",
    "number",
    "percent",
    "short_day",
    "short_moment",
    "signed",
    "stamp_in_words",
]

_LOWEST_SHOWN = 0.005


class Number(int):
    """A whole number that is written as the reader does, and still counts for the plural."""

    def __str__(self) -> str:
        return number(int(self))


def number(value: float) -> str:
    """Return a number with marks between thousands: 1,234.5 in English, 1.234,5 in Dutch."""
    return format_decimal(value, locale=locale_of_reader())


def figure(score: float) -> str:
    """Return a probability with two digits that never claims 0 or certainty."""
    if score < _LOWEST_SHOWN:
        return f"<{_decimals(0.01)}"
    return f">{_decimals(0.99)}" if score >= 1 - _LOWEST_SHOWN else _decimals(score)


def percent(share: float) -> str:
    """Return a share from 0 to 1 in whole percents: 92% in English, 92% in Dutch."""
    return format_percent(share, locale=locale_of_reader())


def signed(value: float) -> str:
    """Return a number with its sign and two digits."""
    return format_decimal(value, format="+0.00;-0.00", locale=locale_of_reader())


def moment_in_words(value: datetime) -> str:
    """Return a moment to the minute in UTC, such as 22 november 2026 23:05 UTC."""
    return f"{format_datetime(value.astimezone(UTC), 'd MMMM y HH:mm', locale=locale_of_reader())} UTC"


def short_moment(value: datetime) -> str:
    """Return a moment without its year, such as 22 nov 23:05 UTC."""
    return f"{format_datetime(value.astimezone(UTC), 'd MMM HH:mm', locale=locale_of_reader())} UTC"


def from_now(value: datetime, now: datetime) -> str:
    """Return how far a moment is from another: in 40 minutes, 2 hours ago."""
    return format_timedelta(value - now, add_direction=True, threshold=1.2, locale=locale_of_reader())


def month_in_words(value: date) -> str:
    """Return the month of a day, shortened: nov."""
    return format_date(value, "LLL", locale=locale_of_reader())


def day_in_words(value: date) -> str:
    """Return a day, such as 22 november 2026."""
    return format_date(value, "d MMMM y", locale=locale_of_reader())


def language_in_words(tag: str) -> str:
    """Return what a language is called, such as Nederlands for nl; the tag itself where nobody knows a name."""
    return str(locale_of_reader().languages.get(tag, tag))


def short_day(value: date) -> str:
    """Return a day with the day of the week, all shortened: zo 22 nov 2026."""
    return format_date(value, "EEE d MMM y", locale=locale_of_reader())


def day_and_month(value: date) -> str:
    """Return a day without its year, as short as it goes: 22 nov."""
    return format_date(value, "d MMM", locale=locale_of_reader())


def stamp_in_words(stamp: str) -> str:
    """Return a moment that stands as RFC 3339 in words; what is no such moment comes back as it is."""
    try:
        return moment_in_words(datetime.fromisoformat(stamp))
    except ValueError:
        return stamp


def _decimals(value: float) -> str:
    return format_decimal(value, format="0.00", locale=locale_of_reader())
