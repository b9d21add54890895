"""Sums up the runs of a trial: means with intervals, and what weak labels add run by run.

Intervals come from resampling the runs. There are few, and they share batches, so that intervals are rather too narrow.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from labeling.weak.trial import Outcome
from models.contract import LABELS

__all__ = ["MEAN", "Gain", "Point", "gains", "points"]

MEAN = "mean"
"""Stands where a label would: the mean of both."""
_RESAMPLES = 2_000


@dataclass(frozen=True, slots=True)
class Point:
    """Average precision over the runs, with its 95% interval."""

    label: str
    taught_by: str
    n: int
    """Rows labelled by hand; for ``all_gold`` the mean, since pools differ in size."""
    mean: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Gain:
    """What weak labels add to rows labelled by hand, with the 95% interval of the difference run by run."""

    label: str
    n: int
    mean: float
    low: float
    high: float

    @property
    def verdict(self) -> str:
        """``helps``, ``harms``, or ``cannot tell`` where the interval holds 0."""
        if self.low > 0:
            return "helps"
        return "harms" if self.high < 0 else "cannot tell"


def points(outcomes: Sequence[Outcome]) -> list[Point]:
    """Return a point for each label, their mean, way to teach and size, in the order of the outcomes."""
    sizes = defaultdict[tuple[str, int], list[int]](list)
    for one in outcomes:
        sizes[_key(one)].append(one.n)
    found = list[Point]()
    for label in (*LABELS, MEAN):
        for key, ns in sizes.items():
            mean, low, high = _interval(_by_run(outcomes, label, key))
            found.append(Point(label, key[0], round(sum(ns) / len(ns)), mean, low, high))
    return found


def gains(outcomes: Sequence[Outcome]) -> list[Gain]:
    """Return what weak labels add, for each label, their mean, and each number of rows labelled by hand."""
    sizes = sorted({one.n for one in outcomes if one.taught_by == "gold_and_weak"})
    found = list[Gain]()
    for label in (*LABELS, MEAN):
        for n in sizes:
            with_weak = _by_run(outcomes, label, ("gold_and_weak", n))
            alone = _by_run(outcomes, label, ("gold", n))
            mean, low, high = _interval([one - other for one, other in zip(with_weak, alone, strict=True)])
            found.append(Gain(label, n, mean, low, high))
    return found


def _key(one: Outcome) -> tuple[str, int]:
    return one.taught_by, 0 if one.taught_by == "all_gold" else one.n


def _by_run(outcomes: Sequence[Outcome], label: str, key: tuple[str, int]) -> list[float]:
    runs = defaultdict[int, list[float]](list)
    for one in outcomes:
        if _key(one) == key and label in (one.label, MEAN):
            runs[one.run].append(one.precision)
    return [float(np.mean(runs[run])) for run in sorted(runs)]


def _interval(values: Sequence[float]) -> tuple[float, float, float]:
    drawn = np.random.default_rng(0).choice(np.array(values), (_RESAMPLES, len(values))).mean(axis=1)
    low, high = np.quantile(drawn, [0.025, 0.975])
    return float(np.mean(values)), float(low), float(high)
