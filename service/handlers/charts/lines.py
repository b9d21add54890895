"""A line through shares with the band of their intervals, from 0 to 1; a gap where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.handlers.charts.scale import LEFT, RIGHT, Label, Scale, labels_below

__all__ = ["Line", "Lines", "Share", "lines"]

_SCALE = Scale(1, 0.25)
_WHISKER = 4


@dataclass(frozen=True, slots=True)
class Share:
    """A share with its interval; each 0 to 1."""

    at: int
    """Number of its column, from 0."""
    middle: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Line:
    """A line of one kind."""

    kind: str
    path: str
    band: str
    """Outline of the intervals; of a single point a narrow one."""
    dots: list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Lines:
    """A drawing of lines."""

    lines: list[Line]
    below: list[Label]
    ticks: list[tuple[float, float]]


def lines(columns: Sequence[str], found: Sequence[tuple[str, Sequence[Share]]]) -> Lines:
    """Return a drawing of lines over columns.

    Parameters
    ----------
    columns
        Words below, one a column.
    found
        Kind of each line with its shares, from the left.
    """
    width = (RIGHT - LEFT) / max(1, len(columns))
    drawn = [_line(kind, shares, width) for kind, shares in found if shares]
    return Lines(drawn, labels_below(columns, width), [(_SCALE.up(each), each) for each in _SCALE.ticks()])


def _line(kind: str, shares: Sequence[Share], width: float) -> Line:
    places = [round(LEFT + (each.at + 0.5) * width, 1) for each in shares]
    dots = [(x, _SCALE.up(each.middle)) for x, each in zip(places, shares, strict=True)]
    path = "M" + "L".join(f"{x} {y}" for x, y in dots)
    spread = _WHISKER if len(shares) == 1 else 0
    over = [(x - spread, _SCALE.up(each.high)) for x, each in zip(places, shares, strict=True)]
    over += [(x + spread, _SCALE.up(each.high)) for x, each in zip(places, shares, strict=True) if spread]
    under = [(x + spread, _SCALE.up(each.low)) for x, each in zip(places, shares, strict=True)][::-1]
    under += [(x - spread, _SCALE.up(each.low)) for x, each in zip(places, shares, strict=True) if spread]
    return Line(kind, path, "M" + "L".join(f"{x} {y}" for x, y in (*over, *under)) + "Z", dots)
