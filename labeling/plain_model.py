"""What anybody would write first: TF-IDF of words and pieces of words, and a logistic regression a label.

Quick enough to fit hundreds of times. The tools of the workbench learn with it, and `lont evaluate` shows it beside
the real tiers. Messages around a message are read as words of their own kind.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression

__all__ = ["Readable", "plain_blocks", "plain_features", "plain_out_of_fold", "plain_scores"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class _Text(Protocol):
    @property
    def text(self) -> str: ...


class Readable(Protocol):
    """A message with those around it, labelled (`labeling.corpus.CorpusRow`) or not."""

    @property
    def text(self) -> str:
        """The message itself."""
        ...

    @property
    def messages(self) -> Sequence[_Text] | None:
        """The conversation, the message itself included."""
        ...


def plain_blocks(
    rows: Sequence[Readable], *, context: bool = False, learned_from: Sequence[Readable] | None = None
) -> dict[str, csr_matrix]:
    """Return the features of rows in blocks: ``words``, ``pieces``, and ``around`` where any of it is read.

    Parameters
    ----------
    rows
        Rows of a corpus, or messages without labels.
    context
        Whether the messages around count, as words apart from those of the message itself.
    learned_from
        Rows whose words are the vocabulary, and weigh by how rare they are there; ``None``: the rows themselves.

    Returns
    -------
    dict
        Each of shape (rows, what enough of them have).
    """
    known = rows if learned_from is None else learned_from
    words = TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True, min_df=2)
    pieces = TfidfVectorizer(analyzer="char_wb", ngram_range=(3, 5), sublinear_tf=True, min_df=3)
    learned, texts = [row.text for row in known], [row.text for row in rows]
    blocks = {"words": words.fit(learned).transform(texts), "pieces": pieces.fit(learned).transform(texts)}
    if context and any(learned_around := _around(known)):
        blocks["around"] = TfidfVectorizer(sublinear_tf=True).fit(learned_around).transform(_around(rows))
    return blocks


def plain_features(
    rows: Sequence[Readable], *, context: bool = False, learned_from: Sequence[Readable] | None = None
) -> csr_matrix:
    """Return the features of rows side by side; see `plain_blocks`."""
    return hstack(list(plain_blocks(rows, context=context, learned_from=learned_from).values()), format="csr")


def _around(rows: Sequence[Readable]) -> list[str]:
    return [" ".join(message.text for message in row.messages or ()) for row in rows]


def plain_scores(X: csr_matrix, labels: Ints, train: Ints, rows: Ints) -> Floats:
    """Fit one label on some rows and return the probabilities of others.

    Parameters
    ----------
    X
        Features of all rows.
    labels
        The label of all rows, 0 or 1.
    train, rows
        Which rows to learn from, and which to score.

    Returns
    -------
    ndarray
        Shape (rows to score,); all the same where the training rows have one label only.
    """
    if len(set(labels[train].tolist())) == 1:
        return np.full(len(rows), float(labels[train][0]))
    model = LogisticRegression(C=10, class_weight="balanced", max_iter=500, tol=1e-3)
    return np.asarray(model.fit(X[train], labels[train]).predict_proba(X[rows])[:, 1])


def plain_out_of_fold(
    X: csr_matrix, labels: NDArray[np.int64], folds: Sequence[Ints], on_fold: Callable[[], None] = lambda: None
) -> Floats:
    """Score every row by models that have not seen its fold.

    Parameters
    ----------
    X
        Features of all rows.
    labels
        Shape (rows, labels).
    folds
        Rows of each fold, as `labeling.splits` makes them.
    on_fold
        Called after each fold.

    Returns
    -------
    ndarray
        Probabilities, shape (rows, labels).
    """
    scores = np.zeros(labels.shape)
    for fold in folds:
        train = np.setdiff1d(np.arange(len(labels)), fold)
        for column in range(labels.shape[1]):
            scores[fold, column] = plain_scores(X, labels[:, column], train, fold)
        on_fold()
    return scores
