"""The linear tier: logistic regression on n-grams and concepts; fast, and with exact explanations."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from models.calibration import Calibration
from models.contract import LABELS, Evidence, Prepared, Scores, Sifted, Tier
from models.linear.attribution import attribute
from models.linear.sieve import Sieve
from models.linear.vectoriser import Vectoriser
from models.linear.weights import LinearWeights
from models.spans import strongest_spans

__all__ = ["LinearTier"]

_LEAST_WEIGHT = 0.05
"""Weight of the context of a message below which it counts as not read: it moves no score that one would notice."""


class LinearTier(Tier):
    """The linear tier of a bundle; stateless but for a bounded cache of words, and safe to share by threads.

    Parameters
    ----------
    vectoriser
        Reads the features.
    weights
        What was learned.
    calibration
        Makes probabilities of log-odds.
    sieve
        Has a say in what goes on to a slower tier; ``None`` in bundles from before there was one.
    """

    name = "linear"

    def __init__(
        self, vectoriser: Vectoriser, weights: LinearWeights, calibration: Calibration, sieve: Sieve | None = None
    ) -> None:
        self.vectoriser = vectoriser
        self.weights = weights
        self.calibration = calibration
        self.sieve = sieve

    def logits(self, batch: Sequence[Prepared]) -> NDArray[np.float64]:
        """Return log-odds before calibration, shape (messages, 2)."""
        if not batch:
            return np.zeros((0, len(LABELS)))
        return self.weights.logits_of_cells(self.vectoriser.cells(batch))

    def predict_proba(self, batch: Sequence[Prepared]) -> Scores:
        """Return calibrated scores, shape (messages, 2), rows in the order given."""
        return self.calibration.apply(self.logits(batch))

    def sift(self, batch: Sequence[Prepared]) -> Sifted:
        """Return scores, and beside them what the sieve makes of these; the features are read once."""
        if self.sieve is None or not batch:
            return super().sift(batch)
        cells = self.vectoriser.cells(batch)
        weighed = self.weights.weighing.weighed(cells)
        scores = self.calibration.apply(self.weights.logits_of_weighed(cells, weighed))
        return Sifted(scores, self.sieve.applied(scores, self.sieve.added(cells, weighed)))

    def reads_context(self, message: Prepared) -> bool:
        """Return whether the message is so short (some 20 words) that its context weighs in."""
        return self.vectoriser.context_weight(message) >= _LEAST_WEIGHT

    def explain(self, message: Prepared, label: str) -> tuple[Evidence, ...]:
        """Return the spans that count most for or against a label; see `models.spans.strongest_spans`."""
        found = attribute(self.vectoriser, self.weights, message, LABELS.index(label)).words
        return strongest_spans(message.normalised, found, label)
