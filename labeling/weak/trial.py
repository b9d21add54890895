"""Tries what weak labels add to a small labelled set, on whole author batches that were held out.

In each run a third of the batches is held out, and some rows of the others count as labelled by hand; the rest has
what the majority of votes gives it, which was righter on the development batches than the weighted vote. Those batches
are never held out and are in no pool: whoever wrote the functions had their labels, so what a model learns from those
labels alone is shown as well.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.plain_model import plain_features
from labeling.weak.combining import majority
from labeling.weak.development import DEVELOPMENT_BATCHES
from labeling.weak.voting import ABSTAIN, Votes
from models.contract import LABELS

__all__ = ["RUNS", "SIZES", "WEIGHT", "Outcome", "count_fits", "run_trial"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]

SIZES = (100, 200, 400, 800, 1_600, 3_200)
"""Rows labelled by hand; those larger than the pool are left out."""
RUNS = 5
WEIGHT = 0.3
"""What a weakly labelled row counts, against 1 of a row labelled by hand; stated beforehand, not tuned."""
_PARTS = 3
"""One part of so many is held out."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Average precision on the held-out batches of one run."""

    run: int
    label: str
    taught_by: str
    """``gold``, ``gold_and_weak``, ``weak``, ``development`` or ``all_gold``."""
    n: int
    """Rows labelled by hand that it learned from."""
    precision: float


@dataclass(frozen=True, slots=True)
class _Lesson:
    """Rows to learn one label from, what they are taught as, and what each counts."""

    taught_by: str
    n: int
    rows: Ints
    labels: Ints
    weights: Floats


def count_fits(pool: int) -> int:
    """Return an upper bound on the fits of a trial, for a progress bar; ``pool`` is the number of rows."""
    return RUNS * len(LABELS) * (3 + 2 * len([size for size in SIZES if size <= pool]))


def run_trial(
    rows: Sequence[CorpusRow], votes: Mapping[str, Votes], on_fit: Callable[[], None] = lambda: None
) -> list[Outcome]:
    """Return the outcome of every run, label and way to teach.

    Parameters
    ----------
    rows
        All rows of a corpus, development batches included.
    votes
        Label to the votes of its functions, shape (rows, functions).
    on_fit
        Called after each fit.

    Raises
    ------
    CorpusError
        Where fewer than three batches can be held out, or held-out batches never have a label.
    """
    batches = np.array([row.author_batch for row in rows])
    features = plain_features(rows, context=True)
    outcomes = list[Outcome]()
    for run in range(RUNS):
        chance = np.random.default_rng(run)
        held, pool = _held_out(batches, chance)
        order = chance.permutation(pool)
        for column, label in enumerate(LABELS):
            labels = np.array([row.labels[column] for row in rows])
            _check(labels[held], label)
            development = np.flatnonzero(np.isin(batches, DEVELOPMENT_BATCHES))
            for lesson in _lessons(labels, votes[label], order, development):
                precision = average_precision_score(labels[held], _taught(features, lesson, held))
                outcomes.append(Outcome(run, label, lesson.taught_by, lesson.n, float(precision)))
                on_fit()
    return outcomes


def _held_out(batches: NDArray[np.str_], chance: np.random.Generator) -> tuple[Ints, Ints]:
    """Return the rows of a third of the batches, and the rows of the others."""
    names = sorted(set(batches.tolist()) - set(DEVELOPMENT_BATCHES))
    if len(names) < _PARTS:
        remedy = "Give a corpus with more batches, or do without --report."
        raise CorpusError(f"{len(names)} batches besides those of development, where a trial needs {_PARTS}.", remedy)
    dealt = chance.permutation(names)
    held = np.isin(batches, dealt[: len(names) // _PARTS])
    return np.flatnonzero(held), np.flatnonzero(np.isin(batches, dealt[len(names) // _PARTS :]))


def _check(held: Ints, label: str) -> None:
    if not held.any():
        raise CorpusError(f"Batches that are held out have no row with {label}.", "Give a corpus that has more of it.")


def _lessons(labels: Ints, votes: Votes, order: Ints, development: Ints) -> Iterator[_Lesson]:
    """Yield what one label is learned from: ``order`` is the pool, the rows labelled by hand first."""
    weak = majority(votes[order]).astype(np.int64)
    gold = labels[order]
    known = np.flatnonzero(weak != ABSTAIN)
    for size in (size for size in SIZES if size <= len(order)):
        yield _Lesson("gold", size, order[:size], gold[:size], np.ones(size))
        rest = known[known >= size]
        taught = np.concatenate([gold[:size], weak[rest]])
        counts = np.concatenate([np.ones(size), np.full(len(rest), WEIGHT)])
        yield _Lesson("gold_and_weak", size, np.concatenate([order[:size], order[rest]]), taught, counts)
    yield _Lesson("weak", 0, order[known], weak[known], np.ones(len(known)))
    yield _Lesson("all_gold", len(order), order, gold, np.ones(len(order)))
    if len(development):
        size = len(development)
        yield _Lesson("development", size, development, labels[development], np.ones(size))


def _taught(features: csr_matrix, lesson: _Lesson, rows: Ints) -> Floats:
    """Learn as `labeling.plain_model` does, with weights, and score rows."""
    if len(set(lesson.labels.tolist())) <= 1:
        return np.full(len(rows), 0.5)
    # Not lbfgs, as there: liblinear takes a fraction of the time. It also penalises the intercept; whether scores
    # differ by that has not been tried.
    model = LogisticRegression(C=10, class_weight="balanced", solver="liblinear", tol=1e-2, max_iter=500)
    model.fit(features[lesson.rows], lesson.labels, sample_weight=lesson.weights)
    return np.asarray(model.predict_proba(features[rows])[:, 1])
