"""Calibration: makes probabilities of a tier's log-odds, one rising curve per label.

A curve is ``1 / (1 + exp(-(slope * x + offset)))``, fitted on log-odds that the model gave to texts of authors that
it had not seen (Platt, 1999). It never turns the order of two scores round.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.special import expit

from models.contract import LABELS, Scores
from models.errors import TierFileError
from models.tier_files import read_by_tier, write_by_tier

__all__ = ["Calibration", "Curve"]


@dataclass(frozen=True, slots=True)
class Curve:
    """A sigmoid over log-odds."""

    slope: float
    """Above 0."""
    offset: float


@dataclass(frozen=True, slots=True)
class Calibration:
    """One curve per label of one tier."""

    curves: Mapping[str, Curve]

    def apply(self, logits: NDArray[np.float64]) -> Scores:
        """Return probabilities of log-odds, both of shape (messages, 2)."""
        slopes = np.array([self.curves[label].slope for label in LABELS])
        offsets = np.array([self.curves[label].offset for label in LABELS])
        return np.asarray(expit(logits * slopes + offsets))

    def save(self, path: Path, tier: str) -> None:
        """Write the curves of a tier as JSON; those of others stay."""
        write_by_tier(path, tier, {label: asdict(self.curves[label]) for label in LABELS})

    @classmethod
    def load(cls, path: Path, tier: str) -> Calibration:
        """Read the curves of a tier.

        Raises
        ------
        TierFileError
            Where the file does not hold them.
        """
        content = read_by_tier(path)
        try:
            return cls({label: Curve(**content[tier][label]) for label in LABELS})
        except (KeyError, TypeError):
            raise TierFileError(
                f"{path.name} has no curves for the tier {tier}.", "Train the bundle anew, or leave that tier out."
            ) from None
