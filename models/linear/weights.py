"""What the linear tier has learned, and the weighing of raw values that goes before it.

A raw value is multiplied by its column's inverse document frequency; then each block of a row is brought to length
``scale``. Training and scoring both call `Weighing`, so that they cannot differ: training with matrices, which it
cuts into folds, scoring with the `Cells` of a batch.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from models.linear.cells import Cells

__all__ = ["LinearWeights", "Weighing"]


class Weighing:
    """Inverse document frequency and length of blocks.

    Parameters
    ----------
    frequency
        Inverse document frequency of each column; 0 for a column that is not used.
    blocks
        Name of each block to its first column and one past its last.
    scales
        Length of each block of a row after weighing.
    """

    def __init__(
        self,
        frequency: NDArray[np.float64],
        blocks: Mapping[str, tuple[int, int]],
        scales: Mapping[str, float],
    ) -> None:
        self.frequency = frequency
        self.scales = dict(scales)
        self._block = np.zeros(len(frequency), np.int8)
        for number, (start, end) in enumerate(blocks.values()):
            self._block[start:end] = number
        self._lengths = np.array([scales[name] for name in blocks])

    def weigh(self, raw: csr_matrix) -> csr_matrix:
        """Return the weighed values; an empty block of a row stays empty."""
        return csr_matrix((self.weighed(Cells.of(raw)), raw.indices, raw.indptr), shape=raw.shape)

    def weighed(self, raw: Cells) -> NDArray[np.float64]:
        """Return the weighed value of each cell."""
        values = raw.values * self.frequency[raw.columns]
        place = raw.rows * len(self._lengths) + self._block[raw.columns]
        squares = np.bincount(place, values * values, raw.height * len(self._lengths))
        squares[squares == 0] = 1.0  # an empty block stays empty
        factor = self._lengths / np.sqrt(squares).reshape(raw.height, len(self._lengths))
        return np.asarray(values * factor.ravel()[place])


@dataclass(frozen=True, slots=True)
class LinearWeights:
    """One logistic regression per label, over the columns of a `Vectoriser`."""

    weighing: Weighing
    coefficients: NDArray[np.float64]
    """Shape (columns, labels)."""
    intercept: NDArray[np.float64]
    """Shape (labels,)."""

    def logits(self, raw: csr_matrix) -> NDArray[np.float64]:
        """Return log-odds before calibration, shape (rows, labels)."""
        return self.logits_of_cells(Cells.of(raw))

    def logits_of_cells(self, raw: Cells) -> NDArray[np.float64]:
        """Return the same for the cells of a batch, without a matrix."""
        return self.logits_of_weighed(raw, self.weighing.weighed(raw))

    def logits_of_weighed(self, raw: Cells, weighed: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the same where the values have been weighed before."""
        added = weighed[:, None] * self.coefficients[raw.columns]
        sums = [np.bincount(raw.rows, label, raw.height) for label in added.T]
        return np.array(sums).T + self.intercept
