"""Decisions: what a person can say of an item, and what each of it means for the item."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from service.domain.items import ItemState

__all__ = ["STATE_AFTER", "DecisionDraft", "DecisionRecord", "DecisionSpan", "RejectReason", "Verdict"]


class Verdict(StrEnum):
    """What was decided."""

    CONFIRM = "confirm"
    """It is what the chosen labels say."""
    REJECT = "reject"
    """It is neither; the reason says what it is instead."""
    UNSURE = "unsure"
    """The message says enough, and the reviewer doubts: another one, or a rule of the codebook, may settle it."""
    CANNOT_TELL = "cannot_tell"
    """The message does not say enough: nobody could tell from what is there."""
    ESCALATE = "escalate"
    """Somebody's life may be in danger; goes to the top of the queue and to the people on call."""
    DEFER = "defer"
    """Later, or by somebody else."""


STATE_AFTER: dict[Verdict, ItemState] = {
    Verdict.CONFIRM: ItemState.DECIDED,
    Verdict.REJECT: ItemState.DECIDED,
    Verdict.UNSURE: ItemState.DECIDED,
    Verdict.CANNOT_TELL: ItemState.DECIDED,
    Verdict.ESCALATE: ItemState.QUEUED,
    Verdict.DEFER: ItemState.QUEUED,
}
"""State of the item once the verdict stands; after two of them somebody still has to decide."""


class RejectReason(StrEnum):
    """Why an item is neither a recruitment offer nor an F4 firework sale (classes of the codebook)."""

    NEWS_OR_WARNING = "news_or_warning"
    QUOTED = "quoted"
    """Somebody speaks of an offer that others made."""
    JOKE_GAME_OR_LYRICS = "joke_game_or_lyrics"
    LEGAL_PRODUCT = "legal_product"
    OTHER_ILLEGAL = "other_illegal"
    """Illegal, but not what lont is for."""
    ORDINARY = "ordinary"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class DecisionSpan:
    """Words of which a reviewer says that they are evidence of a label, or that they are none."""

    label: str
    start: int
    """Of the first character, in the text as it was posted; characters are Unicode code points, counted from 0."""
    end: int
    """Behind the last character."""
    speaks: bool = True
    """They speak for the label; ``False``: they were marked, and do not."""


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """What a reviewer says of an item."""

    item_id: UUID
    item_version: int
    """The version of the text that the reviewer saw."""
    verdict: Verdict
    labels: tuple[str, ...] = ()
    """For `confirm`: at least one."""
    reason: RejectReason | None = None
    """For `reject`."""
    note: str | None = None
    threat_to_life: str | None = None
    """``none``, ``possible`` or ``imminent``; a human's judgement, ``None``: not judged."""
    saw_original: bool = False
    """The reviewer looked at the message where it was posted."""
    score_visible: bool | None = True
    """The reviewer could see the score; ``None``: nobody knows."""
    batch_id: UUID | None = None
    """Of decisions that are made as one of many items."""
    spans: tuple[DecisionSpan, ...] = ()
    """For `confirm` and `reject`."""
    defer_until: datetime | None = None
    """For `defer`: when the item is handed out again; ``None``: once somebody takes it up."""
    corrects: UUID | None = None
    """The decision that holds, whose labels, reason, words or note are put right; its verdict stays."""


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision as it is kept; with `undoes`, the taking back of one."""

    id: UUID
    item_id: UUID
    item_version: int
    verdict: str
    labels: tuple[str, ...]
    reason: str | None
    note: str | None
    threat_to_life: str | None
    saw_original: bool
    codebook_version: str
    model_version: str | None
    priority: str | None
    """Of the item before it; comes back when an escalation is undone."""
    decided_by: str
    decided_at: datetime
    undoes: UUID | None
    inherited_from: UUID | None = None
    """The decision on an exact copy that it was taken over from; ``None``: a person decided this item."""
    batch_id: UUID | None = None
    """Shared by decisions that were made as one of many items; ``None``: made of one item alone."""
    spans: tuple[DecisionSpan, ...] = ()
    defer_until: datetime | None = None
    corrects: UUID | None = None
    """The decision that this one took the place of; of a taking back: the one that holds again by it."""
    score_visible: bool | None = None
    """The reviewer could see the score; ``None``: nobody looked, or it was not kept yet."""
