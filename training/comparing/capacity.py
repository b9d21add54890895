"""What people would review and find in a day with each bundle, if they can look at so many items and no more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from training.comparing.sides import Side

__all__ = ["Day", "Reviewed", "reviewed_in_a_day"]


@dataclass(frozen=True, slots=True)
class Day:
    """What comes in, and what people can look at."""

    messages: int
    """That come in."""
    one_hit_in: int
    """Messages."""
    capacity: int
    """Items that are reviewed."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """What is to be expected of a day; rates are those of the rows and lines that were measured."""

    version: str
    cut: float
    """The least score, 0 to 1, from which all that is flagged can be reviewed."""
    items: float
    hits: float
    """Among the items."""
    share_found: float
    """Of the hits that come in."""


def reviewed_in_a_day(rows: Sequence[CorpusRow], side: Side, day: Day) -> Reviewed:
    """Return what a day brings with the lowest cut that still keeps within the capacity.

    Parameters
    ----------
    rows
        Those of either label stand for the hits of a day.
    side
        What the bundle says of them and of ordinary lines, which stand for all else.
    day
        As it is to be expected. A message counts by the higher of its scores.
    """
    is_hit = np.array([any(row.labels) for row in rows], bool)
    hits, lines = side.scores[is_hit].max(axis=1, initial=0.0), side.line_scores.max(axis=1, initial=0.0)
    coming = day.messages / day.one_hit_in
    cuts = np.unique(np.concatenate([hits, lines, [1.0]]))
    found = _shares_from(hits, cuts) * coming
    items = found + _shares_from(lines, cuts) * (day.messages - coming)
    fits = np.flatnonzero(items <= day.capacity)
    at = int(fits[0]) if fits.size else len(cuts) - 1
    return Reviewed(side.version, float(cuts[at]), float(items[at]), float(found[at]), float(found[at] / coming))


def _shares_from(scores: NDArray[np.float64], cuts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the share of scores that reach each cut."""
    below = np.searchsorted(np.sort(scores), cuts, side="left")
    return np.asarray(1 - below / max(1, len(scores)), np.float64)
