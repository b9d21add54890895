"""The corpus prepared for the linear tier: rows, their features, and their disguised training copies."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from random import Random

import numpy as np
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from models.contract import ContextMessage, Message, Prepared
from models.linear.lexicon import Lexicon
from models.scorer import Scorer
from training.augment import disguise
from training.concepts import CONCEPTS
from training.features import Features, build_vectoriser
from training.recipe import Recipe

__all__ = ["Dataset", "among_others", "build_dataset", "disguised", "texts_by_language"]

_BEFORE, _AFTER = 4, 2  # as many as a stored item gets
_OFFERS_AROUND = 0.15
"""Share of offers among those unrelated messages: a channel in which some trade goes on."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """All rows of a corpus, vectorised once."""

    rows: list[CorpusRow]
    features: Features

    @property
    def labels(self) -> NDArray[np.int64]:
        """Labels, shape (rows, 2)."""
        return self.features.labels

    def read(self, messages: Iterable[Message]) -> Features:
        """Return the same data set with the rows read from other messages, such as disguised ones."""
        return replace(
            self.features, raw=self.features.vectoriser.raw([Scorer.prepare(message) for message in messages])
        )


def build_dataset(rows: Sequence[CorpusRow], recipe: Recipe) -> Dataset:
    """Prepare rows and their copies; equal rows and recipe give an equal data set."""
    prepared = [Scorer.prepare(row.to_message()) for row in rows]
    vectoriser = build_vectoriser(prepared, Lexicon(CONCEPTS), recipe.fewest_rows, recipe.context_reach)
    copies = _copies(rows, recipe)
    features = Features(
        vectoriser=vectoriser,
        raw=vectoriser.raw(prepared),
        copies=vectoriser.raw([copy for _, copy in copies]),
        copy_of=np.array([at for at, _ in copies], np.int64),
        labels=np.array([row.labels for row in rows], np.int64),
        batches=np.array([row.author_batch for row in rows]),
    )
    return Dataset(list(rows), features)


def disguised(message: Message, text: str) -> Message:
    """Return a message with another spelling of its text; its context stays."""
    return replace(message, text=text)


def among_others(rows: Sequence[CorpusRow], seed: int) -> list[Message]:
    """Return each row as it would stand in a busy channel: with unrelated messages of its language around.

    Rows of the corpus have a context only where it decides. In a channel every message has one, and an offer beside
    small talk does not make the talk an offer. Rows that have a context keep theirs. The neighbours carry no label
    along, so that a neighbour from a held-out batch tells nothing of its own label.
    """
    offers, others = texts_by_language(rows, hits=True), texts_by_language(rows, hits=False)
    messages = []
    for row in rows:
        chance = Random(f"{seed}:{row.id}:around")  # noqa: S311  # must be repeatable, need not be secret
        pools = [offers if chance.random() < _OFFERS_AROUND else others for _ in range(_BEFORE + _AFTER)]
        around = [ContextMessage(chance.choice(pool.get(row.lang) or [row.text])) for pool in pools]
        crowded = Message(row.text, before=tuple(around[:_BEFORE]), after=tuple(around[_BEFORE:]))
        messages.append(crowded if row.messages is None else row.to_message())
    return messages


def texts_by_language(rows: Sequence[CorpusRow], *, hits: bool) -> dict[str, list[str]]:
    """Return the texts of each language that have a label, or those that have none."""
    texts = defaultdict[str, list[str]](list)
    for row in rows:
        if any(row.labels) is hits:
            texts[row.lang].append(row.text)
    return texts


def _copies(rows: Sequence[CorpusRow], recipe: Recipe) -> list[tuple[int, Prepared]]:
    hidden = [
        (at, disguised(row.to_message(), disguise(row.text, f"{recipe.seed}:{row.id}:{copy}")))
        for at, row in enumerate(rows)
        for copy in range(recipe.disguised_copies)
    ]
    crowded = [
        (at, message)
        for copy in range(recipe.crowded_copies)
        for at, message in enumerate(among_others(rows, recipe.seed + copy))
        if rows[at].messages is None
    ]
    return [(at, Scorer.prepare(message)) for at, message in hidden + crowded]
