"""Splits of a corpus that never cut through an author batch."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

__all__ = ["each_batch", "grouped_folds"]


def grouped_folds(batches: NDArray[np.str_], count: int) -> list[NDArray[np.int64]]:
    """Deal whole batches out over folds; neighbours by name (often one language) go to different folds.

    Parameters
    ----------
    batches
        Author batch of each row.
    count
        Folds; fewer are made where there are fewer batches.

    Returns
    -------
    list
        The rows of each fold, rising.
    """
    names = sorted(set(batches.tolist()))
    count = min(count, len(names))
    return [np.flatnonzero(np.isin(batches, names[fold::count])) for fold in range(count)]


def each_batch(batches: NDArray[np.str_]) -> list[NDArray[np.int64]]:
    """Return the rows of each batch, by its name: what is left out in turn."""
    return grouped_folds(batches, len(batches))
