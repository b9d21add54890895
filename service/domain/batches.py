"""Deciding many items as one: what is said, of which of them, and why some are passed by."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from service.domain.access import Caller
from service.domain.decisions import DecisionDraft, RejectReason, Verdict
from service.domain.items import MOST_URGENT, WITH_SCORE, ItemState

__all__ = ["BatchDraft", "BatchRecord", "Candidate", "Seen", "Skip"]


class Skip(StrEnum):
    """Why an item is passed by when many are decided as one."""

    LEFT = "left"
    """It is not in the campaign (any more), or not there at all."""
    DECIDED = "decided"
    """A decision stands already, or the same verdict."""
    SCORE_PENDING = "score_pending"
    """It has no score for its present text."""
    CHANGED = "changed"
    """Its text was edited since the reviewer saw it."""
    UNSEEN = "unseen"
    """Its text joined the campaign after the reviewer looked."""
    NOT_WAITING = "not_waiting"
    """Nothing was raised, so it does not wait for review."""
    MOST_URGENT = "most_urgent"
    """It may be a threat to life: a person looks at each of those."""
    CLAIMED = "claimed"
    """Another reviewer has taken it on."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the reviewer had in view; exactly one of the three is set."""

    items: Mapping[UUID, int] | None = None
    """Single items, each with the version of its text."""
    texts: Collection[bytes] | None = None
    """Texts (variants): all items that have one of them, also those that came in since."""
    at: datetime | None = None
    """All texts that the campaign had at this moment."""


@dataclass(frozen=True, slots=True)
class BatchDraft:
    """What a reviewer says of many items at once; nobody looked at each where it was posted."""

    seen: Seen
    verdict: Verdict
    labels: tuple[str, ...] = ()
    reason: RejectReason | None = None
    note: str | None = None
    threat_to_life: str | None = None

    def of_item(self, item_id: UUID, version: int, batch_id: UUID) -> DecisionDraft:
        """Return the same, said of one item."""
        return DecisionDraft(
            item_id=item_id,
            item_version=version,
            verdict=self.verdict,
            labels=self.labels,
            reason=self.reason,
            note=self.note,
            threat_to_life=self.threat_to_life,
            batch_id=batch_id,
            score_visible=None,
        )


@dataclass(frozen=True, slots=True)
class Candidate:
    """As much of an item as tells whether it is decided with the others."""

    item_id: UUID
    version: int
    state: str
    priority: str | None
    verdict: str | None
    joined_version: int
    """The version with which it joined its campaign; its own where it is in none."""
    exact_key: bytes
    context_key: bytes
    claimed_by: str | None
    """Who reviews it now, or took its alert on."""

    def passed_by(self, caller: Caller, draft: BatchDraft, *, unseen: bool) -> Skip | None:
        """Return why this item is not decided, the first reason of several; ``None``: it is."""
        named = (draft.seen.items or {}).get(self.item_id, self.version)
        reasons = {
            Skip.DECIDED: self.state == ItemState.DECIDED or self.verdict == draft.verdict,
            Skip.SCORE_PENDING: self.state not in WITH_SCORE,
            Skip.CHANGED: not self.version == self.joined_version == named,
            Skip.UNSEEN: unseen,
            Skip.NOT_WAITING: self.state != ItemState.QUEUED,
            Skip.MOST_URGENT: self.priority == MOST_URGENT and draft.verdict is not Verdict.ESCALATE,
            Skip.CLAIMED: self.claimed_by not in (None, caller.actor),
        }
        return next((why for why, holds in reasons.items() if holds), None)


@dataclass(frozen=True, slots=True)
class BatchRecord:
    """Decisions that were made as one."""

    id: UUID
    verdict: str
    labels: tuple[str, ...]
    reason: str | None
    decided_by: str
    decided_at: datetime
    """Of the first of them."""
    items: int
    standing: int
    """Those that hold still."""
