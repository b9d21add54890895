"""Scores every row by detectors that have not seen its author batch: the linear tier, a plain model, a keyword list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

from models.contract import LABELS, Message
from training.dataset import Dataset, among_others, disguised
from training.fitting import best_threshold, fit, grouped_folds
from training.keywords import raise_keywords
from training.recipe import Recipe
from training.unseen_disguises import UNSEEN

__all__ = ["Held", "hold_out_linear", "hold_out_plain", "keywords"]

_OTHER_NEIGHBOURS = 1_000
"""Added to the seed, so that no message stands beside the neighbours that it had in training."""

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
    rows: NDArray[np.int64]
    scores: Floats
    alone: Floats
    crowded: Floats
    disguised: Floats
    thresholds: Floats


def hold_out_linear(dataset: Dataset, recipe: Recipe, on_batch: Callable[[], None] = lambda: None) -> Held:
    """Train the linear tier once for each batch, without it; calibration and thresholds see training rows only."""
    alone = dataset.read(row.to_message(with_context=False) for row in dataset.rows).raw
    crowd = dataset.read(among_others(dataset.rows, recipe.seed + _OTHER_NEIGHBOURS)).raw
    hidden = dataset.read(_in_unseen_disguise(dataset)).raw

    def score(rows: NDArray[np.int64]) -> _Fold:
        fitted = fit(dataset.features, np.setdiff1d(np.arange(len(dataset.rows)), rows), recipe)

        def scores(raw: csr_matrix) -> Floats:
            return fitted.calibration.apply(fitted.weights.logits(raw[rows]))

        chosen = np.array([fitted.thresholds.values[label] for label in LABELS])
        return _Fold(rows, scores(dataset.features.raw), scores(alone), scores(crowd), scores(hidden), chosen)

    shape = dataset.labels.shape
    no = np.zeros(shape, bool)
    held = Held(no.copy(), np.zeros(shape), no.copy(), no.copy(), no.copy())
    folds = (delayed(score)(rows) for rows in _batches(dataset))
    for fold in Parallel(n_jobs=2, prefer="threads", return_as="generator_unordered")(folds):
        _put(held, fold)
        on_batch()
    return held


def hold_out_plain(dataset: Dataset, on_batch: Callable[[], None] = lambda: None) -> Held:
    """Do the same with what anybody would write first: TF-IDF of words and characters and a logistic regression."""
    texts = [row.text for row in dataset.rows]
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2).fit_transform(texts)
    characters = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=3).fit_transform(
        texts
    )
    X = hstack([words, characters], format="csr")
    held = Held(np.zeros(dataset.labels.shape, bool), np.zeros(dataset.labels.shape))
    assert held.scores is not None  # noqa: S101  # made in the line above
    for rows in _batches(dataset):
        train = np.setdiff1d(np.arange(len(texts)), rows)
        inner = grouped_folds(dataset.features.batches[train], 2)
        for column in range(len(LABELS)):
            labels = dataset.labels[:, column]
            seen = np.zeros(len(train))
            for fold in inner:
                rest = np.delete(train, fold)
                seen[fold] = _plain_scores(X, labels, rest, train[fold])
            held.scores[rows, column] = _plain_scores(X, labels, train, rows)
            held.raised[rows, column] = held.scores[rows, column] >= best_threshold(seen, labels[train])
        on_batch()
    return held


def keywords(dataset: Dataset) -> Held:
    """Ask the keyword list; it learns nothing, so nothing is held out."""
    return Held(np.array([raise_keywords(row.text) for row in dataset.rows]))


def _plain_scores(
    X: csr_matrix, labels: NDArray[np.int64], train: NDArray[np.int64], rows: NDArray[np.int64]
) -> Floats:
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=500, tol=1e-3)
    return np.asarray(model.fit(X[train], labels[train]).predict_proba(X[rows])[:, 1])


def _batches(dataset: Dataset) -> Iterator[NDArray[np.int64]]:
    batches = dataset.features.batches
    return (np.flatnonzero(batches == name) for name in sorted(set(batches.tolist())))


def _in_unseen_disguise(dataset: Dataset) -> Iterator[Message]:
    for at, row in enumerate(dataset.rows):
        chance = Random(row.id)  # noqa: S311  # must be repeatable, need not be secret
        yield disguised(row.to_message(), UNSEEN[at % len(UNSEEN)](row.text, chance))


def _put(held: Held, fold: _Fold) -> None:
    assert held.scores is not None and held.raised_alone is not None  # noqa: S101, PT018  # made by the caller
    assert held.raised_crowded is not None and held.raised_disguised is not None  # noqa: S101, PT018  # as above
    held.scores[fold.rows] = fold.scores
    held.raised[fold.rows] = fold.scores >= fold.thresholds
    held.raised_alone[fold.rows] = fold.alone >= fold.thresholds
    held.raised_crowded[fold.rows] = fold.crowded >= fold.thresholds
    held.raised_disguised[fold.rows] = fold.disguised >= fold.thresholds
