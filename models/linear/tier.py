"""The linear tier: logistic regression on n-grams and concepts; fast, and with exact explanations."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from models.calibration import Calibration
from models.contract import LABELS, Evidence, Prepared, Scores
from models.linear.attribution import WordWeight, attribute
from models.linear.vectoriser import Vectoriser
from models.linear.weights import LinearWeights

__all__ = ["MOST_SPANS", "LinearTier"]

MOST_SPANS = 8
"""Spans of an explanation."""
_WORTH_SHOWING = 0.1


class LinearTier:
    """The linear tier of a bundle; stateless but for a bounded cache of words, and safe to share by threads.

    Parameters
    ----------
    vectoriser
        Reads the features.
    weights
        What was learned.
    calibration
        Makes probabilities of log-odds.
    """

    name = "linear"

    def __init__(self, vectoriser: Vectoriser, weights: LinearWeights, calibration: Calibration) -> None:
        self.vectoriser = vectoriser
        self.weights = weights
        self.calibration = calibration

    def logits(self, batch: Sequence[Prepared]) -> NDArray[np.float64]:
        """Return log-odds before calibration, shape (messages, 2)."""
        if not batch:
            return np.zeros((0, len(LABELS)))
        return self.weights.logits(self.vectoriser.raw(batch))

    def predict_proba(self, batch: Sequence[Prepared]) -> Scores:
        """Return calibrated scores, shape (messages, 2), rows in the order given."""
        return self.calibration.apply(self.logits(batch))

    def explain(self, message: Prepared, label: str) -> tuple[Evidence, ...]:
        """Return the spans that count most for or against a label, strongest first, at most `MOST_SPANS`.

        Neighbouring words that point the same way are one span. Words with less than a tenth of the weight of the
        strongest are left out.
        """
        column = LABELS.index(label)
        found = _in_original(message, attribute(self.vectoriser, self.weights, message, column).words)
        strongest = max((abs(word.weight) for word in found), default=0.0)
        spans = sorted(_merged(found, _WORTH_SHOWING * strongest), key=lambda span: -abs(span.weight))
        return tuple(Evidence(label, span.start, span.end, round(span.weight, 4)) for span in spans[:MOST_SPANS])


def _in_original(message: Prepared, found: Sequence[WordWeight]) -> list[WordWeight]:
    """Place words in the original text; words that one code point stands for (``¼``) become one."""
    placed = list[WordWeight]()
    for word in found:
        start, end = message.normalised.to_original(word.start, word.end)
        if placed and start < placed[-1].end:
            last = placed.pop()
            placed.append(WordWeight(last.start, max(last.end, end), last.weight + word.weight))
        else:
            placed.append(WordWeight(start, end, word.weight))
    return placed


def _merged(found: Sequence[WordWeight], least: float) -> Iterator[WordWeight]:
    """Join neighbours of the same sign; what weighs less than the least parts them and is left out."""

    def side(word: WordWeight) -> int:
        return 0 if abs(word.weight) < least or word.weight == 0 else 1 if word.weight > 0 else -1

    for sign, group in groupby(found, side):
        run = list(group)
        if sign:
            yield WordWeight(run[0].start, run[-1].end, sum(word.weight for word in run))
