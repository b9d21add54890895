"""Maps numbers to places on a drawing, with round numbers beside the axis."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

__all__ = ["BOTTOM", "HEIGHT", "LEFT", "RIGHT", "TOP", "WIDTH", "Label", "Scale", "labels_below"]

WIDTH, HEIGHT = 640, 220
"""Of a drawing with axes, in its own units: pixels where it is not shrunk."""
LEFT, RIGHT, TOP, BOTTOM = 48, 632, 12, 192
"""Where the field of such a drawing begins and ends."""
_STEPS = (1, 2, 5, 10)
_FEW = 4
_MOST_LABELS = 7


@dataclass(frozen=True, slots=True)
class Label:
    """A word beside an axis."""

    at: float
    words: str


@dataclass(frozen=True, slots=True)
class Scale:
    """An axis that begins at 0."""

    most: float
    """Where it ends, a round number above 0."""
    step: float

    @classmethod
    def up_to(cls, value: float) -> Scale:
        """Return an axis on which a value fits."""
        rough = max(value, 1e-9) / _FEW
        power = 10.0 ** floor(log10(rough))
        step = next(each * power for each in _STEPS if each * power >= rough * (1 - 1e-9))
        return cls(step * max(1, ceil(value / step - 1e-9)), step)

    def up(self, value: float) -> float:
        """Return how far up a value is, from the top of the drawing."""
        return round(BOTTOM - (BOTTOM - TOP) * value / self.most, 1)

    def along(self, value: float, left: float = LEFT, right: float = RIGHT) -> float:
        """Return how far along a value is, from the left of the drawing."""
        return round(left + (right - left) * value / self.most, 1)

    def ticks(self) -> list[float]:
        """Return the numbers beside it."""
        return [round(self.step * each, 10) for each in range(round(self.most / self.step) + 1)]


def labels_below(words: Sequence[str], width: float) -> list[Label]:
    """Return words below columns of a width; some only where there are many.

    Parameters
    ----------
    words
        One a column, from the left.
    width
        Of a column, in units of the drawing.
    """
    every = max(1, ceil(len(words) / _MOST_LABELS))
    return [Label(round(LEFT + (at + 0.5) * width, 1), each) for at, each in enumerate(words) if at % every == 0]
