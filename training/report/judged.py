"""Takes, of what a detector says, the column of one label, and what was so."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.contract import LABELS
from training.measured import Measured

__all__ = ["Judged", "judged", "served"]

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Judged:
    """One label by one detector; arrays as long as the rows of the evaluation."""

    truth: NDArray[np.bool_]
    raised: NDArray[np.bool_]
    scores: Floats | None
    """0 to 1."""

    @property
    def precision(self) -> float | None:
        """``None`` where it never raises the label."""
        count = int(self.raised.sum())
        return int((self.truth & self.raised).sum()) / count if count else None

    @property
    def recall(self) -> float | None:
        """``None`` for a label without positives."""
        count = int(self.truth.sum())
        return int((self.truth & self.raised).sum()) / count if count else None


def served(measured: Measured) -> str | None:
    """Return the name of lont as served, or ``None`` for an evaluation of nothing."""
    return next(reversed(list(measured.detectors)), None)


def judged(measured: Measured, detector: str, label: str) -> Judged:
    """Return what a detector says of a label."""
    column = LABELS.index(label)
    held = measured.detectors[detector]
    truth = np.array([row.labels[column] == 1 for row in measured.rows], bool)
    scores = None if held.scores is None else held.scores[:, column]
    return Judged(truth, held.raised[:, column], scores)
