"""What a trial says: mean precision, how far ahead of random, and how many labels were saved, with intervals.

Intervals are from drawing whole runs with replacement. A run is one split with one seed, and there are few, so they
are rough. `ahead` compares within runs, and so leaves out that some test batches are harder than others.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["MARKS", "Interval", "Saving", "ahead", "labels_needed", "mean_precision", "saving"]

MARKS = (500, 1_000)
"""Numbers of labels at which is asked how many random ones would have done."""
_RESAMPLES = 1_000
_ENDS = (0.025, 0.975)

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Interval:
    """A figure with its 95% interval."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Saving:
    """What a strategy saved at a number of labels."""

    labels: int
    needed: Interval
    """Random labels for the same precision."""
    saved: Interval
    """``needed`` less ``labels``; negative where choosing was worse than drawing."""
    beyond: bool
    """Whether random labels did not get there within the trial: the true figure is higher, and capped here."""


def mean_precision(precision: Floats) -> list[Interval]:
    """Return the mean at each point.

    Parameters
    ----------
    precision
        Shape (runs, points).
    """
    return _by_point(precision)


def ahead(precision: Floats, random: Floats) -> list[Interval]:
    """Return at each point how far a strategy is ahead of random, run by run; shapes as of `mean_precision`."""
    return _by_point(precision - random)


def saving(points: Sequence[int], precision: Floats, random: Floats, mark: int) -> Saving:
    """Return how many labels a strategy saved.

    Parameters
    ----------
    points
        Numbers of labels, rising.
    precision, random
        Of the strategy and of random labels, shape (runs, points).
    mark
        Number of labels at which is asked, within the points.
    """

    def needed(runs: NDArray[np.int64]) -> float:
        reached = float(np.interp(mark, points, _rising(precision[runs].mean(axis=0))))
        return labels_needed(points, random[runs].mean(axis=0), reached)

    low, high = np.quantile([needed(runs) for runs in _draws(len(precision))], _ENDS)
    found = Interval(needed(np.arange(len(precision))), float(low), float(high))
    less = Interval(found.value - mark, found.low - mark, found.high - mark)
    return Saving(mark, found, less, found.value >= points[-1])


def labels_needed(points: Sequence[int], precision: Floats, wanted: float) -> float:
    """Return at how many labels a curve first reaches a precision, between the points by a straight line.

    The curve is smoothed first so that more labels never mean less. Outside the points the nearest one is returned.

    Parameters
    ----------
    points
        Numbers of labels, rising.
    precision
        Shape (points,).
    wanted
        Precision.
    """
    curve = _rising(precision)
    at = int(np.searchsorted(curve, wanted))
    if at in (0, len(curve)):
        return float(points[min(at, len(curve) - 1)])
    part = (wanted - curve[at - 1]) / (curve[at] - curve[at - 1])
    return float(points[at - 1] + part * (points[at] - points[at - 1]))


def _rising(curve: Floats) -> Floats:
    """Smooth a curve so that it never falls: half-way between the highest so far and the lowest to come."""
    return np.asarray((np.maximum.accumulate(curve) + np.minimum.accumulate(curve[::-1])[::-1]) / 2)


def _by_point(values: Floats) -> list[Interval]:
    drawn = values[_draws(len(values))].mean(axis=1)
    low, high = np.quantile(drawn, _ENDS, axis=0)
    return [Interval(*map(float, found)) for found in zip(values.mean(axis=0), low, high, strict=True)]


def _draws(runs: int) -> NDArray[np.int64]:
    """Draw runs with replacement, the same draws for every figure: shape (resamples, runs)."""
    return np.random.default_rng(0).integers(0, runs, (_RESAMPLES, runs))
