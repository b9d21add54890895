"""What the linear tier has learned, and the weighing of raw values that goes before it.

A raw value is multiplied by its column's inverse document frequency; then each block of a row is brought to length
``scale``. Training and scoring both call `Weighing`, so that they cannot differ.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

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
        self._block = np.zeros(len(frequency), np.int64)
        for number, (start, end) in enumerate(blocks.values()):
            self._block[start:end] = number
        self._lengths = np.array([scales[name] for name in blocks])

    def weigh(self, raw: csr_matrix) -> csr_matrix:
        """Return the weighed values; an empty block of a row stays empty."""
        values = raw.data * self.frequency[raw.indices]
        rows = np.repeat(np.arange(raw.shape[0]), np.diff(raw.indptr))
        place = rows * len(self._lengths) + self._block[raw.indices]
        squares = np.bincount(place, values * values, raw.shape[0] * len(self._lengths))
        factor = np.tile(self._lengths, raw.shape[0]) / np.sqrt(np.where(squares > 0, squares, 1.0))
        return csr_matrix((values * factor[place], raw.indices, raw.indptr), shape=raw.shape)


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
        return np.asarray(self.weighing.weigh(raw) @ self.coefficients + self.intercept)
