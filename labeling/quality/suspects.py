"""Finds labels that a model which has not seen the row would give otherwise, by confident learning (cleanlab).

Most suspects of a hard corpus are right: contrast pairs are made to be mistaken. The list says where to look first.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from cleanlab.filter import find_label_issues
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from models.contract import LABELS

__all__ = ["Suspect", "find_suspects"]


class Suspect(NamedTuple):
    """A label that looks wrong."""

    at: int
    """Place of its row in those that were given."""
    id: str
    label: str
    given: int
    score: float
    """Probability of the label, by a model that has not seen the batch of the row."""


def find_suspects(rows: Sequence[CorpusRow], scores: NDArray[np.float64]) -> list[Suspect]:
    """Return suspect labels, the most doubtful first.

    Parameters
    ----------
    rows
        Rows of a corpus.
    scores
        Probabilities from out of fold, shape (rows, 2), columns as `models.contract.LABELS`.
    """
    found = list[Suspect]()
    for column, label in enumerate(LABELS):
        given = np.array([row.labels[column] for row in rows])
        if len(set(given.tolist())) == 1:
            continue
        both = np.column_stack([1 - scores[:, column], scores[:, column]])
        issues = find_label_issues(given, both, return_indices_ranked_by="self_confidence", n_jobs=1)
        found += [Suspect(int(at), rows[at].id, label, int(given[at]), float(scores[at, column])) for at in issues]
    return sorted(found, key=lambda suspect: abs(suspect.given - suspect.score), reverse=True)
