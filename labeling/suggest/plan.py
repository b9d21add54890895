"""How a trial is played: its plan, and what each run holds out and may label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.splits import grouped_folds

__all__ = ["Plan", "Split", "split_run"]

Ints = NDArray[np.int64]

_PARTS = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """How the trial is played."""

    start: int = 200
    step: int = 100
    until: int = 2_000
    runs: int = 8
    seed: int = 7
    jobs: int = 2
    hits: float = 0.0
    """Share of the pool that has a label, below 1; 0 leaves the pool as the corpus is."""

    @property
    def points(self) -> list[int]:
        """Numbers of labels at which is measured."""
        return list(range(self.start, self.until + 1, self.step))


@dataclass(frozen=True, slots=True)
class Split:
    """What one run labels from, and what it is measured on."""

    pool: Ints
    """In a random order; the first are labelled at the start."""
    test: Ints


def split_run(rows: Sequence[CorpusRow], labels: Ints, plan: Plan, run: int) -> Split:
    """Hold out a third of the batches; three runs in a row hold out each batch once.

    Where the plan wants hits to be rare, most of them leave the pool; the test keeps all of its own.

    Parameters
    ----------
    rows
        The corpus.
    labels
        Shape (rows, labels).
    plan, run
        Which run of which plan.

    Raises
    ------
    CorpusError
        Where the corpus is too small for the plan, or has fewer hits than it wants.
    """
    test = _held_out(np.array([row.author_batch for row in rows]), plan, run)
    if not labels[test].any(axis=0).all():
        raise CorpusError("A third of the batches has no row with one of the labels.", "Try it on a larger corpus.")
    pool = np.setdiff1d(np.arange(len(rows)), test)
    if plan.hits:
        pool = _thinned(pool, labels[pool].sum(axis=1) > 0, plan, run)
    pool = np.random.default_rng([plan.seed, run]).permutation(pool)
    if len(pool) < plan.until:
        raise CorpusError(f"A pool of {len(pool)} rows has no {plan.until} to label.", "Give a smaller --until.")
    return Split(pool, test)


def _held_out(batches: NDArray[np.str_], plan: Plan, run: int) -> Ints:
    names = sorted(set(batches.tolist()))
    shuffled = np.random.default_rng([plan.seed, run // _PARTS]).permutation(len(names))
    dealt = np.array([f"{shuffled[names.index(name)]:06d}" for name in batches])
    parts = grouped_folds(dealt, _PARTS)
    if len(parts) < _PARTS:
        raise CorpusError(f"The corpus has {len(names)} batches, fewer than {_PARTS}.", "Try it on a larger corpus.")
    return parts[run % _PARTS]


def _thinned(pool: Ints, is_hit: NDArray[np.bool_], plan: Plan, run: int) -> Ints:
    """Keep every row without a label, and draw as many hits as make the share."""
    wanted = round((~is_hit).sum() * plan.hits / (1 - plan.hits))
    if wanted > is_hit.sum():
        told = f"Hits are {is_hit.mean():.0%} of the pool, where {plan.hits:.0%} are wanted."
        raise CorpusError(told, "Give a smaller --hits.")
    drawn = np.random.default_rng([plan.seed, run, 2]).choice(pool[is_hit], wanted, replace=False)
    return np.concatenate([pool[~is_hit], drawn])
