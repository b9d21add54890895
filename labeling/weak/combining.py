"""Combines votes into one label a row: by majority, and by a vote weighted with accuracies that nobody labelled for.

The accuracies come from agreement alone (Dawid and Skene's model with one coin a function): a function is right with
the same chance on every row that it votes on, and functions err apart from each other. Both labels are held to be as
likely before any vote, so that a function which votes alone learns nothing from itself.

The model fits functions that vote one way only badly: those of one side never disagree, and read the same words, so
that the side with more overlap wins. Without bounds it ends where one side is always right and the other always wrong;
bounded, it still flatters the side with more overlap. The report shows estimated beside measured accuracies.

The order of events: three trials on batches that the functions were not written with had been seen before the set-up
was final, and the unbounded vote had collapsed by then. The bounds are thus no choice made beforehand, and the gains
that a trial gives are optimistic.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from labeling.weak.voting import ABSTAIN, Votes

__all__ = ["estimate_accuracies", "majority", "weighted"]

Floats = NDArray[np.float64]

_FIRST = 0.7
"""Accuracy that every function is held to have at first."""
_WORST, _BEST = 0.5, 0.95
"""Bounds of an accuracy: whoever wrote a function meant it to beat a coin, and none is trusted without end."""
_FIRST_COUNTS_AS = 10
"""Votes that the first guess counts as, so that a function with few votes stays near it."""
_PASSES = 100
_TIE = 1e-9


def majority(votes: Votes) -> Votes:
    """Return the label with more votes, shape (rows,); `ABSTAIN` where as many say 1 as 0, or none says anything."""
    return _decided(_signed(votes).sum(axis=1))


def weighted(votes: Votes, accuracies: Floats) -> Votes:
    """Return the likelier label given accuracies, shape (rows,); `ABSTAIN` where both are as likely.

    Parameters
    ----------
    votes
        Shape (rows, functions).
    accuracies
        Of each function, above 0 and below 1.
    """
    return _decided(_log_odds(votes, accuracies))


def estimate_accuracies(votes: Votes) -> Floats:
    """Return how often each function is right where it votes, judged by the others; no label is needed.

    Expectation maximisation: from accuracies follow the chances of the labels, and from these the accuracies.

    Parameters
    ----------
    votes
        Shape (rows, functions).

    Returns
    -------
    ndarray
        Shape (functions,), 0.5 to 0.95; the first guess, 0.7, where a function never meets another.
    """
    cast = votes != ABSTAIN
    accuracies = np.full(votes.shape[1], _FIRST)
    for _ in range(_PASSES):
        is_one = 1 / (1 + np.exp(-_log_odds(votes, accuracies)))
        right = np.where(votes == 1, is_one[:, None], 1 - is_one[:, None])
        share = ((right * cast).sum(axis=0) + _FIRST * _FIRST_COUNTS_AS) / (cast.sum(axis=0) + _FIRST_COUNTS_AS)
        found = np.clip(share, _WORST, _BEST)
        if np.abs(found - accuracies).max(initial=0) < _TIE:
            break
        accuracies = found
    return accuracies


def _signed(votes: Votes) -> Floats:
    return np.where(votes == ABSTAIN, 0.0, 2.0 * votes - 1)


def _log_odds(votes: Votes, accuracies: Floats) -> Floats:
    return np.asarray(_signed(votes) @ np.log(accuracies / (1 - accuracies)))


def _decided(leaning: Floats) -> Votes:
    return np.where(np.abs(leaning) < _TIE, ABSTAIN, leaning > 0).astype(np.int8)
