"""Puts a batch together: strategies take turns by their shares, quotas hold, and no two picks are near-copies."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from functools import lru_cache
from math import ceil
from typing import NamedTuple

import numpy as np

from labeling.checks.alike import NEAR, jaccard
from labeling.suggest.candidates import Candidates
from labeling.suggest.strategies import Strategy, make_strategy
from models.linear.ngrams import character_features

__all__ = ["MOST_OF_ONE", "Pick", "pick_batch"]

MOST_OF_ONE = 0.5
"""Share of a batch that one language, or one predicted label, may have where there are several."""


class Pick(NamedTuple):
    """A candidate that was chosen, and why."""

    row: int
    """Its place among the candidates."""
    strategy: str
    reason: str


def pick_batch(
    candidates: Candidates, count: int, shares: Mapping[str, float], chance: np.random.Generator
) -> list[Pick]:
    """Choose what to label next, best first.

    Every strategy has its share at any length of the list, so that whoever stops early has a mixture too. A quota
    gives way where nothing else is left; what was drawn at random is counted, but no quota keeps it out.

    Parameters
    ----------
    candidates
        What may be chosen.
    count
        How many are wanted.
    shares
        Strategy to its share of the batch; they add up to 1.
    chance
        Draws for ``random``.

    Returns
    -------
    list
        Fewer than wanted where all that is left are near-copies of picks.
    """
    batch = _Batch(candidates, count)
    strategies = {name: make_strategy(name, candidates, chance) for name in shares}
    turns = Counter[str]()
    picks = list[Pick]()
    while len(picks) < count:
        name = max(shares, key=lambda name: shares[name] * (len(picks) + 1) - turns[name])
        row = batch.take(strategies[name], turns[name])
        if row is None:
            break
        picks.append(Pick(row, name, strategies[name].reason(turns[name], row)))
        turns[name] += 1
    return picks


class _Batch:
    """What is in the batch so far, and what may still go in."""

    def __init__(self, candidates: Candidates, count: int) -> None:
        self._candidates = candidates
        self._picked = list[int]()
        self._gone = set[int]()
        self._taken = Counter[tuple[str, str]]()
        several = {"language": set(candidates.languages), "label": set(candidates.predicted)}
        self._quotas = {
            what: ceil(count * MOST_OF_ONE) if len(values) > 1 else count for what, values in several.items()
        }

    def take(self, strategy: Strategy, turn: int) -> int | None:
        """Put in the best candidate that is admitted, or ``None`` where there is none."""
        order = strategy.order(turn, self._picked).tolist()
        for with_quotas in (strategy.name != "random", False):
            for row in order:
                if row not in self._gone and not (with_quotas and self._is_full(row)) and not self._is_copy(row):
                    self._put(row)
                    return int(row)
        return None

    def _groups(self, row: int) -> tuple[tuple[str, str], tuple[str, str]]:
        return ("language", self._candidates.languages[row]), ("label", self._candidates.predicted[row])

    def _is_full(self, row: int) -> bool:
        return any(self._taken[group] >= self._quotas[group[0]] for group in self._groups(row))

    def _is_copy(self, row: int) -> bool:
        """Compare with every pick; a copy is not looked at again."""
        own = _pieces(self._candidates.texts[row])
        if any(jaccard(own, _pieces(self._candidates.texts[pick])) >= NEAR for pick in self._picked):
            self._gone.add(row)
            return True
        return False

    def _put(self, row: int) -> None:
        self._picked.append(row)
        self._gone.add(row)
        self._taken.update(self._groups(row))


@lru_cache(maxsize=4_096)
def _pieces(text: str) -> frozenset[str]:
    # A text of signs only has no pieces; it is then compared as a whole.
    return frozenset(character_features(text)) or frozenset([text])
