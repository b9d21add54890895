"""Reports: tables with what they count, over which time, and what they cannot say; and the periods of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

__all__ = [
    "AMSTERDAM",
    "Basis",
    "Quarter",
    "Report",
    "Span",
    "Table",
    "Value",
    "Zone",
    "monday_of",
    "quarter_of",
]

Value = str | int | float | None
"""What a cell of a table holds; a hidden count is a word."""
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
_WEEKS = 13
_QUARTERS = 4


class Zone(StrEnum):
    """Whose days are counted; both are whole hours from UTC, so that an hour of UTC lies in one day of each."""

    AMSTERDAM = "Europe/Amsterdam"
    UTC = "UTC"


class Basis(StrEnum):
    """Which items a picture is of; no item is in both."""

    CONFIRMED = "confirmed"
    UNDECIDED = "undecided"
    """A label is raised, and nobody has decided yet."""


@dataclass(frozen=True, slots=True)
class Span:
    """Some whole days of a zone."""

    first: date
    last: date
    """Counts as well; not before `first`."""
    zone: Zone

    @property
    def begin(self) -> datetime:
        """The first moment of it, in UTC."""
        return _midnight(self.first, self.zone)

    @property
    def end(self) -> datetime:
        """The first moment after it, in UTC; days of 23 and of 25 hours have their own."""
        return _midnight(self.last + timedelta(days=1), self.zone)

    def days(self) -> list[date]:
        """Return its days, oldest first."""
        return [self.first + timedelta(days=number) for number in range((self.last - self.first).days + 1)]

    def weeks(self) -> list[date]:
        """Return the Mondays of its weeks, oldest first."""
        return sorted({monday_of(day) for day in self.days()})

    def day_of(self, hour: int) -> date:
        """Return the day that an hour lies in, counted in hours of UTC since 1970."""
        return datetime.fromtimestamp(hour * 3600, ZoneInfo(self.zone)).date()


@dataclass(frozen=True, slots=True, order=True)
class Quarter:
    """Thirteen ISO weeks of Dutch time, the last of a long year fourteen; no two share a day.

    Periods that overlap could be subtracted from each other, and so tell what is small in their difference.
    """

    year: int
    """ISO year."""
    number: int
    """1 to 4."""

    def __str__(self) -> str:
        """Return its name, such as 2026-Q4."""
        return f"{self.year}-Q{self.number}"

    @classmethod
    def parse(cls, name: str) -> Quarter:
        """Read a name such as 2026-Q4.

        Raises
        ------
        ValueError
            When it is none.
        """
        year, _, number = name.partition("-Q")
        return cls(int(year), int(number))

    @property
    def first(self) -> date:
        """Its first Monday."""
        return date.fromisocalendar(self.year, 1 + _WEEKS * (self.number - 1), 1)

    @property
    def span(self) -> Span:
        """Its days."""
        return Span(self.first, self.following.first - timedelta(days=1), Zone.AMSTERDAM)

    @property
    def following(self) -> Quarter:
        """The one after it."""
        return Quarter(self.year, self.number + 1) if self.number < _QUARTERS else Quarter(self.year + 1, 1)

    @property
    def preceding(self) -> Quarter:
        """The one before it."""
        return Quarter(self.year, self.number - 1) if self.number > 1 else Quarter(self.year - 1, _QUARTERS)


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of values, each with one for each column."""

    columns: Sequence[str]
    rows: Sequence[Sequence[Value]]

    def records(self) -> list[dict[str, Value]]:
        """Return each row by the names of its columns."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@dataclass(frozen=True, slots=True)
class Report:
    """Tables, and what one has to know to read them."""

    about: Mapping[str, str]
    """Period, unit, filters and the like, by their names."""
    model_versions: Sequence[str]
    """Of the bundles whose scores are in it."""
    cannot_say: Sequence[str]
    tables: Mapping[str, Table]


def monday_of(day: date) -> date:
    """Return the Monday of the week of a day."""
    return day - timedelta(days=day.weekday())


def quarter_of(moment: datetime) -> Quarter:
    """Return the quarter that a moment lies in, by the days of the Netherlands."""
    year, week, _ = moment.astimezone(AMSTERDAM).isocalendar()
    return Quarter(year, min((week - 1) // _WEEKS + 1, _QUARTERS))


def _midnight(day: date, zone: Zone) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)
