"""Fits the sieve: what is a hit against what is ordinary, counterparts that only look like a hit counting little.

The slow tier is there to tell a counterpart from a hit. To rule out ordinary talk the sieve has to know ordinary talk;
the corpus holds little of it, so that it learns from a third of lont's ordinary lines too. The other two thirds are
left for measuring. Each line is learned alone and among its neighbours: else having neighbours would be a mark of hits.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from labeling.ordinary import OrdinaryLine, learned_lines, read_ordinary
from models.contract import ContextMessage, Message, Prepared
from models.linear.sieve import Sieve
from models.linear.weights import Weighing
from models.scorer import Scorer
from training.features import Features
from training.recipe import Recipe

__all__ = ["COPIES_OF_LINE", "alone_and_in_talk", "fit_sieve", "ordinary_to_learn"]

COPIES_OF_LINE = 2
"""Alone, and among its neighbours."""
_BEFORE, _AFTER = 4, 2  # as many as a stored item gets


def ordinary_to_learn() -> list[Prepared]:
    """Return the ordinary lines that a sieve learns from, as `alone_and_in_talk` does."""
    return alone_and_in_talk(learned_lines(read_ordinary()))


def alone_and_in_talk(lines: Sequence[OrdinaryLine]) -> list[Prepared]:
    """Return each line alone, and right after it the same line among those of its language that stand around it."""
    return [Scorer.prepare(message) for at in range(len(lines)) for message in _copies(lines, at)]


def _copies(lines: Sequence[OrdinaryLine], at: int) -> tuple[Message, Message]:
    line = lines[at]
    before, after = (
        tuple(ContextMessage(near.text) for near in part if near.lang == line.lang)
        for part in (lines[max(0, at - _BEFORE) : at], lines[at + 1 : at + 1 + _AFTER])
    )
    return Message(line.text), Message(line.text, before=before, after=after)


def fit_sieve(
    features: Features, rows: NDArray[np.int64], ordinary: csr_matrix, weighing: Weighing, recipe: Recipe
) -> Sieve:
    """Fit a logistic regression of any label on some rows, their copies and ordinary lines.

    Parameters
    ----------
    features, rows
        As for `training.fitting.fit_weights`.
    ordinary
        Raw values of what `alone_and_in_talk` returned, by the same vectoriser.
    weighing
        Of the weights that were fitted on the same rows; what is sieved is weighed once for both.
    recipe
        Every choice.
    """
    copies = np.flatnonzero(np.isin(features.copy_of, rows))
    of = np.concatenate([rows, features.copy_of[copies]])
    hit = features.labels[of].any(axis=1)
    weight = np.concatenate([np.ones(len(rows)), np.full(len(copies), recipe.copy_weight)])
    weight[~hit] *= recipe.sieve_counterparts
    X = weighing.weigh(vstack([features.raw[rows], features.copies[copies], ordinary], format="csr"))
    used = np.flatnonzero(weighing.frequency)
    model = LogisticRegression(C=recipe.sieve_inverse_penalty, max_iter=5_000)
    with threadpool_limits(limits=1):  # as for the weights
        model.fit(
            X[:, used],
            np.concatenate([hit, np.zeros(ordinary.shape[0], bool)]),
            sample_weight=np.concatenate([weight, np.full(ordinary.shape[0], recipe.sieve_ordinary)]),
        )
    coefficients = np.zeros(features.vectoriser.width)
    coefficients[used] = recipe.sieve_share * model.coef_[0]
    return Sieve(coefficients, recipe.sieve_share * float(model.intercept_[0]))
