"""The four ways in which an evaluation reads rows: as written, alone, among unrelated messages, in unseen disguise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random
from typing import Generic, NamedTuple, TypeVar

from labeling.corpus import CorpusRow
from models.contract import Message
from training.dataset import among_others, disguised
from training.unseen_disguises import UNSEEN

__all__ = ["Views", "views_of"]

_OTHER_NEIGHBOURS = 1_000
"""Added to the seed, so that no message stands beside the neighbours that it had in training."""

T = TypeVar("T")


class Views(NamedTuple, Generic[T]):
    """All rows, read in four ways."""

    written: T
    alone: T
    """Without the messages around."""
    crowded: T
    """With unrelated messages around those that have no context."""
    disguised: T
    """In disguises that training never uses, one after the other over the rows."""


def views_of(rows: Sequence[CorpusRow], seed: int) -> Views[list[Message]]:
    """Return the messages of the rows in each view; equal rows and seed give equal messages."""
    return Views(
        [row.to_message() for row in rows],
        [row.to_message(with_context=False) for row in rows],
        among_others(rows, seed + _OTHER_NEIGHBOURS),
        list(_in_unseen_disguise(rows)),
    )


def _in_unseen_disguise(rows: Sequence[CorpusRow]) -> Iterator[Message]:
    for at, row in enumerate(rows):
        chance = Random(row.id)  # noqa: S311  # must be repeatable, need not be secret
        yield disguised(row.to_message(), UNSEEN[at % len(UNSEEN)](row.text, chance))
