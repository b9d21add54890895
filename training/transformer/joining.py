"""Fits how the scores of the two tiers are joined into one."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from models.contract import LABELS, Scores
from models.joining import Joining, Weights, log_odds

__all__ = ["fit_joining"]


def fit_joining(fast: Scores, slow: Scores, labels: NDArray[np.int64]) -> Joining:
    """Fit a logistic regression per label on the log-odds of both tiers' scores.

    Parameters
    ----------
    fast, slow
        Calibrated scores by tiers that have not seen the rows' author batches, shape (rows, 2).
    labels
        What is so, of the same shape; both values of each label occur.
    """
    told = np.stack([log_odds(fast), log_odds(slow)], axis=-1)
    fitted = [LogisticRegression().fit(told[:, at], labels[:, at]) for at in range(len(LABELS))]
    return Joining({label: _weights(one) for label, one in zip(LABELS, fitted, strict=True)})


def _weights(fitted: LogisticRegression) -> Weights:
    fast, slow = fitted.coef_[0].tolist()
    return Weights(fast=fast, slow=slow, offset=float(fitted.intercept_[0]))
