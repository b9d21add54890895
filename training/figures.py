"""The figures of an evaluation, worked out from labels and scores, with numbers of cases and intervals."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.stats import beta
from sklearn.metrics import average_precision_score

__all__ = ["Detection", "calibration_error", "detection", "rate_upper_bound"]

_RESAMPLES = 500
_BINS = 10

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Detection:
    """How well one label is found."""

    n: int
    """Messages."""
    positives: int
    precision: float
    recall: float
    f1: float
    f1_low: float
    """Lower end of the 95% interval of F1, by resampling messages."""
    f1_high: float
    average_precision: float | None
    """``None`` for what only says yes or no."""


def detection(truth: Bools, raised: Bools, scores: Floats | None = None) -> Detection:
    """Return precision, recall, F1 and, where there are scores, average precision.

    Parameters
    ----------
    truth, raised
        What is so and what was said, shape (messages,).
    scores
        From which average precision is worked out.
    """
    chance = np.random.default_rng(0)
    picks = chance.integers(0, len(truth), (_RESAMPLES, len(truth)))
    resampled = [_f1(truth[pick], raised[pick]) for pick in picks]
    low, high = np.quantile(resampled, [0.025, 0.975])
    hits = int((truth & raised).sum())
    precise = None if scores is None or not truth.any() else float(average_precision_score(truth, scores))
    return Detection(
        n=len(truth),
        positives=int(truth.sum()),
        precision=hits / max(1, int(raised.sum())),
        recall=hits / max(1, int(truth.sum())),
        f1=_f1(truth, raised),
        f1_low=float(low),
        f1_high=float(high),
        average_precision=precise,
    )


def calibration_error(truth: Bools, scores: Floats) -> float:
    """Return the expected calibration error over ten bins of equal width, 0 to 1."""
    bins = np.minimum((scores * _BINS).astype(int), _BINS - 1)
    gaps = [
        abs(truth[bins == number].mean() - scores[bins == number].mean()) * (bins == number).mean()
        for number in range(_BINS)
        if (bins == number).any()
    ]
    return float(sum(gaps))


def rate_upper_bound(count: int, n: int) -> float:
    """Return the exact (Clopper-Pearson) upper end of the 95% interval of a rate."""
    return 1.0 if count >= n else float(beta.ppf(0.975, count + 1, n - count))


def _f1(truth: Bools, raised: Bools) -> float:
    denominator = int(truth.sum()) + int(raised.sum())
    return 2 * int((truth & raised).sum()) / denominator if denominator else 0.0
