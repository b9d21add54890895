"""The contract of every tier: messages in, calibrated scores per label out.

A tier is written like a scikit-learn classifier (``predict_proba`` over a batch, rows in the order given), is
stateless once loaded, and may be shared by threads. Whoever scores goes through `models.scorer.Scorer`, which
prepares messages, calls the tiers and applies thresholds; nothing else calls a tier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import blake2b
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from models.entities.contract import Entity
from models.normalise import Normalised
from models.served import UNSURE_LANGUAGE, is_foreign

__all__ = [
    "LABELS",
    "ContextMessage",
    "Decided",
    "Evidence",
    "Message",
    "Prepared",
    "ScoredMessage",
    "Scores",
    "Sifted",
    "Tier",
]

LABELS: tuple[str, str] = ("recruitment", "f4_sale")
"""The labels, in the order of the columns of every score matrix."""

_CLOSER = b"closer"

Scores = NDArray[np.float64]
"""Calibrated probabilities, shape (number of messages, 2), each 0 to 1; columns as `LABELS`."""


@dataclass(frozen=True, slots=True)
class ContextMessage:
    """A message near the one that is scored, in the same channel."""

    text: str
    author: str | None = None
    """Any key that tells authors apart; only equality counts."""


@dataclass(frozen=True, slots=True)
class Message:
    """One text to score, with the messages around it where there are any."""

    text: str
    author: str | None = None
    before: tuple[ContextMessage, ...] = ()
    """Oldest first; the message that it replies to stands last."""
    after: tuple[ContextMessage, ...] = ()
    is_past: bool = False
    """Sent so long ago that a time which it names ("tonight") has passed."""
    closer: bool = False
    """Stands beside a message that is raised or unsure: a cascade asks its slow tier, whatever the fast one says."""
    sent_at: datetime | None = None
    """With a time zone; what "tonight" is counted from."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A message after normalisation: what tiers read."""

    normalised: Normalised
    before: tuple[str, ...] = ()
    """Normalised texts of the context, oldest first."""
    after: tuple[str, ...] = ()
    is_past: bool = False
    """As of the message; decides the priority only, and so is no part of the copy key."""
    closer: bool = False
    """As of the message; may decide by which tier it is scored, and so is part of the copy key."""
    sent_at: datetime | None = None
    """As of the message; times in the text are counted from it, and it is no part of the copy key."""

    def copy_key(self, version: str) -> bytes:
        """16 bytes that are equal exactly for the same normalised text in the same normalised context under one bundle.

        Parameters
        ----------
        version
            Version of the bundle that scores.
        """
        digest = blake2b(version.encode(), digest_size=16, person=_CLOSER if self.closer else b"")
        for part in (self.normalised.text, *self.before, "\x1e", *self.after):
            digest.update(b"\x1f" + part.encode("utf-8", "surrogatepass"))
        return digest.digest()


@dataclass(frozen=True, slots=True)
class Evidence:
    """A span of the original text and what it added to the log-odds of a label."""

    label: str
    start: int
    """First code point of the original text."""
    end: int
    """One past the last code point."""
    weight: float
    """Log-odds; positive speaks for the label."""


@dataclass(frozen=True, slots=True)
class ScoredMessage:
    """What lont says of one message."""

    scores: dict[str, float]
    labels: tuple[str, ...]
    """Labels whose score is at or above their threshold."""
    lang: str | None
    """ISO 639-1, or ``None`` where the text is too short or unclear to tell."""
    tier: str
    """The tier that decided: ``linear`` or ``transformer``."""
    model: str
    """Version of the bundle."""
    explanation: tuple[Evidence, ...] = field(default=())
    priority: str | None = None
    """P0 to P3, or ``None``; see `models.priority.PRIORITY_RULES`."""
    priority_reason: tuple[str, ...] = ()
    """Stable codes of what held; see `models.priority.REASONS`. Empty without a priority."""
    unsure: tuple[str, ...] = ()
    """Stable codes, empty where the scores are sure.

    ``language``: much of the text is in a language or script that lont does not serve, and a low score says nothing;
    ``score``: a score lies in the unsure band below its threshold, see `models.thresholds.UNSURE_SHARE`.
    """
    role: str | None = None
    """One of `models.entities.roles.ROLES`; ``None`` without a label, or where the bundle tells no roles."""
    entities: tuple[Entity, ...] = ()
    """What the message says, in the order of its text; only read where it will be looked at."""


class Decided(NamedTuple):
    """Scores, and who gave them."""

    scores: Scores
    tiers: tuple[str, ...]
    """For each message the name of the tier that decided."""


class Sifted(NamedTuple):
    """Scores of a fast tier, and what decides about going on to a slow one."""

    scores: Scores
    passing: Scores
    """As the scores 0 to 1 and of shape (messages, 2), but no probabilities: only their order means anything."""


class Tier(Protocol):
    """One way to score; a tier inherits from it, and has to write no more than the first two."""

    name: str

    def predict_proba(self, batch: Sequence[Prepared]) -> Scores:
        """Calibrated scores, one row a message, in the order given; an empty batch gives shape (0, 2)."""
        ...

    def explain(self, message: Prepared, label: str) -> tuple[Evidence, ...]:
        """Spans of the message's own text with their weights, strongest first."""
        ...

    def decide(self, batch: Sequence[Prepared]) -> Decided:
        """Return scores as `predict_proba` gives them, with the tier that each is from."""
        return Decided(self.predict_proba(batch), self.deciders(batch))

    def deciders(self, batch: Sequence[Prepared]) -> tuple[str, ...]:
        """Return for each message the name of the tier that decides it."""
        return (self.name,) * len(batch)

    def sift(self, batch: Sequence[Prepared]) -> Sifted:
        """Return scores as `predict_proba` gives them, with what decides about going on: the scores themselves."""
        scores = self.predict_proba(batch)
        return Sifted(scores, scores)

    def reads_context(self, message: Prepared) -> bool:  # noqa: ARG002  # tiers that do know read it
        """Return whether the messages around this one can change its scores; a tier that does not know says yes."""
        return True

    def unsure(self, message: Prepared) -> tuple[str, ...]:
        """Return those codes of `ScoredMessage.unsure` that the text alone tells."""
        return (UNSURE_LANGUAGE,) if is_foreign(message.normalised.text) else ()
