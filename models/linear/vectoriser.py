"""Turns prepared messages into rows of raw feature values: the message's own, and at less weight those around it.

Columns stand in five blocks. ``words``, ``characters`` and ``concepts`` hold ``1 + ln(count)`` of what the message
itself says, plus the weight of the context where a message around it says it too. ``pairs`` has each two concepts
that occur together, wherever; ``around`` each concept in the context; ``across`` each concept in the message with
each one in its context. These hold 1, or the weight of the context where it takes part.

The context speaks for a message that does not speak for itself: *the usual place, twenty of them*. Its weight is
near 1 for a few words, a half for ``context_reach`` words, and nothing for a text that stands on its own.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from models.contract import Prepared
from models.linear.cells import Cells
from models.linear.lexicon import Lexicon
from models.linear.meetings import Meetings
from models.linear.ngrams import pieces
from models.linear.words import blur_number, fold_word, split_words

__all__ = ["BLOCKS", "Reading", "Vectoriser"]

BLOCKS = ("words", "characters", "concepts", "pairs", "around", "across")
_MOST_CACHED = 200_000
_STEEPNESS = 8


class Reading(NamedTuple):
    """What one word or one pair of neighbours brings."""

    folded: str
    blurred: str
    columns: bytes
    """Columns of the blocks ``words``, ``characters`` and ``concepts``, as 32-bit integers."""
    concepts: bytes
    """Numbers of the concepts."""


_NOTHING = Reading("", "", b"", b"")


class _Text(NamedTuple):
    """What a message brings, or all messages around one."""

    columns: bytes
    concepts: set[int]
    length: int
    """Words."""


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
        sizes = (len(terms), len(grams), count, count * (count - 1) // 2, count, count * count)
        edges = [0, *np.cumsum(sizes).tolist()]
        self.blocks = dict(zip(BLOCKS, pairwise(edges), strict=True))
        self.width = edges[-1]
        self._first_concept = self.blocks["concepts"][0]
        self._meetings = Meetings(self.blocks, count)
        self._words: dict[str, Reading] = {}

    def raw(self, batch: Sequence[Prepared]) -> csr_matrix:
        """Return the raw values, shape (messages, `width`), rows in the order given."""
        return self.cells(batch).matrix(self.width)

    def cells(self, batch: Sequence[Prepared]) -> Cells:
        """Return the same values without the matrix, which for a single message costs more than all the rest."""
        own = [self._read((message.normalised.text,)) for message in batch]
        keys, counts = _counted([text.columns + self._meetings.inside(text.concepts) for text in own], self.width)
        values = 1 + np.log(counts)
        if self.context_reach and any(message.before or message.after for message in batch):
            around, _ = _counted(self._around(batch, own), self.width)
            keys, values = _added(keys, values, around, self._context_weights(own)[around // self.width])
        rows, columns = np.divmod(keys, self.width)
        return Cells(rows, columns, values, len(batch))

    def _around(self, batch: Sequence[Prepared], own: list[_Text]) -> list[bytes]:
        """Return for each message the columns that its context adds to."""
        near = [self._read((*message.before, *message.after)) for message in batch]
        return [
            there.columns + self._meetings.with_context(here.concepts, there.concepts)
            for here, there in zip(own, near, strict=True)
        ]

    def _context_weights(self, own: list[_Text]) -> NDArray[np.float64]:
        return self._weights(np.array([text.length for text in own]))

    def _weights(self, lengths: NDArray[np.int64]) -> NDArray[np.float64]:
        return np.asarray(1 / (1 + (lengths / self.context_reach) ** _STEEPNESS))

    def context_weight(self, message: Prepared) -> float:
        """Return how much the messages around this one count, 0 to 1, beside its own words."""
        if not self.context_reach:
            return 0.0
        return float(self._weights(np.array([len(split_words(message.normalised.text))]))[0])

    def reading(self, word: str) -> Reading:
        """Return what one word of a normalised text brings."""
        return self._words.get(word) or self._learn(word)

    def reading_of_pair(self, first: Reading, second: Reading) -> Reading:
        """Return what two neighbours bring beyond what each brings."""
        joined = f"{first.blurred} {second.blurred}"
        column = self._term.get(joined)
        concepts = self.lexicon.phrases.get(f"{first.folded} {second.folded}")
        if column is None and concepts is None:
            return _NOTHING
        return self._reading(joined, joined, [] if column is None else [column], concepts or [])

    def _reading(self, folded: str, blurred: str, columns: list[int], concepts: list[int]) -> Reading:
        of_concepts = [self._first_concept + number for number in concepts]
        return Reading(folded, blurred, array("i", columns + of_concepts).tobytes(), bytes(concepts))

    def _learn(self, word: str) -> Reading:
        folded = fold_word(word)
        blurred = blur_number(folded)
        columns = [column for piece in pieces(blurred) if (column := self._gram.get(piece)) is not None]
        if blurred in self._term:
            columns.append(self._term[blurred])
        reading = self._reading(folded, blurred, columns, self.lexicon.of_word(folded))
        if len(self._words) >= _MOST_CACHED:
            self._words.clear()
        self._words[word] = reading
        return reading

    def _read(self, texts: Iterable[str]) -> _Text:
        columns, concepts, length = list[bytes](), list[bytes](), 0
        known = self._words
        for text in texts:
            readings = [known.get(word) or self._learn(word) for word in split_words(text)]
            length += len(readings)
            readings += [self.reading_of_pair(first, second) for first, second in pairwise(readings)]
            columns += [reading.columns for reading in readings]
            concepts += [reading.concepts for reading in readings]
        return _Text(b"".join(columns), set(b"".join(concepts)), length)


def _counted(rows: list[bytes], width: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Return the keys (row times width plus column) that occur, sorted, and how often each does."""
    columns = np.frombuffer(b"".join(rows), np.int32)
    keys = np.repeat(np.arange(len(rows)) * width, [len(row) // columns.itemsize for row in rows]) + columns
    keys.sort()
    edges = _edges(keys)
    return keys[edges[:-1]], edges[1:] - edges[:-1]


def _edges(keys: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return where each of some sorted keys first stands, and the end."""
    is_first = np.ones(len(keys) + 1, bool)
    np.not_equal(keys[1:], keys[:-1], out=is_first[1:-1])
    return is_first.nonzero()[0]


def _added(
    keys: NDArray[np.int64], values: NDArray[np.float64], more: NDArray[np.int64], their: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Add up the values of two sorted sets of keys."""
    together = np.concatenate([keys, more])
    order = together.argsort(kind="stable")
    together = together[order]
    firsts = _edges(together)[:-1]
    if not len(firsts):
        return keys, values
    return together[firsts], np.add.reduceat(np.concatenate([values, their])[order], firsts)
