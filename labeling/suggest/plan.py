"""How a trial is played: its plan, and what each run holds out and may label."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.splits import grouped_folds

__all__ = ["Plan", "Split", "check_plans", "split_run"]

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


def check_plans(rows: Sequence[CorpusRow], plans: Sequence[Plan]) -> None:
    """See that every run of every plan can be played, before the first of them takes its minutes.

    Raises
    ------
    CorpusError
        Where the corpus is too small for a plan, with the largest ``until`` that suits all; or has too few hits.
    """
    labels = np.array([row.labels for row in rows])
    most = min(len(split_run(rows, labels, plan, run).pool) for plan in plans for run in range(plan.runs))
    for plan in plans:
        if plan.start > most:
            told = f"The smallest pool has {most} rows, fewer than --start, {plan.start}."
            raise CorpusError(told, "Try it on a larger corpus, or give a smaller --start.")
        if plan.until > most:
            told = f"The smallest pool has {most} rows, fewer than --until, {plan.until}."
            raise CorpusError(told, f"Give --until {most} at most.")
        if plan.until < plan.start:
            told = f"The trial ends at --until, {plan.until}, before it starts at --start, {plan.start}."
            raise CorpusError(told, f"Give --until from {plan.start} to {most}.")


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
        Where the corpus has too few batches, or fewer hits than the plan wants.
    """
    test = _held_out(np.array([row.author_batch for row in rows]), plan, run)
    if not labels[test].any(axis=0).all():
        raise CorpusError("A third of the batches has no row with one of the labels.", "Try it on a larger corpus.")
    pool = np.setdiff1d(np.arange(len(rows)), test)
    if plan.hits:
        pool = _thinned(pool, labels[pool].sum(axis=1) > 0, plan, run)
    return Split(np.random.default_rng([plan.seed, run]).permutation(pool), test)


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
