"""Measures sides in turn on the same messages, and compares them pair by pair."""

from __future__ import annotations

import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Literal

__all__ = ["Figure", "Ratio", "Side", "Unit", "compared", "ratio_of", "speeds_in_turn"]

Side = Callable[[Sequence[str]], int]
"""Scores texts, and returns how many of them it scored; it may take fewer than it is given."""
Unit = Literal["messages/s", "ms"]


@dataclass(frozen=True, slots=True)
class Ratio:
    """How one side compares to another, over all pairs."""

    median: float
    lowest: float
    highest: float
    pairs: tuple[float, ...]
    """Of each pair, in the order measured."""


@dataclass(frozen=True, slots=True)
class Figure:
    """One line of the report: medians over all pairs, and what stands beside."""

    name: str
    unit: Unit
    value: float
    against: str
    """Name of what stands beside."""
    against_value: float
    ratio: Ratio
    """Of the value to what stands beside: faster where messages a second are above 1, slower where milliseconds are."""


def speeds_in_turn(
    sides: Mapping[str, Side], rounds: Sequence[Sequence[str]], tell: Callable[[str], None] = lambda _: None
) -> dict[str, list[float]]:
    """Run every side once a round, each second round in the opposite order.

    Parameters
    ----------
    sides
        By name.
    rounds
        The texts of each round; every side gets the same.
    tell
        Told the name of each side that is about to run.

    Returns
    -------
    dict
        Messages a second of each side, one figure a round.
    """
    speeds: dict[str, list[float]] = {name: [] for name in sides}
    gc.collect()
    gc.freeze()  # what is loaded stays, so that looking for what a side has left behind is quick
    try:
        for number, texts in enumerate(rounds):
            for name in list(sides) if number % 2 == 0 else reversed(list(sides)):
                tell(name)
                gc.collect()
                begun = perf_counter()
                scored = sides[name](texts)
                speeds[name].append(scored / (perf_counter() - begun))
    finally:
        gc.unfreeze()
    return speeds


def ratio_of(values: Sequence[float], against: Sequence[float]) -> Ratio:
    """Compare two sides by their values of the same rounds."""
    pairs = tuple(one / other for one, other in zip(values, against, strict=True))
    return Ratio(median(pairs), min(pairs), max(pairs), pairs)


def compared(values: Mapping[str, Sequence[float]], name: str, against: str, unit: Unit = "messages/s") -> Figure:
    """Return the figure of one side beside another."""
    ratio = ratio_of(values[name], values[against])
    return Figure(name, unit, median(values[name]), against, median(values[against]), ratio)
