"""Places data on a plot: where a value lies on the picture, and where its ticks are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from training.report.parts import Tick

__all__ = ["BOTTOM", "HEIGHT", "LEFT", "TOP", "WIDTH", "Axes"]

LEFT, TOP, WIDTH, HEIGHT = 62.0, 12.0, 344.0, 300.0
"""Of the square that data lie in, in units of the picture."""
BOTTOM = TOP + HEIGHT


@dataclass(frozen=True, slots=True)
class Axes:
    """Both axes of a plot, from the same lowest value to 1."""

    low: float = 0.0
    height: float = HEIGHT

    def x(self, value: float) -> float:
        """Return how far from the left a value is."""
        return round(LEFT + WIDTH * (value - self.low) / (1 - self.low), 1)

    def y(self, value: float) -> float:
        """Return how far from the top a value is."""
        return round(TOP + self.height * (1 - (value - self.low) / (1 - self.low)), 1)

    def holds(self, *values: float) -> bool:
        """Tell whether all of some values lie on the plot."""
        return all(self.low <= value <= 1 for value in values)

    def path(self, points: Sequence[tuple[float, float]]) -> str:
        """Return the commands that draw a line through the points that lie on the plot."""
        on = [point for point in points if self.holds(*point)]
        places = [f"{self.x(x):g},{self.y(y):g}" for x, y in on]
        return "M" + " L".join(places) if places else ""

    @property
    def x_ticks(self) -> list[Tick]:
        """Six of them."""
        return [Tick(self.x(value), f"{value:.2g}") for value in self._values]

    @property
    def y_ticks(self) -> list[Tick]:
        """Six of them."""
        return [Tick(self.y(value), f"{value:.2g}") for value in self._values]

    @property
    def _values(self) -> list[float]:
        return [self.low + (1 - self.low) * step / 5 for step in range(6)]
