"""Plays labelling over again on the corpus, to see what a model learns from chosen labels and from random ones.

In each run a third of the author batches is the test, and nothing of it is in the pool. All strategies of a run start
from the same random rows; where hits are rare these may have none of a label, and the plain model then scores all rows
alike, as it would in life. Features are fitted on all texts (no labels), and the plain model on the labelled rows.

Tiers that disagree are two cheap views of the same rows here, words against pieces of words: the shipped bundle has
been trained on the corpus, and would know the answers.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.metrics import average_precision_score

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.plain_model import plain_blocks, plain_scores
from labeling.suggest.candidates import Candidates, likeness, places
from labeling.suggest.picking import pick_batch
from labeling.suggest.plan import Plan, Split, check_plans, split_run
from labeling.suggest.strategies import mixed_shares
from models.contract import LABELS
from models.normalise import normalise

__all__ = ["STRATEGIES", "Played", "play"]

STRATEGIES: dict[str, dict[str, float]] = {
    "random": {},
    "mixed": mixed_shares(),
    "uncertainty": {"uncertainty": 1.0},
    "diversity": {"diversity": 1.0},
}
"""What is compared: name to the shares of a batch; ``random`` is a plain draw."""
_THRESHOLD = 0.5
# What the mixed strategy compares; the plain model itself reads both and is no party to it.
_VIEWS = ("words", "pieces")

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Played:
    """What came out."""

    plan: Plan
    precision: dict[str, Floats]
    """Average precision on the test batches by strategy, shape (runs, points, labels)."""
    pools: list[int]
    """Rows of the pool of each run."""
    hits: list[int]
    """Rows with a label among them."""
    tests: list[int]


@dataclass(frozen=True, slots=True)
class _Table:
    """The corpus as numbers."""

    features: dict[str, csr_matrix]
    labels: Ints
    places: Floats
    texts: list[str]
    languages: list[str]


def play(rows: Sequence[CorpusRow], plan: Plan, on_game: Callable[[], None] = lambda: None) -> Played:
    """Play every strategy in every run.

    Parameters
    ----------
    rows
        The corpus.
    plan
        How.
    on_game
        Called after each strategy of each run.

    Raises
    ------
    CorpusError
        Where the corpus is too small for the plan, or has fewer hits than it wants.
    """
    check_plans(rows, [plan])
    table = _read(rows, plan.seed)
    splits = [split_run(rows, table.labels, plan, run) for run in range(plan.runs)]
    games = [(name, run) for run in range(plan.runs) for name in STRATEGIES]
    shape = (plan.runs, len(plan.points), len(LABELS))
    precision = {name: np.zeros(shape) for name in STRATEGIES}
    tasks = (delayed(_game)(table, splits[run], plan, name, run) for name, run in games)
    for name, run, measured in Parallel(n_jobs=plan.jobs, return_as="generator_unordered")(tasks):
        precision[name][run] = measured
        on_game()
    return Played(
        plan,
        precision,
        [len(split.pool) for split in splits],
        [int(table.labels[split.pool].any(axis=1).sum()) for split in splits],
        [len(split.test) for split in splits],
    )


def _read(rows: Sequence[CorpusRow], seed: int) -> _Table:
    try:
        blocks = plain_blocks(rows, context=True)
    except ValueError:
        # The plain model reads words and pieces that several rows share; a few rows may share none.
        raise CorpusError("The rows of the corpus share no words.", "Try it on a larger corpus.") from None
    plain = hstack(list(blocks.values()), format="csr")
    return _Table(
        {"plain": plain} | {view: blocks[view] for view in _VIEWS},
        np.array([row.labels for row in rows]),
        places(plain, seed),
        [normalise(row.text).text for row in rows],
        [row.lang for row in rows],
    )


def _game(table: _Table, split: Split, plan: Plan, name: str, run: int) -> tuple[str, int, Floats]:
    """Label step by step, and measure at each."""
    chance = np.random.default_rng([plan.seed, run, 1])
    labelled, rest = split.pool[: plan.start], split.pool[plan.start :]
    measured = np.zeros((len(plan.points), len(LABELS)))
    for at in range(len(plan.points)):
        scores = _scores(table, "plain", labelled)
        for label in range(len(LABELS)):
            truth = table.labels[split.test, label]
            measured[at, label] = average_precision_score(truth, scores[split.test, label])
        if at < len(plan.points) - 1:
            chosen = _chosen(table, scores, labelled, rest, STRATEGIES[name], count=plan.step, chance=chance)
            labelled, rest = np.append(labelled, rest[chosen]), np.delete(rest, chosen)
    return name, run, measured


def _chosen(
    table: _Table,
    scores: Floats,
    labelled: Ints,
    rest: Ints,
    shares: dict[str, float],
    *,
    count: int,
    chance: np.random.Generator,
) -> Ints:
    """Return which of the rest to label next; the rest is in a random order, so the first of it are a draw."""
    if not shares:
        return np.arange(count)
    views = _VIEWS if "disagreement" in shares else ()
    candidates = Candidates(
        [table.texts[row] for row in rest],
        [table.languages[row] for row in rest],
        table.places[rest],
        likeness(table.places[rest], table.places[labelled]),
        scores[rest],
        np.full(len(LABELS), _THRESHOLD),
        {view: _scores(table, view, labelled)[rest] for view in views},
    )
    picked = [pick.row for pick in pick_batch(candidates, count, shares, chance)]
    # Where the pool runs out of texts that are no near-copies, a draw makes the number full.
    spare = np.setdiff1d(np.arange(len(rest)), picked)
    return np.append(np.array(picked, dtype=np.int64), spare[: count - len(picked)])


def _scores(table: _Table, view: str, labelled: Ints) -> Floats:
    """Fit on the labelled rows and score all, shape (rows, labels)."""
    everything = np.arange(len(table.labels))
    fitted = [plain_scores(table.features[view], column, labelled, everything) for column in table.labels.T]
    return np.column_stack(fitted)
