"""Chooses from which score of the fast tier a message goes on, so that next to nothing is lost that would be raised."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.cascade import Passing
from models.contract import LABELS

__all__ = ["LEAST_PASSED", "choose_passing", "goes_on", "share_passed"]

LEAST_PASSED = 0.995
"""Share of what the slow tier raises that has to reach it."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def choose_passing(fast: Sequence[Floats], raised: Sequence[Bools]) -> Passing:
    """Return, label by label, the highest score of the fast tier that lets enough pass in every view of the rows.

    Parameters
    ----------
    fast
        Scores of the fast tier out of fold, one array of shape (rows, 2) a view.
    raised
        What the slow tier raises, of the same shapes.

    Returns
    -------
    Passing
        A label that the slow tier never raises passes everything: nothing is known of what it would lose.
    """
    return Passing(
        {
            label: min(_highest(scores[found[:, column], column]) for scores, found in zip(fast, raised, strict=True))
            for column, label in enumerate(LABELS)
        }
    )


def goes_on(fast: Floats, passing: Passing) -> Bools:
    """Return which messages go on, shape (messages,): one label is enough."""
    return np.asarray((fast >= [passing.values[label] for label in LABELS]).any(axis=1))


def share_passed(passes: Bools, among: Bools) -> float:
    """Return the share of some messages that go on; 1 where there are none."""
    return float(passes[among].mean()) if among.any() else 1.0


def _highest(scores: Floats) -> float:
    """Return the score that at least `LEAST_PASSED` of the scores reach."""
    if not len(scores):
        return 0.0
    kept = int(np.ceil(LEAST_PASSED * len(scores)))
    return float(np.sort(scores)[len(scores) - kept])
