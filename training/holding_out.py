"""Scores every row by detectors that have not seen its author batch: the linear tier, a plain model, a keyword list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from labeling.corpus import CorpusRow
from labeling.plain_model import plain_features, plain_out_of_fold, plain_scores
from labeling.splits import each_batch, grouped_folds
from models.contract import LABELS
from training.dataset import Dataset
from training.features import Features
from training.fitting import best_threshold, fit
from training.keywords import raise_keywords
from training.recipe import Recipe
from training.views import Views, views_of

__all__ = ["Held", "hold_out_linear", "hold_out_plain", "keywords", "score_plain"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


@dataclass(slots=True)
class Held:
    """What a detector says of every row; arrays of shape (rows, 2)."""

    raised: Bools
    scores: Floats | None = None
    """``None`` for a detector that only says yes or no."""
    raised_alone: Bools | None = None
    """Without the messages around."""
    raised_crowded: Bools | None = None
    """With unrelated messages around those that have no context."""
    raised_disguised: Bools | None = None
    """In disguises that training never uses, one after the other over the rows."""


@dataclass(frozen=True, slots=True)
class _Fold:
    rows: Ints
    scores: Floats
    alone: Floats
    crowded: Floats
    disguised: Floats
    thresholds: Floats


def hold_out_linear(
    dataset: Dataset, recipe: Recipe, on_batch: Callable[[], None] = lambda: None, learn_from: Ints | None = None
) -> Held:
    """Train the linear tier once for each batch, without it; calibration and thresholds see training rows only.

    Parameters
    ----------
    dataset
        What is scored.
    recipe
        How to train.
    on_batch
        Called after each batch.
    learn_from
        Rows that may be learned from; ``None`` for all.
    """
    known = np.arange(len(dataset.rows)) if learn_from is None else learn_from
    views = Views(*(dataset.read(messages).raw for messages in views_of(dataset.rows, recipe.seed)))
    shape = dataset.labels.shape
    no = np.zeros(shape, bool)
    held = Held(no.copy(), np.zeros(shape), no.copy(), no.copy(), no.copy())
    # Processes, not threads: products of sparse matrices hold the interpreter's lock.
    folds = (delayed(_score)(dataset.features, views, recipe, known, rows) for rows in _left_out(dataset, known))
    for fold in Parallel(n_jobs=2, return_as="generator_unordered")(folds):
        _put(held, fold)
        on_batch()
    return held


def _score(features: Features, views: Views[csr_matrix], recipe: Recipe, known: Ints, rows: Ints) -> _Fold:
    """Train without some rows, and score them in each view."""
    fitted = fit(features, np.setdiff1d(known, rows), recipe)

    def scores(view: csr_matrix) -> Floats:
        return fitted.calibration.apply(fitted.weights.logits(view[rows]))

    thresholds = np.array([fitted.thresholds.values[label] for label in LABELS])
    written, alone, crowded, disguise = (scores(view) for view in views)
    return _Fold(rows, written, alone, crowded, disguise, thresholds)


def _left_out(dataset: Dataset, known: Ints) -> list[Ints]:
    """Return what is left out in turn: each batch that may be learned from, and all that may not together."""
    batches = dataset.features.batches
    others = np.setdiff1d(np.arange(len(batches)), known)
    turns = [known[rows] for rows in each_batch(batches[known])]
    return [*turns, others] if len(others) else turns


def hold_out_plain(dataset: Dataset, on_batch: Callable[[], None] = lambda: None) -> Held:
    """Do the same with what anybody would write first: TF-IDF of words and characters and a logistic regression."""
    X, batches = plain_features(dataset.rows), dataset.features.batches
    held = Held(np.zeros(dataset.labels.shape, bool), np.zeros(dataset.labels.shape))
    assert held.scores is not None  # noqa: S101  # made in the line above
    for rows in each_batch(batches):
        train = np.setdiff1d(np.arange(len(batches)), rows)
        found = score_plain(X, dataset.labels, batches, train, rows)
        held.scores[rows], held.raised[rows] = found.scores, found.raised
        on_batch()
    return held


def score_plain(X: csr_matrix, labels: Ints, batches: NDArray[np.str_], train: Ints, rows: Ints) -> Held:
    """Train the plain model on some rows, its thresholds out of fold, and score others.

    Parameters
    ----------
    X, batches
        Features and author batch of all rows.
    labels
        Shape (rows, 2); only those of the training rows are looked at.
    train, rows
        Which rows to learn from, of two batches at least, and which to score.

    Returns
    -------
    Held
        Of the rows to score, in their order.
    """
    seen = plain_out_of_fold(X[train], labels[train], grouped_folds(batches[train], 2))
    scores = np.column_stack([plain_scores(X, labels[:, at], train, rows) for at in range(len(LABELS))])
    thresholds = [best_threshold(seen[:, at], labels[train, at]) for at in range(len(LABELS))]
    return Held(scores >= thresholds, scores)


def keywords(rows: Sequence[CorpusRow]) -> Held:
    """Ask the keyword list; it learns nothing, so nothing is held out."""
    return Held(np.array([raise_keywords(row.text) for row in rows]))


def _put(held: Held, fold: _Fold) -> None:
    assert held.scores is not None and held.raised_alone is not None  # noqa: S101, PT018  # made by the caller
    assert held.raised_crowded is not None and held.raised_disguised is not None  # noqa: S101, PT018  # as above
    held.scores[fold.rows] = fold.scores
    held.raised[fold.rows] = fold.scores >= fold.thresholds
    held.raised_alone[fold.rows] = fold.alone >= fold.thresholds
    held.raised_crowded[fold.rows] = fold.crowded >= fold.thresholds
    held.raised_disguised[fold.rows] = fold.disguised >= fold.thresholds
