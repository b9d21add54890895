"""Ranges with a dot: from a low to a high value with one between them, one row each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.handlers.charts.scale import RIGHT, Scale

__all__ = ["Range", "RangeRow", "Ranges", "ranges"]

_ROW = 26
_NAMES = 220
"""Room for the names of rows."""
_MARGIN = 24
_LONGEST = 36


@dataclass(frozen=True, slots=True)
class Range:
    """One row, by its values."""

    words: str
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class RangeRow:
    """One row, by its places."""

    words: str
    y: float
    low: float
    middle: float
    high: float


@dataclass(frozen=True, slots=True)
class Ranges:
    """A drawing of ranges."""

    rows: list[RangeRow]
    height: float
    field: float
    """Where the lines down end."""
    ticks: list[tuple[float, float]]
    """Place and number of each line down."""


def ranges(found: Sequence[Range]) -> Ranges:
    """Return a drawing of one row a range; all of them share one axis that begins at 0."""
    scale = Scale.up_to(max((each.high for each in found), default=0) or 1)
    right = RIGHT - _MARGIN
    rows = [
        RangeRow(
            each.words if len(each.words) <= _LONGEST else f"{each.words[: _LONGEST - 1]}…",
            (at + 0.5) * _ROW,
            *(scale.along(value, _NAMES, right) for value in (each.low, each.middle, each.high)),
        )
        for at, each in enumerate(found)
    ]
    field = len(found) * _ROW
    return Ranges(rows, field + _MARGIN, field, [(scale.along(each, _NAMES, right), each) for each in scale.ticks()])
