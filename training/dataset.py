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

__all__ = ["Dataset", "among_others", "build_dataset", "disguised"]

_BEFORE, _AFTER = 4, 2  # as many as a stored item gets
_SHORT = 14
"""Words of a text that leans on its context; a longer one speaks for itself."""


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
    """Return each row as it would stand in a busy channel: with unrelated messages around.

    Rows of the corpus have a context only where it decides. In a channel every message has one, and an offer beside
    small talk does not make the talk an offer. Rows that have a context keep theirs.
    """
    nearby = _neighbourhoods(rows)
    messages = []
    for row in rows:
        chance = Random(f"{seed}:{row.id}:around")  # noqa: S311  # must be repeatable, need not be secret
        around = [ContextMessage(text) for text in chance.choices(nearby[row.author_batch], k=_BEFORE + _AFTER)]
        alone = Message(row.text, before=tuple(around[:_BEFORE]), after=tuple(around[_BEFORE:]))
        messages.append(alone if row.messages is None else row.to_message())
    return messages


def _neighbourhoods(rows: Sequence[CorpusRow]) -> dict[str, list[str]]:
    """Return for each batch the texts among which its rows are put: its own, or those of its language.

    A batch without any hit stands among all batches of its language, since its small talk has to be told from the
    offers beside it.
    """
    of_batch, of_language, languages = defaultdict(list), defaultdict(list), dict[str, str]()
    with_hits = {row.author_batch for row in rows if any(row.labels)}
    for row in rows:
        of_batch[row.author_batch].append(row.text)
        of_language[row.lang].append(row.text)
        languages[row.author_batch] = row.lang
    return {name: texts if name in with_hits else of_language[languages[name]] for name, texts in of_batch.items()}


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
        if rows[at].messages is None and rows[at].labels == (0, 0) and len(rows[at].text.split()) <= _SHORT
    ]
    return [(at, Scorer.prepare(message)) for at, message in hidden + crowded]
