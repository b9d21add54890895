"""By how much one bundle finds more or less than another: by label and part of the rows, with paired intervals."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from models.contract import LABELS
from training.comparing.sides import Side

__all__ = ["Difference", "differences"]

_FEWEST_POSITIVES = 20
"""A part with fewer has no figures of its own."""
_RESAMPLES = 1_000

Bools = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Difference:
    """F1 of one label on a part of the rows, before and after."""

    label: str
    part: str
    n: int
    positives: int
    before: float
    after: float
    low: float
    """Lower end of the 95% interval of ``after - before``, by resampling rows for both at once."""
    high: float

    @property
    def by(self) -> float:
        """Above 0 where the second bundle is better."""
        return self.after - self.before


def differences(rows: Sequence[CorpusRow], before: Side, after: Side) -> list[Difference]:
    """Return the difference of each label on all rows, then on each part that has twenty positives."""
    truth = np.array([row.labels for row in rows], bool)
    found = list[Difference]()
    for at, label in enumerate(LABELS):
        for part, mask in _parts(rows, truth[:, at]):
            if part == "all" or truth[mask, at].sum() >= _FEWEST_POSITIVES:
                sides = (before.raised[mask, at], after.raised[mask, at])
                found.append(_difference(label, part, truth[mask, at], *sides))
        sides = (before.raised_disguised[:, at], after.raised_disguised[:, at])
        found.append(_difference(label, "in unseen disguise", truth[:, at], *sides))
    return found


def _parts(rows: Sequence[CorpusRow], positive: Bools) -> Iterator[tuple[str, Bools]]:
    yield "all", np.ones(len(rows), bool)
    langs = np.array([row.lang for row in rows])
    for lang in sorted(set(langs.tolist())):
        yield lang, langs == lang
    kinds = np.array([row.explicitness for row in rows])
    for kind in ("explicit", "veiled"):
        yield kind, (kinds == kind) | ~positive
    yield "in conversations", np.array([row.messages is not None for row in rows])
    yield "contrast pairs", np.array([row.pair is not None for row in rows])


def _difference(label: str, part: str, truth: Bools, before: Bools, after: Bools) -> Difference:
    chance = np.random.default_rng(0)
    picks = chance.integers(0, len(truth), (_RESAMPLES, len(truth)))
    resampled = _f1(truth[picks], after[picks]) - _f1(truth[picks], before[picks])
    low, high = np.quantile(resampled, [0.025, 0.975]).tolist()
    one, other = (float(_f1(truth[None], side[None])[0]) for side in (before, after))
    return Difference(label, part, len(truth), int(truth.sum()), one, other, low, high)


def _f1(truth: Bools, raised: Bools) -> NDArray[np.float64]:
    """Return F1 of each row of truths and what was raised, shape (resamples, messages)."""
    either = truth.sum(axis=1) + raised.sum(axis=1)
    return np.asarray(2 * (truth & raised).sum(axis=1) / np.maximum(either, 1), np.float64)
