"""The corpus as the linear tier reads it: all rows and their training copies, vectorised once for all folds.

The vocabulary is that of the whole corpus, but a fold uses only columns that occur in its own training rows, with
frequencies counted there; a column that only held-out rows have gets no weight.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from models.contract import Prepared
from models.linear.lexicon import Lexicon
from models.linear.ngrams import character_features, word_features
from models.linear.vectoriser import Vectoriser

__all__ = ["Features", "build_vectoriser"]


@dataclass(frozen=True, slots=True)
class Features:
    """Raw values of the rows of a corpus, and of training copies of them."""

    vectoriser: Vectoriser
    raw: csr_matrix
    """One row for each row of the corpus, in its order."""
    copies: csr_matrix
    """Training copies."""
    copy_of: NDArray[np.int64]
    """For each copy the row that it was made of."""
    labels: NDArray[np.int64]
    """Shape (rows, 2)."""
    batches: NDArray[np.str_]
    """Author batch of each row."""


def build_vectoriser(
    prepared: Sequence[Prepared], lexicon: Lexicon, fewest_rows: dict[str, int], context_reach: float
) -> Vectoriser:
    """Return a vectoriser whose vocabulary is what occurs in enough messages (themselves, not around them)."""
    terms, grams = Counter[str](), Counter[str]()
    for message in prepared:
        terms.update(set(word_features(message.normalised.text)))
        grams.update(set(character_features(message.normalised.text)))
    return Vectoriser(
        sorted(term for term, rows in terms.items() if rows >= fewest_rows["words"]),
        sorted(gram for gram, rows in grams.items() if rows >= fewest_rows["characters"]),
        lexicon,
        context_reach=context_reach,
    )
