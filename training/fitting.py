"""Fits the linear tier on some rows of the corpus: weights, then calibration and thresholds out of fold.

Calibration and thresholds are fitted on log-odds that each training row got from a model that had not seen its batch,
so that they hold for authors that the model does not know.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.sparse import vstack
from scipy.special import expit
from sklearn.linear_model import LogisticRegression
from threadpoolctl import threadpool_limits

from labeling.splits import grouped_folds
from models.calibration import Calibration, Curve
from models.contract import LABELS
from models.linear.weights import LinearWeights, Weighing
from models.thresholds import Thresholds
from training.features import Features
from training.recipe import Recipe

__all__ = ["Fit", "best_threshold", "fit", "fit_curve", "fit_weights"]

_TARGET = "maximal F1 on training rows, each scored by a model that had not seen its author batch"


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted tier with what was chosen on its training rows."""

    weights: LinearWeights
    calibration: Calibration
    thresholds: Thresholds
    out_of_fold: NDArray[np.float64]
    """Calibrated scores of the training rows, each by a model that had not seen its batch."""


def fit_weights(features: Features, rows: NDArray[np.int64], recipe: Recipe) -> LinearWeights:
    """Fit one logistic regression per label on some rows and their copies."""
    weighing = _weighing(features, rows, recipe)
    copies = np.flatnonzero(np.isin(features.copy_of, rows))
    X = weighing.weigh(vstack([features.raw[rows], features.copies[copies]], format="csr"))
    y = features.labels[np.concatenate([rows, features.copy_of[copies]])]
    sample_weight = np.concatenate([np.ones(len(rows)), np.full(len(copies), recipe.copy_weight)])
    used = np.flatnonzero(weighing.frequency)
    coefficients = np.zeros((features.vectoriser.width, len(LABELS)))
    intercept = np.zeros(len(LABELS))
    for column in range(len(LABELS)):
        model = LogisticRegression(C=recipe.inverse_penalty, max_iter=5_000)
        # One thread: sums in another order would give other last digits.
        with threadpool_limits(limits=1):
            model.fit(X[:, used], y[:, column], sample_weight=sample_weight)
        coefficients[used, column] = model.coef_[0]
        intercept[column] = model.intercept_[0]
    return LinearWeights(weighing, coefficients, intercept)


def _weighing(features: Features, rows: NDArray[np.int64], recipe: Recipe) -> Weighing:
    """Count in how many training rows each column occurs; copies do not count."""
    blocks = features.vectoriser.blocks
    occurs = np.bincount(features.raw[rows].indices, minlength=features.vectoriser.width)
    frequency = np.log((1 + len(rows)) / (1 + occurs)) + 1
    for name, (start, end) in blocks.items():
        fewest = recipe.fewest_rows[name] if recipe.scales[name] else np.inf
        frequency[start:end][occurs[start:end] < fewest] = 0
    return Weighing(frequency, blocks, recipe.scales)


def fit(features: Features, rows: NDArray[np.int64], recipe: Recipe) -> Fit:
    """Fit weights on all given rows, and calibration and thresholds on their out-of-fold log-odds."""
    logits = _out_of_fold(features, rows, recipe)
    labels = features.labels[rows]
    curves = {label: fit_curve(logits[:, column], labels[:, column]) for column, label in enumerate(LABELS)}
    calibration = Calibration(curves)
    scores = calibration.apply(logits)
    chosen = {label: best_threshold(scores[:, column], labels[:, column]) for column, label in enumerate(LABELS)}
    return Fit(fit_weights(features, rows, recipe), calibration, Thresholds(chosen, _TARGET), scores)


def _out_of_fold(features: Features, rows: NDArray[np.int64], recipe: Recipe) -> NDArray[np.float64]:
    logits = np.zeros((len(rows), len(LABELS)))
    for held in grouped_folds(features.batches[rows], recipe.inner_folds):
        weights = fit_weights(features, np.delete(rows, held), recipe)
        logits[held] = weights.logits(features.raw[rows[held]])
    return logits


def fit_curve(logits: NDArray[np.float64], labels: NDArray[np.int64]) -> Curve:
    """Fit a rising sigmoid by maximum likelihood, with Platt's smoothed targets."""
    positive = int(labels.sum())
    negative = len(labels) - positive
    target = np.where(labels == 1, (positive + 1) / (positive + 2), 1 / (negative + 2))

    def loss(parameters: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        at = np.exp(parameters[0]) * logits + parameters[1]
        gap = expit(at) - target
        value = float(np.sum(np.logaddexp(0, at) - target * at))
        return value, np.array([float(gap @ logits) * np.exp(parameters[0]), float(gap.sum())])

    found = minimize(loss, np.zeros(2), jac=True, method="L-BFGS-B").x
    return Curve(float(np.exp(found[0])), float(found[1]))


def best_threshold(scores: NDArray[np.float64], labels: NDArray[np.int64], *, given_up: float = 0.0) -> float:
    """Return the threshold of maximal F1: the middle between two neighbouring scores.

    Parameters
    ----------
    scores, labels
        Of rows that the scores were not learned from, shape (rows,).
    given_up
        F1 that may be given up for fewer flags: the highest threshold within so much of the maximum is taken.
    """
    order = np.argsort(-scores, kind="stable")
    hits = np.cumsum(labels[order])
    f1 = 2 * hits / (np.arange(1, len(scores) + 1) + labels.sum())
    ranked = scores[order]
    last_of_ties = np.append(ranked[:-1] > ranked[1:], True)  # a value of the array
    reached = np.where(last_of_ties, f1, -1)
    best = int(np.argmax(reached >= reached.max() - given_up))
    below = ranked[best + 1] if best + 1 < len(ranked) else 0.0
    return float((ranked[best] + below) / 2)
