"""Tells exactly how much each word of a message added to the log-odds of a label.

The weights of all words, the rest (what the context added) and the intercept sum to the log-odds. A feature's share
goes in equal parts to the places where the message has it; that of a pair of words to both words; that of a pair
of concepts half to the words of each, and where one of them stands only in the context, that half to the rest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from models.contract import Prepared
from models.linear.cells import Cells
from models.linear.vectoriser import Reading, Vectoriser
from models.linear.weights import LinearWeights
from models.linear.words import words
from models.spans import WordWeight

__all__ = ["Attribution", "attribute"]


@dataclass(frozen=True, slots=True)
class Attribution:
    """Log-odds of one message and label, divided over its words."""

    words: tuple[WordWeight, ...]
    rest: float
    """What the messages around it added."""
    intercept: float


def attribute(vectoriser: Vectoriser, weights: LinearWeights, message: Prepared, label: int) -> Attribution:
    """Divide the log-odds of a label (its column) over the words of a message."""
    raw = vectoriser.cells([message])
    added_by = _by_column(vectoriser, raw, weights.weighing.weighed(raw) * weights.coefficients[raw.columns, label])
    spans = list(words(message.normalised.text))
    places = _places(vectoriser, [word for word, _, _ in spans])
    shares = _per_place(_own(vectoriser, message, raw, added_by), (column for place in places for column in place))
    added = [sum(shares[column] for column in place) for place in places]
    found = tuple(WordWeight(start, end, weight) for (_, start, end), weight in zip(spans, added, strict=True))
    return Attribution(found, float(added_by.sum()) - sum(added), float(weights.intercept[label]))


def _by_column(vectoriser: Vectoriser, cells: Cells, values: NDArray[np.float64]) -> NDArray[np.float64]:
    found = np.zeros(vectoriser.width)
    found[cells.columns] = values
    return found


def _places(vectoriser: Vectoriser, text_words: list[str]) -> list[list[int]]:
    """Return the columns of each word, grams and concepts; those of a pair stand with both its words."""
    readings = [vectoriser.reading(word) for word in text_words]
    places = [_opened(reading) for reading in readings]
    for at, (first, second) in enumerate(pairwise(readings)):
        columns = _opened(vectoriser.reading_of_pair(first, second))
        places[at] += columns
        places[at + 1] += columns
    return places


def _opened(reading: Reading) -> list[int]:
    return [*memoryview(reading.columns).cast("i")]


def _own(
    vectoriser: Vectoriser, message: Prepared, together: Cells, added_by: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Return what grams and concepts of the message itself added, pairs of concepts included, without the context."""
    alone = vectoriser.cells([replace(message, before=(), after=())])
    share = _by_column(vectoriser, alone, alone.values)
    both = _by_column(vectoriser, together, together.values)
    own = added_by * np.divide(share, both, out=np.zeros_like(share), where=both > 0)
    count = len(vectoriser.lexicon.concepts)
    blocks = {name: slice(*edges) for name, edges in vectoriser.blocks.items()}
    first, second = np.triu_indices(count, 1)
    halves = added_by[blocks["pairs"]] / 2
    own[blocks["concepts"]] += np.bincount(first, halves, count) + np.bincount(second, halves, count)
    own[blocks["concepts"]] += added_by[blocks["across"]].reshape(count, count).sum(1) / 2
    own[blocks["concepts"]][share[blocks["concepts"]] == 0] = 0.0
    return own


def _per_place(contribution: NDArray[np.float64], places: Iterable[int]) -> dict[int, float]:
    """Divide what each column added over the places where it stands."""
    return {column: float(contribution[column]) / count for column, count in Counter(places).items()}
