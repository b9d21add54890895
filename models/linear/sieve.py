"""The sieve: tells by the features of the linear tier whether a message may be anything but ordinary talk.

The scores of the labels tell an offer from what looks like one; next to ordinary talk they are wary, and much of it
would go on. The sieve has learned from ordinary talk too. It adds to the log-odds of each label, and what comes of that
decides what goes on to a slower tier, and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from scipy.special import expit

from models.contract import Scores
from models.joining import log_odds
from models.linear.cells import Cells
from models.linear.weights import Weighing

__all__ = ["Sieve"]


@dataclass(frozen=True, slots=True)
class Sieve:
    """One linear function over the columns of a `Vectoriser`, weighed as for the labels."""

    coefficients: NDArray[np.float64]
    """Shape (columns,)."""
    intercept: float

    def added(self, raw: Cells, weighed: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return what is added to the log-odds of each label, shape (messages,); ``weighed`` by `Weighing.weighed`."""
        sums = np.bincount(raw.rows, weighed * self.coefficients[raw.columns], raw.height)
        return np.asarray(sums + self.intercept, np.float64)

    def added_of_matrix(self, raw: csr_matrix, weighing: Weighing) -> NDArray[np.float64]:
        """Return the same of a matrix of raw values."""
        cells = Cells.of(raw)
        return self.added(cells, weighing.weighed(cells))

    @staticmethod
    def applied(scores: Scores, added: NDArray[np.float64]) -> Scores:
        """Return from calibrated scores of the labels what decides about going on, 0 to 1, shape (messages, 2)."""
        return np.asarray(expit(log_odds(scores) + added[:, None]))
