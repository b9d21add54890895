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
    contribution = _contributions(vectoriser, weights, message, label)
    spans = list(words(message.normalised.text))
    places = _places(vectoriser, [word for word, _, _ in spans])
    own, concept = _own_contributions(vectoriser, message, contribution)
    per_column = _per_place(own, (column for columns, _ in places for column in columns))
    per_concept = _per_place(concept, (number for _, numbers in places for number in numbers))
    added = [
        sum(per_column[column] for column in columns) + sum(per_concept[number] for number in numbers)
        for columns, numbers in places
    ]
    found = tuple(WordWeight(start, end, weight) for (_, start, end), weight in zip(spans, added, strict=True))
    intercept = float(weights.intercept[label])
    return Attribution(found, float(contribution.sum()) - sum(added), intercept)


def _contributions(
    vectoriser: Vectoriser, weights: LinearWeights, message: Prepared, label: int
) -> NDArray[np.float64]:
    row = weights.weighing.weigh(vectoriser.raw([message]))
    found = np.zeros(vectoriser.width)
    found[row.indices] = row.data * weights.coefficients[row.indices, label]
    return found


def _places(vectoriser: Vectoriser, text_words: list[str]) -> list[tuple[list[int], list[int]]]:
    """Return the gram columns and concept numbers of each word; those of a pair stand with both its words."""
    readings = [vectoriser.reading(word) for word in text_words]
    places = [_opened(reading) for reading in readings]
    for at, (first, second) in enumerate(pairwise(readings)):
        columns, numbers = _opened(vectoriser.reading_of_pair(first, second))
        for word in (at, at + 1):
            places[word][0].extend(columns)
            places[word][1].extend(numbers)
    return places


def _opened(reading: Reading) -> tuple[list[int], list[int]]:
    return np.frombuffer(reading.columns, np.int32).tolist(), list(reading.concepts)


def _own_contributions(
    vectoriser: Vectoriser, message: Prepared, contribution: NDArray[np.float64]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return what gram columns and concepts of the message itself added, without the share of the context."""
    alone = vectoriser.raw([replace(message, before=(), after=())])
    together = vectoriser.raw([message])
    share = np.zeros(vectoriser.width)
    both = np.zeros(vectoriser.width)
    share[alone.indices], both[together.indices] = alone.data, together.data
    own = contribution * np.divide(share, both, out=np.zeros_like(share), where=both > 0)
    count = len(vectoriser.lexicon.concepts)
    blocks = {name: slice(*edges) for name, edges in vectoriser.blocks.items()}
    inside = share[blocks["concepts"]] > 0
    first, second = np.triu_indices(count, 1)
    halves = contribution[blocks["pairs"]] / 2
    concept = own[blocks["concepts"]] + np.bincount(first, halves, count) + np.bincount(second, halves, count)
    concept += contribution[blocks["across"]].reshape(count, count).sum(1) / 2
    return own[: blocks["characters"].stop], np.where(inside, concept, 0.0)


def _per_place(contribution: NDArray[np.float64], places: Iterable[int]) -> dict[int, float]:
    """Divide what each column or concept added over the places where it stands."""
    return {column: float(contribution[column]) / count for column, count in Counter(places).items()}
