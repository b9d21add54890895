"""Thresholds: from which score a label is raised, and below which one it is ruled out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models.contract import LABELS
from models.errors import TierFileError
from models.tier_files import read_by_tier, write_by_tier

__all__ = ["UNSURE_SCORE", "UNSURE_SHARE", "Thresholds", "unsure_from"]

UNSURE_SHARE = 0.5
"""The unsure band of a label begins at this share of its threshold, and what lies below it is ruled out.

A threshold is chosen for the best F1, where a miss and a false alarm weigh the same. An attack missed for tonight
weighs more than one message read in vain, so P0 begins lower, by half. A bundle that states its own band will take the
place of this figure.
"""

UNSURE_SCORE = "score"
"""Code for: a score lies in the unsure band, so that its label is neither raised nor ruled out."""

_FIRST = "linear"


def unsure_from(threshold: float) -> float:
    """Return the least score of the unsure band of a label, which ends below this threshold of it."""
    return UNSURE_SHARE * threshold


@dataclass(frozen=True, slots=True)
class Thresholds:
    """One threshold per label."""

    values: Mapping[str, float]
    """Label to the least score that raises it, 0 to 1."""
    target: str
    """What the thresholds were chosen for and on, in one sentence."""

    def raised(self, scores: Mapping[str, float]) -> tuple[str, ...]:
        """Return the labels whose score is at or above their threshold, in the order of `LABELS`."""
        return tuple(label for label in LABELS if scores[label] >= self.values[label])

    def stands_out(self, scores: Mapping[str, float]) -> bool:
        """Return whether any label is raised or unsure, so that the messages around it are looked at closer."""
        return bool(self.raised(scores) or self.unsure(scores))

    def unsure(self, scores: Mapping[str, float]) -> tuple[str, ...]:
        """Return `UNSURE_SCORE` where the score of any label lies in its unsure band, else nothing."""
        return (UNSURE_SCORE,) if self.near(scores) else ()

    def near(self, scores: Mapping[str, float]) -> tuple[str, ...]:
        """Return the labels whose score lies in their unsure band, in the order of `LABELS`."""
        bands = ((label, scores[label], self.values[label]) for label in LABELS)
        return tuple(label for label, score, end in bands if unsure_from(end) <= score < end)

    def save(self, path: Path, tier: str = _FIRST) -> None:
        """Write those of a tier as JSON; those of others stay."""
        write_by_tier(path, tier, {"target": self.target, "values": dict(self.values)})

    @classmethod
    def load(cls, path: Path, tier: str = _FIRST) -> Thresholds:
        """Read those of a tier; a file of bundles with one tier names none.

        Raises
        ------
        TierFileError
            Where the file does not hold them.
        """
        content = read_by_tier(path)
        content = {_FIRST: content} if "values" in content else content
        try:
            values, target = content[tier]["values"], content[tier]["target"]
            return cls({label: float(values[label]) for label in LABELS}, target)
        except (KeyError, TypeError, ValueError):
            raise TierFileError(
                f"{path.name} has no thresholds for the tier {tier}.", "Train the bundle anew, or leave that tier out."
            ) from None
