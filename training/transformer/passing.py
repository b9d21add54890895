"""Chooses what goes on to the slow tier: next to nothing is lost that would be raised, and little else goes on."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.cascade import Passing
from models.contract import LABELS

__all__ = ["LEAST_PASSED", "choose_passing", "goes_on", "share_passed"]

LEAST_PASSED = 0.995
"""Share of what the slow tier raises that has to reach it."""
_TRIED = 201
"""Values of the first label that are tried."""

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def choose_passing(sifted: Sequence[Floats], raised: Sequence[Bools], ordinary: Floats) -> Passing:
    """Return the pair of least values that passes the fewest ordinary lines on, and enough of each label in every view.

    One label is enough to go on: the higher the value asked of the first, the lower that of the second has to be.

    Parameters
    ----------
    sifted
        What the fast tier sifts by, out of fold, one array of shape (rows, 2) a view.
    raised
        What the slow tier raises, of the same shapes.
    ordinary
        The same as ``sifted`` of ordinary lines that were not learned from, shape (lines, 2).

    Returns
    -------
    Passing
        Where a label is never raised everything passes: nothing is known of what it would lose.
    """
    views = [(scores, found[:, at]) for scores, found in zip(sifted, raised, strict=True) for at in range(len(LABELS))]
    if not all(found.any() for _, found in views):
        return Passing(dict.fromkeys(LABELS, 0.0))
    alone = min(_highest(scores[found, 0], 0) for scores, found in views)
    above = np.nextafter(np.quantile(ordinary[:, 0], np.linspace(0, 1, _TRIED)), 1)  # the line itself need not pass
    tried = np.unique([alone, *above, 1.0])
    pairs = [(first, min(_second(scores[found], first) for scores, found in views)) for first in tried[tried >= alone]]
    passed = [float((ordinary >= pair).any(axis=1).mean()) for pair in pairs]
    return Passing(dict(zip(LABELS, map(float, pairs[int(np.argmin(passed))]), strict=True)))


def goes_on(sifted: Floats, passing: Passing) -> Bools:
    """Return which messages go on, shape (messages,): one label is enough."""
    return np.asarray((sifted >= [passing.values[label] for label in LABELS]).any(axis=1))


def share_passed(passes: Bools, among: Bools) -> float:
    """Return the share of some messages that go on; 1 where there are none."""
    return float(passes[among].mean()) if among.any() else 1.0


def _second(scores: Floats, first: float) -> float:
    """Return the highest value of the second label with which enough passes beside what the first one passes."""
    rest = scores[scores[:, 0] < first, 1]
    return _highest(rest, len(scores) - len(rest))


def _highest(scores: Floats, passed: int) -> float:
    """Return the highest value that enough of the scores reach, where some more have passed; 1 if those suffice."""
    lost = len(scores) + passed - int(np.ceil(LEAST_PASSED * (len(scores) + passed)))
    return 1.0 if lost >= len(scores) else float(np.sort(scores)[lost])
