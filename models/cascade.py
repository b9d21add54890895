"""The cascade: a fast tier scores everything, and decides with a slow one together what it cannot rule out alone."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from models.contract import LABELS, Decided, Evidence, Prepared, Scores, Tier
from models.errors import TierFileError
from models.joining import Joining
from models.thresholds import Thresholds, unsure_from

__all__ = ["CascadeTier", "Cascading", "Passing"]

_BELOW = 1e-6
"""How far a score that is ruled out stays below the unsure band; what is printed has six digits."""


@dataclass(frozen=True, slots=True)
class Passing:
    """From where on in what a fast tier sifts by (`models.contract.Sifted.passing`) a message goes on."""

    values: Mapping[str, float]
    """Label to the least value, 0 to 1; one label is enough."""


@dataclass(frozen=True, slots=True)
class Cascading:
    """What makes one tier of two."""

    passing: Passing
    joining: Joining

    def save(self, path: Path) -> None:
        """Write as JSON."""
        content = {"pass": dict(self.passing.values), "join": self.joining.content()}
        path.write_text(json.dumps(content, indent=2) + "\n", encoding="utf-8")

    @classmethod
    def load(cls, path: Path) -> Cascading:
        """Read from JSON.

        Raises
        ------
        TierFileError
            Where the file is missing, or lacks a label.
        """
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            passing = Passing({label: float(content["pass"][label]) for label in LABELS})
            return cls(passing, Joining.of(content["join"]))
        except (OSError, ValueError, KeyError, TypeError, AttributeError):
            raise TierFileError(
                f"{path.name} does not say which messages go on and how scores are joined, for {' and '.join(LABELS)}.",
                "Copy the whole bundle again from where it was trained, or train it anew.",
            ) from None


class CascadeTier(Tier):
    """Two tiers as one; stateless, and safe to share by threads.

    What goes on gets the joined score of both tiers. What the fast tier keeps is ruled out: no label of it is raised,
    and no score of it may lie in the unsure band below a threshold (`models.thresholds.UNSURE_SHARE`), from which on a
    message may be P0. What is low for the fast tier may be high beside those thresholds. So the
    scores of what is kept are brought from 0..1 to what lies below that band, in proportion and not cut off there, by
    which they keep their order among each other. They are low, and no longer probabilities that were measured; ask the
    fast tier itself for those. What stands beside a message that is raised or unsure (`Message.closer`) goes on
    whatever the fast tier says. A text with nothing to read is always kept.

    Parameters
    ----------
    fast, slow
        The tiers.
    cascading
        What goes on to the slow tier, and how the scores of both are joined then.
    thresholds
        From which joined score a label is raised.
    """

    name = "cascade"

    def __init__(self, fast: Tier, slow: Tier, cascading: Cascading, thresholds: Thresholds) -> None:
        self._fast, self._slow = fast, slow
        self._passing = np.array([cascading.passing.values[label] for label in LABELS])
        self._joining = cascading.joining
        self._most_kept = np.array([max(0.0, unsure_from(thresholds.values[label]) - _BELOW) for label in LABELS])

    def predict_proba(self, batch: Sequence[Prepared]) -> Scores:
        """Return calibrated scores, shape (messages, 2), rows in the order given."""
        return self.decide(batch).scores

    def decide(self, batch: Sequence[Prepared]) -> Decided:
        """Return scores with the tier that decided: the slow one for what passes, although both have a say then."""
        scores, passing = self._fast.sift(batch)
        passes = self._passes(batch, passing)
        decided = scores * self._most_kept
        if passes.any():
            slow = [message for message, goes_on in zip(batch, passes, strict=True) if goes_on]
            decided[passes] = self._joining.apply(scores[passes], self._slow.predict_proba(slow))
        return Decided(decided, self._names(passes))

    def deciders(self, batch: Sequence[Prepared]) -> tuple[str, ...]:
        """Return for each message the name of the tier that decides it; the slow tier is not asked."""
        return self._names(self._passes(batch, self._fast.sift(batch).passing))

    def explain(self, message: Prepared, label: str) -> tuple[Evidence, ...]:
        """Explain by the tier that decides the message."""
        (decider,) = self.deciders([message])
        return (self._slow if decider == self._slow.name else self._fast).explain(message, label)

    def reads_context(self, message: Prepared) -> bool:
        """Return whether either tier reads the messages around this one."""
        return self._fast.reads_context(message) or self._slow.reads_context(message)

    def unsure(self, message: Prepared) -> tuple[str, ...]:
        """Return what the slow tier is unsure of: it knows its vocabulary, the fast tier only scripts."""
        return self._slow.unsure(message)

    def _passes(self, batch: Sequence[Prepared], passing: Scores) -> NDArray[np.bool_]:
        is_read = np.array([bool(message.normalised.text) for message in batch], dtype=bool)
        closer = np.array([message.closer for message in batch], dtype=bool)
        return np.asarray(((passing >= self._passing).any(axis=1) | closer) & is_read)

    def _names(self, passes: NDArray[np.bool_]) -> tuple[str, ...]:
        return tuple(self._slow.name if goes_on else self._fast.name for goes_on in passes)
