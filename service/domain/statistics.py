"""Few formulas for figures: quantiles by nearest rank, quartiles of few values, and the interval of a share."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, sqrt

__all__ = ["nearest_rank", "two_digits", "wilson"]

_Z = 1.959963984540054
"""Of the standard normal distribution: 95% lies within it on both sides."""


def nearest_rank(values: Sequence[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not exceed.

    Parameters
    ----------
    values
        One or more, in rising order.
    share
        0 to 1.
    """
    return values[max(0, ceil(share * len(values)) - 1)]


def wilson(hits: int, cases: int) -> tuple[float, float]:
    """Return the 95% interval of a share, by E. B. Wilson (1927).

    Parameters
    ----------
    hits, cases
        0 <= hits <= cases, cases > 0.
    """
    share, z2 = hits / cases, _Z**2 / cases
    middle = (share + z2 / 2) / (1 + z2)
    half = _Z / (1 + z2) * sqrt(share * (1 - share) / cases + z2 / (4 * cases))
    return max(0.0, middle - half), min(1.0, middle + half)


def two_digits(value: float) -> float:
    """Return a sum rounded to two digits that count, so that it is nobody's exact one: 1,250 as 1,200."""
    return float(f"{value:.1e}")
