"""TF-IDF and a logistic regression a label, as `labeling.plain_model` has them, fitted and ready to score."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline, make_pipeline, make_union

from labeling.corpus import CorpusRow

__all__ = ["PlainModel"]

_ROWS = 2_000
"""Rows that are enough to measure speed on; all of them would take minutes."""


class PlainModel:
    """What anybody would write first.

    Parameters
    ----------
    rows
        To learn from; some 2,000 of them, evenly spread, are used.
    """

    def __init__(self, rows: Sequence[CorpusRow]) -> None:
        chosen = rows[:: max(1, len(rows) // _ROWS)]
        features = make_union(
            TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2),
            TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=3),
        )
        head = LogisticRegression(C=10, class_weight="balanced", max_iter=500, tol=1e-3)
        self._model: Pipeline = make_pipeline(features, OneVsRestClassifier(head))
        self._model.fit([row.text for row in chosen], np.array([row.labels for row in chosen]))

    def score_alone(self, texts: Sequence[str]) -> int:
        """Score one by one."""
        predict: Callable[[list[str]], Sequence[object]] = self._model.predict_proba
        return sum(len(predict([text])) for text in texts)

    def score_together(self, texts: Sequence[str]) -> int:
        """Score all at once."""
        return len(self._model.predict_proba(list(texts)))
