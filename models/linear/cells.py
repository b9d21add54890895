"""The values of a batch, one beside another in flat arrays: what scoring reads, at a fraction of a matrix's cost."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

__all__ = ["Cells"]


class Cells(NamedTuple):
    """The cells of a matrix that hold a value, each place once; equal lengths, columns of a row in rising order."""

    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: NDArray[np.float64]
    height: int
    """Rows of the matrix, empty ones included."""

    @classmethod
    def of(cls, matrix: csr_matrix) -> Cells:
        """Return the cells of a matrix."""
        height = matrix.shape[0]
        return cls(np.repeat(np.arange(height), np.diff(matrix.indptr)), matrix.indices, matrix.data, height)

    def matrix(self, width: int) -> csr_matrix:
        """Return the matrix, which training cuts and stacks."""
        return csr_matrix((self.values, (self.rows, self.columns)), shape=(self.height, width))
