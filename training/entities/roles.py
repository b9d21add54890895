"""Trains the role reader on the features of a linear tier, and measures it on author batches left out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from labeling.corpus import CorpusRow
from labeling.splits import grouped_folds
from models.contract import LABELS
from models.entities.roles import ROLES, RoleReader, roles_of
from models.linear.tier import LinearTier
from models.scorer import Scorer
from training.entities.recipe import EntityRecipe
from training.showing import Tell

__all__ = ["fit_roles"]

_STEP = "roles"
Ints = NDArray[np.int64]


def fit_roles(
    rows: Sequence[CorpusRow], tier: LinearTier, recipe: EntityRecipe, tell: Tell
) -> tuple[RoleReader, dict[str, Any]]:
    """Train on all rows that have a role, and measure on folds of whole author batches.

    Parameters
    ----------
    rows
        The corpus.
    tier
        The linear tier of the bundle: its features are read, with its weighing.
    recipe
        Every choice.
    tell
        Hears of each step.

    Returns
    -------
    tuple
        The reader, and its figures: each role was told by a reader that had not seen the author batch, from the labels
        that the row has by hand.
    """
    labelled = [row for row in rows if row.role in ROLES]
    messages = [Scorer.prepare(row.to_message()) for row in labelled]
    X = tier.weights.weighing.weigh(tier.vectoriser.raw(messages))
    y = np.array([ROLES.index(row.role) for row in labelled])
    is_open = np.array([roles_of(_labels(row)) for row in labelled])
    told = np.zeros(len(y), np.int64)
    folds = grouped_folds(np.array([row.author_batch for row in labelled]), recipe.folds)
    for number, fold in enumerate(folds):
        coefficients, intercept = _fit(X, y, np.setdiff1d(np.arange(len(y)), fold), recipe)
        told[fold] = np.argmax(np.where(is_open[fold], X[fold] @ coefficients + intercept, -np.inf), axis=1)
        tell(_STEP, (number + 1) / (len(folds) + 1))
    reader = RoleReader(tier, *_fit(X, y, np.arange(len(y)), recipe))
    tell(_STEP, 1.0)
    return reader, _figures(labelled, y, told, is_open)


def _labels(row: CorpusRow) -> tuple[str, ...]:
    return tuple(label for label, holds in zip(LABELS, row.labels, strict=True) if holds)


def _fit(X: csr_matrix, y: Ints, rows: Ints, recipe: EntityRecipe) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return coefficients of shape (columns, roles) and intercepts; a role that no row has is never the likeliest."""
    used = np.flatnonzero(np.bincount(X[rows].indices, minlength=X.shape[1]))
    model = LogisticRegression(C=recipe.role_inverse_penalty, max_iter=2_000)
    # One thread: sums in another order would give other last digits.
    with threadpool_limits(limits=1):
        model.fit(X[rows][:, used], y[rows])
    coefficients, intercept = np.zeros((X.shape[1], len(ROLES))), np.full(len(ROLES), -1e3)
    coefficients[np.ix_(used, model.classes_)] = model.coef_.T
    intercept[model.classes_] = model.intercept_
    return coefficients, intercept


def _figures(rows: Sequence[CorpusRow], y: Ints, told: Ints, is_open: NDArray[np.bool_]) -> dict[str, Any]:
    """Return the figures, beside those of always telling the commonest role that the labels leave open."""
    counts = np.bincount(y, minlength=len(ROLES))
    commonest = np.argmax(np.where(is_open, counts, -1), axis=1)
    languages = sorted({row.lang for row in rows})
    langs = np.array([row.lang for row in rows])
    return {
        "rows": len(rows),
        "roles": _of_roles(y, told),
        "macro_f1": _macro_f1(y, told),
        "accuracy": round(float((y == told).mean()), 4),
        "commonest": {"macro_f1": _macro_f1(y, commonest), "accuracy": round(float((y == commonest).mean()), 4)},
        "by_language": {
            lang: {
                "rows": int((langs == lang).sum()),
                "accuracy": round(float((y == told)[langs == lang].mean()), 4),
                "macro_f1": _macro_f1(y[langs == lang], told[langs == lang]),
            }
            for lang in languages
        },
        "confusion": {
            role: {other: int(((y == at) & (told == by)).sum()) for by, other in enumerate(ROLES)}
            for at, role in enumerate(ROLES)
        },
    }


def _of_roles(y: Ints, told: Ints) -> dict[str, dict[str, float]]:
    figures = dict[str, dict[str, float]]()
    for at, role in enumerate(ROLES):
        right, marked, found = int(((y == at) & (told == at)).sum()), int((y == at).sum()), int((told == at).sum())
        precision, recall = right / found if found else 0.0, right / marked if marked else 0.0
        f1 = 2 * right / (marked + found) if marked + found else 0.0
        figures[role] = {
            "rows": marked,
            "precision": round(precision, 4),
            "recall": round(recall, 4),
            "f1": round(f1, 4),
        }
    return figures


def _macro_f1(y: Ints, told: Ints) -> float:
    """Return the mean F1 of the roles that occur."""
    figures = _of_roles(y, told)
    return round(float(np.mean([of["f1"] for of in figures.values() if of["rows"]])), 4)
