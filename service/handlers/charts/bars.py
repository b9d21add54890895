"""Stacked bars over time; a bar that is hidden is drawn as such."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from service.handlers.charts.scale import BOTTOM, LEFT, RIGHT, Label, Scale, labels_below

__all__ = ["Bar", "Bars", "Column", "bars"]

_GAP = 0.2
"""Of the width of a column."""


@dataclass(frozen=True, slots=True)
class Column:
    """What one bar shows."""

    words: str
    """Below it."""
    values: Sequence[float]
    """One a kind, from the bottom up."""
    hidden: str | None = None
    """Where its values are not told: what is said instead."""


@dataclass(frozen=True, slots=True)
class Bar:
    """One piece of a bar."""

    x: float
    y: float
    width: float
    height: float
    kind: str
    """Class of the style sheet."""


@dataclass(frozen=True, slots=True)
class Bars:
    """A drawing of bars."""

    pieces: list[Bar]
    hidden: list[Label]
    """What stands in the place of bars that are not told."""
    below: list[Label]
    ticks: list[tuple[float, float]]
    """Place and number of each line across."""


def bars(columns: Sequence[Column], kinds: Sequence[str]) -> Bars:
    """Return a drawing of one bar a column.

    Parameters
    ----------
    columns
        One or more, oldest first.
    kinds
        Names of the pieces of each bar, from the bottom up.
    """
    scale = Scale.up_to(max((sum(each.values) for each in columns if each.hidden is None), default=0) or 1)
    width = (RIGHT - LEFT) / max(1, len(columns))
    pieces: list[Bar] = []
    hidden = []
    for at, column in enumerate(columns):
        x = round(LEFT + (at + _GAP / 2) * width, 1)
        if column.hidden is not None:
            hidden.append(Label(round(x + width * (1 - _GAP) / 2, 1), column.hidden))
            continue
        top = 0.0
        for kind, value in zip(kinds, column.values, strict=True):
            top += value
            if value:
                tall = round((BOTTOM - scale.up(value)), 1)
                pieces.append(Bar(x, scale.up(top), round(width * (1 - _GAP), 1), tall, kind))
    below = labels_below([each.words for each in columns], width)
    return Bars(pieces, hidden, below, [(scale.up(each), each) for each in scale.ticks()])
