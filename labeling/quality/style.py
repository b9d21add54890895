"""Tells how far style alone gives a batch, or its labels, away: length, signs, capitals, emoji and digits, no words.

That a batch is recognised by its style is as it should be: a voice is a voice. But where style tells the hits of a
batch from its other rows, a model learns how somebody writes hits and not what a hit is.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from threadpoolctl import threadpool_limits

from labeling.corpus import CorpusRow

__all__ = ["BatchStyle", "batch_styles", "style_features"]

_FOLDS = 5
_SIGNS = ".,!?:;-€&/()\"'\n"


class BatchStyle(NamedTuple):
    """How far style gives a batch away."""

    batch: str
    rows: int
    recognised: float | None
    """Share of its rows that style alone assigns to it, among batches of its main language; ``None`` without others."""
    by_chance: float | None
    """Share that guessing would assign to it; ``None`` without others."""
    labels_told: float | None
    """Area under the ROC curve with which style tells hits from others, 0.5 for not at all; ``None`` with too few."""


def batch_styles(rows: Sequence[CorpusRow]) -> list[BatchStyle]:
    """Return for each batch how far style gives it and its labels away, the worst given-away labels first."""
    features = style_features([row.text for row in rows])
    batches = np.array([row.author_batch for row in rows])
    hit = np.array([any(row.labels) for row in rows])
    main = {name: _main_language(rows, batches == name) for name in sorted(set(batches.tolist()))}
    found = list[BatchStyle]()
    for lang in sorted(set(main.values())):
        part = np.flatnonzero(np.isin(batches, [name for name in main if main[name] == lang]))
        guessed = _guess(features[part], batches[part])
        for name in sorted(set(batches[part].tolist())):
            own = batches[part] == name
            recognised = None if guessed is None else float((guessed[own] == name).mean())
            by_chance = None if guessed is None else float(own.mean())
            told = _labels_told(features[part][own], hit[part][own])
            found.append(BatchStyle(name, int(own.sum()), recognised, by_chance, told))
    return sorted(found, key=lambda style: style.labels_told or 0, reverse=True)


def style_features(texts: Sequence[str]) -> NDArray[np.float64]:
    """Return the style of texts, shape (texts, features): lengths, and shares of signs, capitals, digits, emoji."""
    return np.array([_style(text) for text in texts])


def _style(text: str) -> list[float]:
    words = text.split() or [""]
    length = max(1, len(text))
    return [
        float(len(words)),
        length / len(words),
        text[:1].isupper(),
        text[-1:] in ".!?",
        sum(letter.isupper() for letter in text) / length,
        sum(letter.isdigit() for letter in text) / length,
        sum(ord(letter) >= 0x2190 for letter in text) / length,  # noqa: PLR2004  # arrows, signs and emoji begin there
        *(text.count(sign) / length for sign in _SIGNS),
    ]


def _main_language(rows: Sequence[CorpusRow], own: NDArray[np.bool_]) -> str:
    langs = [row.lang for row, mine in zip(rows, own.tolist(), strict=True) if mine]
    return max(sorted(set(langs)), key=langs.count)


def _guess(features: NDArray[np.float64], names: NDArray[np.str_]) -> NDArray[np.str_] | None:
    """Tell each text's batch by style; ``None`` where one batch is all there is, or none has a row for each fold."""
    sizes = Counter(names.tolist())
    if len(sizes) == 1 or max(sizes.values()) < _FOLDS:
        return None
    return np.asarray(_out_of_fold(features, names, "predict"))


def _labels_told(features: NDArray[np.float64], hit: NDArray[np.bool_]) -> float | None:
    if min(hit.sum(), (~hit).sum()) < 2 * _FOLDS:
        return None
    return float(roc_auc_score(hit, _out_of_fold(features, hit, "predict_proba")[:, 1]))


def _out_of_fold(features: NDArray[np.float64], target: NDArray[np.generic], method: str) -> NDArray[np.float64]:
    model = HistGradientBoostingClassifier(max_iter=30, learning_rate=0.2, max_leaf_nodes=8, random_state=0)
    folds = StratifiedKFold(_FOLDS, shuffle=True, random_state=0)
    # One thread: beside other work, threads that wait for each other took minutes in place of seconds.
    with threadpool_limits(limits=1), warnings.catch_warnings():
        warnings.filterwarnings("ignore", "The least populated class")
        return np.asarray(cross_val_predict(model, features, target, cv=folds, method=method))
