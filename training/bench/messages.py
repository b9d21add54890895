"""Draws what is scored while measuring: ordinary lines with few hits among them, no two alike; or full of copies."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from labeling.corpus import CorpusRow, read_corpus
from labeling.ordinary import measured_lines, read_ordinary
from models.contract import Message
from models.scorer import Scorer
from training.errors import TrainingError

__all__ = ["COPIES_OF_EACH", "HITS_IN", "Pool", "with_copies"]

HITS_IN = 100
"""Messages among which one is a hit."""
COPIES_OF_EACH = 50
"""How often each text stands in a stream with copies, on average: 98% of it are copies."""


class Pool:
    """Texts that have not been drawn yet; no two are copies, neither as they stand nor once normalised.

    Parameters
    ----------
    ordinary
        Lines without a label.
    hits
        Texts with one.
    seed
        Of all that is drawn.
    """

    def __init__(self, ordinary: Sequence[str], hits: Sequence[str], seed: int) -> None:
        self._draw = random.Random(seed)  # noqa: S311  # no secret
        seen = set[bytes]()
        self._hits, self._ordinary = _distinct(hits, seen), _distinct(ordinary, seen)
        for texts in (self._hits, self._ordinary):
            self._draw.shuffle(texts)

    @classmethod
    def of_corpus(cls, corpus: Path | None = None, seed: int = 7) -> Pool:
        """Take lont's ordinary lines that nothing has learned from, and the hits of a corpus without a conversation."""
        ordinary = measured_lines(read_ordinary())
        return cls([line.text for line in ordinary], [row.text for row in read_corpus(corpus) if _hits(row)], seed)

    def draw(self, count: int) -> list[str]:
        """Take that many texts out, one hit in a hundred (one at least), in any order.

        Raises
        ------
        TrainingError
            Where so many are not left.
        """
        hits = max(1, round(count / HITS_IN))
        taken = [*_take(self._hits, hits), *_take(self._ordinary, count - hits)]
        self._draw.shuffle(taken)
        return taken

    def draw_copied(self, count: int) -> list[str]:
        """Take that many texts out, and return a stream in which 98% are copies of a text before."""
        return with_copies(self.draw(count), self._draw)


def with_copies(texts: Sequence[str], draw: random.Random) -> list[str]:
    """Return each text once and as many copies as make 98%, drawn with equal chances, in any order."""
    stream = [*texts, *draw.choices(texts, k=(COPIES_OF_EACH - 1) * len(texts))]
    draw.shuffle(stream)
    return stream


def _hits(row: CorpusRow) -> bool:
    return any(row.labels) and row.messages is None


def _distinct(texts: Sequence[str], seen: set[bytes]) -> list[str]:
    kept = []
    for text in texts:
        prepared = Scorer.prepare(Message(text))
        key = prepared.copy_key("")
        if prepared.normalised.text and key not in seen:
            seen.add(key)
            kept.append(text)
    return kept


def _take(texts: list[str], count: int) -> list[str]:
    if count > len(texts):
        raise TrainingError(
            "There are not enough different messages for so many pairs.", "Give a lower --messages or --pairs."
        )
    taken = texts[len(texts) - count :]
    del texts[len(texts) - count :]
    return taken
