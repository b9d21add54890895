"""Joins what two tiers say of a message into one score, label by label.

Each tier sees what the other misses: the fast one knows the words of the trade by heart, the slow one what a sentence
does with them. The joined score is ``1 / (1 + exp(-(fast * a + slow * b + offset)))`` with the log-odds ``a`` and ``b``
of their calibrated scores, fitted on texts of authors that neither had seen, and so a probability itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.special import expit, logit

from models.contract import LABELS, Scores

__all__ = ["Joining", "Weights", "log_odds"]

_LEAST = 1e-6
"""Scores nearer to 0 or 1 count as this near; their log-odds would have no end."""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each tier counts for one label."""

    fast: float
    slow: float
    offset: float


@dataclass(frozen=True, slots=True)
class Joining:
    """One set of weights per label."""

    weights: Mapping[str, Weights]

    def apply(self, fast: Scores, slow: Scores) -> Scores:
        """Return joined scores of two tiers' scores, all of shape (messages, 2)."""
        told = [self.weights[label] for label in LABELS]
        joined = log_odds(fast) * [one.fast for one in told] + log_odds(slow) * [one.slow for one in told]
        return np.asarray(expit(joined + [one.offset for one in told]))

    def content(self) -> dict[str, Any]:
        """Return what `of` reads, as JSON has it."""
        return {label: asdict(self.weights[label]) for label in LABELS}

    @classmethod
    def of(cls, content: Mapping[str, Mapping[str, float]]) -> Joining:
        """Read weights.

        Raises
        ------
        KeyError, TypeError, ValueError
            Where a label lacks them, or one is no number.
        """
        return cls(
            {label: Weights(**{name: float(value) for name, value in content[label].items()}) for label in LABELS}
        )


def log_odds(scores: Scores) -> Scores:
    """Return the log-odds of scores, of their shape; none is infinite."""
    return np.asarray(logit(np.clip(scores, _LEAST, 1 - _LEAST)))
