"""The four ways to choose a message, each with its reason in words.

A strategy gives the candidates best first whenever it has a turn; `labeling.suggest.picking` takes the first that the
batch admits.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.special import logit

from labeling.suggest.candidates import Candidates
from models.contract import LABELS

__all__ = ["MIXED", "RANDOM_SHARE", "Strategy", "make_strategy", "mixed_shares"]

Ints = NDArray[np.int64]

RANDOM_SHARE = 0.2
"""Drawn without looking, so that what no model sees is found too."""
MIXED = {"uncertainty": 0.5, "disagreement": 0.25, "diversity": 0.25}
"""How the rest is dealt out."""
_LEAST = 1e-6


class Strategy(Protocol):
    """One way to choose."""

    name: str

    def order(self, turn: int, picked: Sequence[int]) -> Ints:
        """Return all candidates, best first.

        Parameters
        ----------
        turn
            How many this strategy has chosen in this batch.
        picked
            What is in the batch already, by whatever strategy.
        """
        ...

    def reason(self, turn: int, row: int) -> str:
        """Say why a candidate was chosen at a turn; never its text."""
        ...


def mixed_shares(*, random_share: float = RANDOM_SHARE, tiers: int = 2) -> dict[str, float]:
    """Return the share of each strategy; with one tier there is no disagreement, and the others take its share."""
    rest = {name: share for name, share in MIXED.items() if name != "disagreement" or tiers > 1}
    shares = {name: (1 - random_share) * share / sum(rest.values()) for name, share in rest.items()}
    return shares | {"random": random_share}


def make_strategy(name: str, candidates: Candidates, chance: np.random.Generator) -> Strategy:
    """Return a strategy by its name, ready for one batch."""
    match name:
        case "uncertainty":
            return _Uncertainty(candidates)
        case "disagreement":
            return _Disagreement(candidates)
        case "diversity":
            return _Diversity(candidates)
        case _:
            return _Random(candidates, chance)


class _Uncertainty:
    """Nearest to a threshold in log-odds, one label after the other."""

    name = "uncertainty"

    def __init__(self, candidates: Candidates) -> None:
        self._scores = candidates.scores
        far = np.abs(_log_odds(self._scores) - _log_odds(candidates.thresholds))
        self._orders = np.argsort(far, axis=0, kind="stable")

    def order(self, turn: int, picked: Sequence[int]) -> Ints:  # noqa: ARG002  # others are no matter here
        return self._orders[:, turn % len(LABELS)]

    def reason(self, turn: int, row: int) -> str:
        label = turn % len(LABELS)
        return f"uncertain: {LABELS[label]} {self._scores[row, label]:.2f}"


class _Disagreement:
    """Scores of the tiers farthest apart, one label after the other."""

    name = "disagreement"

    def __init__(self, candidates: Candidates) -> None:
        self._names = list(candidates.tiers)
        self._scores = np.stack(list(candidates.tiers.values()))
        self._orders = np.argsort(-np.ptp(self._scores, axis=0), axis=0, kind="stable")

    def order(self, turn: int, picked: Sequence[int]) -> Ints:  # noqa: ARG002  # others are no matter here
        return self._orders[:, turn % len(LABELS)]

    def reason(self, turn: int, row: int) -> str:
        label = turn % len(LABELS)
        said = zip(self._names, self._scores[:, row, label], strict=True)
        return f"tiers disagree: {', '.join(f'{name} {score:.2f}' for name, score in said)} ({LABELS[label]})"


class _Diversity:
    """Farthest from every labelled row and from what is in the batch."""

    name = "diversity"

    def __init__(self, candidates: Candidates) -> None:
        self._places = candidates.places
        self._likeness = candidates.likeness.copy()
        self._looked_at = 0

    def order(self, turn: int, picked: Sequence[int]) -> Ints:  # noqa: ARG002  # the same at every turn
        for row in picked[self._looked_at :]:
            np.maximum(self._likeness, self._places @ self._places[row], out=self._likeness)
        self._looked_at = len(picked)
        return np.argsort(self._likeness, kind="stable")

    def reason(self, turn: int, row: int) -> str:  # noqa: ARG002  # the same at every turn
        return f"unlike what is labelled or picked: nearest {self._likeness[row]:.2f}"


class _Random:
    """Any, all as likely."""

    name = "random"

    def __init__(self, candidates: Candidates, chance: np.random.Generator) -> None:
        self._order = chance.permutation(len(candidates))

    def order(self, turn: int, picked: Sequence[int]) -> Ints:  # noqa: ARG002  # nothing is looked at
        return self._order

    def reason(self, turn: int, row: int) -> str:  # noqa: ARG002  # nothing is looked at
        return "random"


def _log_odds(scores: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(logit(np.clip(scores, _LEAST, 1 - _LEAST)))
