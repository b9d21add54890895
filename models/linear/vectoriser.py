"""Turns prepared messages into rows of raw feature values: the message's own, and at less weight those around it.

Columns stand in five blocks. ``words``, ``characters`` and ``concepts`` hold ``1 + ln(count)`` of what the message
itself says, plus the weight of the context where a message around it says it too. ``pairs`` has each two concepts
that occur together, wherever; ``around`` each concept in the context; ``across`` each concept in the message with
each one in its context. These hold 1, or the weight of the context where it takes part.

The context speaks for a message that does not speak for itself: *the usual place, twenty of them*. Its weight is
near 1 for a few words, a half for ``context_reach`` words, and nothing for a text that stands on its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack

from models.contract import Prepared
from models.linear.lexicon import Lexicon
from models.linear.ngrams import pieces
from models.linear.words import blur_number, fold_word, split_words

__all__ = ["BLOCKS", "Reading", "Vectoriser"]

BLOCKS = ("words", "characters", "concepts", "pairs", "around", "across")
_MOST_CACHED = 200_000
_STEEPNESS = 8


class Reading(NamedTuple):
    """What one word or one pair of neighbours brings: gram columns (32-bit) and concept numbers (8-bit), as bytes."""

    folded: str
    columns: bytes
    concepts: bytes


_NOTHING = Reading("", b"", b"")


class Vectoriser:
    """Raw feature values of prepared messages.

    Parameters
    ----------
    terms
        The vocabulary of the block ``words``: terms and pairs of terms, in the order of the columns.
    grams
        The vocabulary of the block ``characters``.
    lexicon
        The concepts.
    context_reach
        Words of a message at which its context weighs a half; 0 reads no context.

    Attributes
    ----------
    blocks
        Name of each block to its first column and one past its last.
    width
        Number of columns.
    """

    def __init__(self, terms: Sequence[str], grams: Sequence[str], lexicon: Lexicon, *, context_reach: float) -> None:
        self.terms, self.grams, self.lexicon, self.context_reach = terms, grams, lexicon, context_reach
        self._term = {term: column for column, term in enumerate(terms)}
        self._gram = {gram: column for column, gram in enumerate(grams, len(terms))}
        count = len(lexicon.concepts)
        self._first, self._second = np.triu_indices(count, 1)
        sizes = (len(terms), len(grams), count, len(self._first), count, count * count)
        edges = [0, *np.cumsum(sizes).tolist()]
        self.blocks = dict(zip(BLOCKS, pairwise(edges), strict=True))
        self.width = edges[-1]
        self._words: dict[str, Reading] = {}

    def raw(self, batch: Sequence[Prepared]) -> csr_matrix:
        """Return the raw values, shape (messages, `width`), rows in the order given."""
        own = [self._read([message.normalised.text]) for message in batch]
        around = [self._read((*message.before, *message.after)) for message in batch]
        weight = self._context_weights(batch)
        grams = self._gram_values([grams for grams, _ in own], [grams for grams, _ in around], weight)
        concepts = self._concept_values([found for _, found in own], [found for _, found in around], weight)
        return hstack([grams, concepts], format="csr")

    def _context_weights(self, batch: Sequence[Prepared]) -> NDArray[np.float64]:
        if not self.context_reach:
            return np.zeros(len(batch))
        lengths = np.array([len(split_words(message.normalised.text)) for message in batch])
        return np.asarray(1 / (1 + (lengths / self.context_reach) ** _STEEPNESS))

    def reading(self, word: str) -> Reading:
        """Return what one word of a normalised text brings."""
        known = self._words.get(word)
        return known if known is not None else self._learn(word)

    def reading_of_pair(self, first: Reading, second: Reading) -> Reading:
        """Return what two neighbours bring beyond what each brings."""
        joined = f"{first.folded} {second.folded}"
        column = self._term.get(blur_number(joined))
        concepts = self.lexicon.phrases.get(joined)
        if column is None and concepts is None:
            return _NOTHING
        return Reading(joined, b"" if column is None else _as_bytes([column]), bytes(concepts or ()))

    def _learn(self, word: str) -> Reading:
        folded = fold_word(word)
        feature = blur_number(folded)
        found = [self._term.get(feature), *(self._gram.get(piece) for piece in pieces(feature))]
        columns = _as_bytes([column for column in found if column is not None])
        reading = Reading(folded, columns, bytes(self.lexicon.of_word(folded)))
        if len(self._words) >= _MOST_CACHED:
            self._words.clear()
        self._words[word] = reading
        return reading

    def _read(self, texts: Iterable[str]) -> tuple[bytes, bytes]:
        columns, concepts = list[bytes](), list[bytes]()
        known = self._words
        for text in texts:
            readings = [known.get(word) or self._learn(word) for word in split_words(text)]
            readings += [self.reading_of_pair(a, b) for a, b in pairwise(readings)]
            columns += [reading.columns for reading in readings]
            concepts += [reading.concepts for reading in readings]
        return b"".join(columns), b"".join(concepts)

    def _gram_values(self, own: list[bytes], around: list[bytes], weight: NDArray[np.float64]) -> csr_matrix:
        width = self.blocks["characters"][1]
        keys, counts = _counted(own, np.dtype(np.int32), width)
        values = 1 + np.log(counts)
        if self.context_reach and any(around):
            near, _ = _counted(around, np.dtype(np.int32), width)
            keys, values = _added(keys, values, near, weight[near // width])
        starts = np.searchsorted(keys, np.arange(len(own) + 1, dtype=np.int64) * width)
        return csr_matrix((values, keys % max(width, 1), starts), shape=(len(own), width))

    def _concept_values(self, own: list[bytes], around: list[bytes], weight: NDArray[np.float64]) -> csr_matrix:
        counts = self._concept_counts(own)
        inside = counts > 0
        near = (self._concept_counts(around) > 0) * weight[:, None]
        either = np.maximum(inside, near)
        values = np.where(inside, 1 + np.log(np.maximum(counts, 1)), 0.0) + near
        pairs = np.minimum(either[:, self._first], either[:, self._second])
        across = (inside[:, :, None] * near[:, None, :]).reshape(len(own), -1)
        return csr_matrix(np.hstack([values, pairs, near, across]))

    def _concept_counts(self, concepts: list[bytes]) -> NDArray[np.int64]:
        width = len(self.lexicon.concepts)
        numbers = np.frombuffer(b"".join(concepts), np.uint8)
        rows = np.repeat(np.arange(len(concepts)), [len(row) for row in concepts])
        return np.bincount(rows * width + numbers, minlength=len(concepts) * width).reshape(-1, width)


def _as_bytes(columns: list[int]) -> bytes:
    return np.array(columns, np.int32).tobytes()


def _counted(rows: list[bytes], kind: np.dtype[np.int32], width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the keys (row times width plus column) that occur, sorted, and how often each does."""
    columns = np.frombuffer(b"".join(rows), kind)
    lengths = [len(row) // kind.itemsize for row in rows]
    keys = np.repeat(np.arange(len(rows), dtype=np.int64) * width, lengths) + columns
    return np.unique(keys, return_counts=True)


def _added(
    keys: NDArray[np.int64], values: NDArray[np.float64], more: NDArray[np.int64], their: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Add up the values of two sorted sets of keys."""
    union, place = np.unique(np.concatenate([keys, more]), return_inverse=True)
    total = np.bincount(place, np.concatenate([values, their]), len(union))
    return union.astype(np.int64), total.astype(np.float64)
