"""Puts figures into words: each kind of figure with its digits, counts with their share and its exact interval."""

from __future__ import annotations

import math

from training.figures import rate_upper_bound

__all__ = ["NOTHING", "interval", "rate", "ratio", "share"]

NOTHING = "–"
"""Stands where there is no figure."""


def ratio(value: float | None, digits: int = 3) -> str:
    """Return a figure between 0 and 1, or a difference of two; one that is not 0 never looks like it."""
    if value is None or math.isnan(value):
        return NOTHING
    least = 10**-digits
    if 0 < abs(value) < least / 2:
        return f"{'<' if value > 0 else '>-'}{least:.{digits}f}"
    return f"{value:.{digits}f}"


def interval(low: float | None, high: float | None) -> str:
    """Return both ends of an interval."""
    return NOTHING if low is None or high is None else f"{ratio(low)} to {ratio(high)}"


def share(found: int, n: int) -> tuple[str, str]:
    """Return a share and its exact (Clopper-Pearson) 95% interval."""
    if not n:
        return NOTHING, NOTHING
    return ratio(found / n), interval(1 - rate_upper_bound(n - found, n), rate_upper_bound(found, n))


def rate(value: float | None) -> str:
    """Return a number of flags among so many messages."""
    return NOTHING if value is None else f"{value:,.2f}"
