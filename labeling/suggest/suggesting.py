"""Chooses from a pool what to label next, given what is labelled already."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.plain_model import plain_features, plain_scores
from labeling.suggest.candidates import Candidates, likeness, places
from labeling.suggest.picking import Pick, pick_batch
from labeling.suggest.pool import PoolMessage
from labeling.suggest.strategies import RANDOM_SHARE, mixed_shares
from models.contract import LABELS
from models.normalise import normalise
from models.thresholds import Thresholds

__all__ = ["TIERS", "Suggestion", "suggest"]

TIERS = ("linear", "plain")
"""Tiers that can be asked: that of the shipped bundle, and the plain model, trained on the corpus."""
_PLAIN_THRESHOLD = 0.5
_NOBODY = "?"
"""Stands for an author that the pool does not name."""

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A message to label, and why."""

    rank: int
    """From 1."""
    message: PoolMessage
    reason: str
    strategy: str
    scores: dict[str, dict[str, float]]
    """By tier and label."""
    predicted: str
    """Labels that the first tier raises, or ``neither``."""

    @property
    def id(self) -> str | int:
        """Id of the message."""
        return self.message.id

    @property
    def lang(self) -> str:
        """Language of the message."""
        return self.message.lang

    def as_line(self) -> dict[str, Any]:
        """Return it as the JSON object of one line, which `lont score` and `lont label export` take as well."""
        why = {name: getattr(self, name) for name in ("rank", "id", "reason", "strategy", "scores")}
        if self.message.messages is None:
            return why | {"text": self.message.text}
        around = [{"author": near.author or _NOBODY, "text": near.text} for near in self.message.messages]
        return why | {"messages": around, "target_index": self.message.target_index}


def suggest(
    pool: Sequence[PoolMessage],
    rows: Sequence[CorpusRow],
    thresholds: Thresholds,
    *,
    count: int,
    tiers: Sequence[str] = TIERS,
    random_share: float = RANDOM_SHARE,
    seed: int = 7,
) -> list[Suggestion]:
    """Choose messages to label, best first.

    Parameters
    ----------
    pool
        Unlabelled messages; copies, and what the corpus holds already, are passed over.
    rows
        The corpus.
    thresholds
        Of the bundle that scored the pool.
    count
        How many are wanted.
    tiers
        Some of `TIERS`; the first predicts and says what is uncertain, two can disagree.
    random_share
        Share drawn at random, 0 to 1.
    seed
        The same seed, pool and corpus give the same suggestions.

    Returns
    -------
    list
        Fewer than wanted where there are no more that differ.

    Raises
    ------
    CorpusError
        Where the corpus has no rows, or so few, with the pool, that no words are shared.
    """
    if not rows:
        raise CorpusError("The corpus has no rows to learn from.", "Name another folder with --corpus.")
    messages = _new_ones(pool, rows)
    if not messages:
        return []
    candidates = _candidates(messages, rows, tiers, thresholds, seed)
    shares = mixed_shares(random_share=random_share, tiers=len(tiers))
    picks = pick_batch(candidates, count, shares, np.random.default_rng(seed))
    return [_suggestion(rank, pick, messages[pick.row], candidates) for rank, pick in enumerate(picks, 1)]


def _new_ones(pool: Sequence[PoolMessage], rows: Sequence[CorpusRow]) -> list[PoolMessage]:
    """Return the first of each text; one that is labelled in the same conversation is none."""
    labelled = {_as_read(row.text, row.messages, row.target_index) for row in rows}
    first = dict[str, PoolMessage]()
    for message in pool:
        if _as_read(message.text, message.messages, message.target_index) not in labelled:
            first.setdefault(message.normal, message)
    return list(first.values())


def _as_read(text: str, messages: Sequence[Any] | None, target: int | None) -> tuple[str | int, ...]:
    around = [normalise(message.text).text for message in messages or ()]
    # A conversation of one message is none.
    return (normalise(text).text,) if len(around) <= 1 else (target or 0, *around)


def _candidates(
    messages: Sequence[PoolMessage],
    rows: Sequence[CorpusRow],
    tiers: Sequence[str],
    thresholds: Thresholds,
    seed: int,
) -> Candidates:
    """Read corpus and pool as one for the features; labels are read of the corpus only."""
    try:
        features = plain_features([*rows, *messages], context=True)
    except ValueError:
        # The plain model reads words and pieces that several texts share; a few may share none.
        told = "The rows of the corpus and the messages of the pool share no words."
        raise CorpusError(told, "Give more of either.") from None
    labelled, new = np.arange(len(rows)), np.arange(len(rows), len(rows) + len(messages))
    said = dict[str, Floats]()
    if "plain" in tiers:
        labels = np.array([row.labels for row in rows])
        said["plain"] = np.column_stack([plain_scores(features, column, labelled, new) for column in labels.T])
    if "linear" in tiers:
        said["linear"] = np.array([message.scores for message in messages])
    placed = places(features, seed)
    values = {"linear": thresholds.values, "plain": dict.fromkeys(LABELS, _PLAIN_THRESHOLD)}[tiers[0]]
    return Candidates(
        [message.normal for message in messages],
        [message.lang for message in messages],
        placed[new],
        likeness(placed[new], placed[labelled]),
        said[tiers[0]],
        np.array([values[label] for label in LABELS]),
        {tier: said[tier] for tier in tiers},
    )


def _suggestion(rank: int, pick: Pick, message: PoolMessage, candidates: Candidates) -> Suggestion:
    scores = {
        tier: {label: round(float(score), 4) for label, score in zip(LABELS, said[pick.row], strict=True)}
        for tier, said in candidates.tiers.items()
    }
    predicted = candidates.predicted[pick.row]
    return Suggestion(rank, message, pick.reason, pick.strategy, scores, predicted)
