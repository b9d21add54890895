"""The cascade: a fast tier scores everything, and what it cannot rule out goes to a slow one that knows better."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.contract import LABELS, Decided, Evidence, Prepared, Scores, Tier
from models.errors import TierFileError
from models.thresholds import Thresholds

__all__ = ["CascadeTier", "Passing"]

_BELOW = 1e-6
"""How far a score that cannot raise stays below the threshold; what is printed has six digits."""


@dataclass(frozen=True, slots=True)
class Passing:
    """From which score of the fast tier a message goes on."""

    values: Mapping[str, float]
    """Label to the least score of the fast tier, 0 to 1; one label is enough."""

    def save(self, path: Path) -> None:
        """Write as JSON."""
        path.write_text(json.dumps({"pass": dict(self.values)}, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Passing:
        """Read from JSON.

        Raises
        ------
        TierFileError
            Where the file is missing, or lacks a label.
        """
        try:
            values = json.loads(path.read_text(encoding="utf-8"))["pass"]
            return cls({label: float(values[label]) for label in LABELS})
        except (OSError, ValueError, KeyError, TypeError):
            raise TierFileError(
                f"{path.name} does not say from which score of {' and '.join(LABELS)} a message goes on.",
                "Copy the whole bundle again from where it was trained, or train it anew.",
            ) from None


class CascadeTier(Tier):
    """Two tiers as one; stateless, and safe to share by threads.

    What the fast tier keeps has scores below the thresholds of the slow one, whatever the fast tier said: only the
    slow tier raises a label. A text with nothing to read is always kept.

    Parameters
    ----------
    fast, slow
        The tiers.
    passing
        What goes on to the slow tier.
    thresholds
        From which score of the slow tier a label is raised.
    """

    name = "cascade"

    def __init__(self, fast: Tier, slow: Tier, passing: Passing, thresholds: Thresholds) -> None:
        self._fast, self._slow = fast, slow
        self._passing = np.array([passing.values[label] for label in LABELS])
        self._most_kept = np.array([max(0.0, thresholds.values[label] - _BELOW) for label in LABELS])

    def predict_proba(self, batch: Sequence[Prepared]) -> Scores:
        """Return calibrated scores, shape (messages, 2), rows in the order given."""
        return self.decide(batch).scores

    def decide(self, batch: Sequence[Prepared]) -> Decided:
        """Return scores with the tier that each is from: the slow one for what passes."""
        scores = self._fast.predict_proba(batch)
        passes = self._passes(batch, scores)
        decided = np.minimum(scores, self._most_kept)
        if passes.any():
            slow = [message for message, goes_on in zip(batch, passes, strict=True) if goes_on]
            decided[passes] = self._slow.predict_proba(slow)
        return Decided(decided, self._names(passes))

    def deciders(self, batch: Sequence[Prepared]) -> tuple[str, ...]:
        """Return for each message the name of the tier that decides it; the slow tier is not asked."""
        return self._names(self._passes(batch, self._fast.predict_proba(batch)))

    def explain(self, message: Prepared, label: str) -> tuple[Evidence, ...]:
        """Explain by the tier that decides the message."""
        (decider,) = self.deciders([message])
        return (self._slow if decider == self._slow.name else self._fast).explain(message, label)

    def unsure(self, message: Prepared) -> tuple[str, ...]:
        """Return what the slow tier is unsure of: it knows its vocabulary, the fast tier only scripts."""
        return self._slow.unsure(message)

    def _passes(self, batch: Sequence[Prepared], scores: Scores) -> NDArray[np.bool_]:
        is_read = np.array([bool(message.normalised.text) for message in batch], dtype=bool)
        return np.asarray((scores >= self._passing).any(axis=1) & is_read)

    def _names(self, passes: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(self._slow.name if goes_on else self._fast.name for goes_on in passes)
