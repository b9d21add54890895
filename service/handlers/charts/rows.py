"""Bars that lie one below the other: a count each, the longest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from service.handlers.charts.scale import RIGHT

__all__ = ["Row", "Rows", "rows"]

_ROW = 24
_NAMES = 220
"""Room for the names."""
_COUNT = 60
"""Room for the count behind the longest bar."""
_MOST = 12
"""More of them are read in the table."""


@dataclass(frozen=True, slots=True)
class Row:
    """One bar."""

    words: str
    y: float
    """Its middle."""
    width: float
    count: int


@dataclass(frozen=True, slots=True)
class Rows:
    """A drawing of bars."""

    rows: list[Row]
    height: int
    left: int = _NAMES


def rows(counts: Iterable[tuple[str, int]]) -> Rows:
    """Return a drawing of the twelve highest counts; of equal ones in the order they came in.

    Parameters
    ----------
    counts
        Words and count of each; counts above 0.
    """
    shown = sorted(counts, key=lambda each: -each[1])[:_MOST]
    most = shown[0][1] if shown else 1
    field = RIGHT - _NAMES - _COUNT
    drawn = [
        Row(words, (at + 0.5) * _ROW, round(count / most * field, 1), count) for at, (words, count) in enumerate(shown)
    ]
    return Rows(drawn, len(shown) * _ROW)
