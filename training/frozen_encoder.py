"""The encoder as it comes, not fine-tuned, with a logistic regression a label: what a few lines of code would give."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from labeling.corpus import CorpusRow
from labeling.splits import grouped_folds
from models.contract import LABELS
from training.encoder.embedding import Embedder
from training.fitting import best_threshold
from training.holding_out import Held
from training.showing import Tell

__all__ = ["score_frozen"]

_INVERSE_PENALTIES = (0.001, 0.01, 0.1, 1.0)
_FOLDS = 5
_AT_ONCE = 128

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


def score_frozen(encoder: Path, known: Sequence[CorpusRow], rows: Sequence[CorpusRow], tell: Tell) -> Held:
    """Learn from the embeddings of some rows and score others; penalty and thresholds are chosen out of fold.

    Parameters
    ----------
    encoder
        Folder of the encoder, as `lont train encoder` makes it.
    known
        What is learned from, of two batches at least.
    rows
        What is scored; each message alone, without those around it.
    tell
        Hears how far it is.

    Raises
    ------
    TrainingError
        Where the encoder cannot be read.
    """
    vectors = _embedded(Embedder(encoder), [row.text for row in (*known, *rows)], tell)
    labels = np.array([row.labels for row in known])
    folds = grouped_folds(np.array([row.author_batch for row in known]), _FOLDS)
    scores, raised = np.zeros((len(rows), len(LABELS))), np.zeros((len(rows), len(LABELS)), bool)
    step = "choosing the penalty on the frozen encoder"
    for at in range(len(LABELS)):
        tell(step, at / len(LABELS))
        scores[:, at], threshold = _score_label(vectors, labels[:, at], folds)
        raised[:, at] = scores[:, at] >= threshold
    tell(step, 1)
    return Held(raised, scores)


def _embedded(embedder: Embedder, texts: Sequence[str], tell: Tell) -> Floats:
    """Return one vector a text; those of like length are embedded together, so that little is filled up."""
    order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
    vectors = np.zeros((len(texts), 0))
    for start in range(0, len(order), _AT_ONCE):
        places = order[start : start + _AT_ONCE]
        found = embedder.embed([texts[at] for at in places])
        vectors = vectors if vectors.size else np.zeros((len(texts), found.shape[1]))
        vectors[places] = found
        tell("embedding with the frozen encoder", min(1.0, (start + _AT_ONCE) / len(order)))
    return vectors


def _score_label(vectors: Floats, labels: Ints, folds: Sequence[Ints]) -> tuple[Floats, float]:
    """Return the scores of all rows that have no label, which stand last, and the threshold."""
    known = np.arange(len(labels))
    best, seen = _INVERSE_PENALTIES[0], np.zeros(len(labels))
    highest = -1.0
    for inverse_penalty in _INVERSE_PENALTIES:
        found = np.zeros(len(labels))
        for fold in folds:
            found[fold] = _fit(vectors, labels, np.setdiff1d(known, fold), fold, inverse_penalty)
        precise = float(average_precision_score(labels, found)) if labels.any() else 0.0
        if precise > highest:
            highest, best, seen = precise, inverse_penalty, found
    asked = np.arange(len(labels), len(vectors))
    return _fit(vectors, labels, known, asked, best), best_threshold(seen, labels)


def _fit(vectors: Floats, labels: Ints, train: Ints, rows: Ints, inverse_penalty: float) -> Floats:
    if len(set(labels[train].tolist())) == 1:
        return np.full(len(rows), float(labels[train][0]))
    model = make_pipeline(StandardScaler(), LogisticRegression(C=inverse_penalty, max_iter=5_000))
    with threadpool_limits(limits=1):  # sums in another order would give other last digits
        model.fit(vectors[train], labels[train])
        return np.asarray(model.predict_proba(vectors[rows])[:, 1])
