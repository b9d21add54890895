"""Finds what would leak from training into a measurement: whole messages that stand on both sides of a split.

Splits go between batches, so a message of six words and more may stand in one batch only, also where it is part of a
conversation; and no line that is for measuring only may stand in the corpus.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from labeling.checks.placed import Fault, Placed, words_of
from models.normalise import normalise

__all__ = ["find_leaks"]

_FEWEST_WORDS = 6
"""Shorter messages are the same the world over."""


def find_leaks(rows: Sequence[Placed], measured_only: Iterable[str] = ()) -> Iterator[Fault]:
    """Yield a fault for each row that holds a message of another batch, or one that is for measuring only.

    Parameters
    ----------
    rows
        All rows.
    measured_only
        Texts that nothing may learn from.
    """
    measured = (_key(words_of(normalise(text).text)) for text in measured_only)
    owner = dict.fromkeys(filter(None, measured), "")
    for placed in rows:
        for text in _texts(placed):
            holder = owner.setdefault(text, placed.row.author_batch)
            if not holder:
                yield placed.fault("holds a message that is for measuring only")
            elif holder != placed.row.author_batch:
                yield placed.fault(f"holds a message that batch {holder} has as well")


def _texts(placed: Placed) -> set[str]:
    return set(filter(None, map(_key, (placed.words, *map(words_of, placed.talk)))))


def _key(words: Sequence[str]) -> str:
    """Return a text without signs and case, empty if it is too short to count."""
    return " ".join(words) if len(words) >= _FEWEST_WORDS else ""
