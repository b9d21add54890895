"""Items as lont keeps them: their states, and what an import and a query say of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from service.domain.messages import Platform, Refusal

__all__ = [
    "MOST_URGENT",
    "NOBODY",
    "WITH_SCORE",
    "ContextItem",
    "ImportReport",
    "ItemFilter",
    "ItemRecord",
    "ItemState",
    "Lane",
    "Provenance",
    "ScoreRow",
    "Visibility",
]


class ItemState(StrEnum):
    """Where an item stands on its way (DESIGN: `pending` to `purged`)."""

    PENDING = "pending"
    """Stored, not yet scored."""
    SCORED = "scored"
    """Has a score for its present text, which asks for no review."""
    QUEUED = "queued"
    """Waits for review: a label was raised, or it may be a threat to life."""
    DECIDED = "decided"
    """A person decided it, and the decision stands."""
    UNSCORED = "unscored"
    """Only media; there is no text to score."""
    PARKED = "parked"
    """Scoring failed too often; the reason stands beside it."""


WITH_SCORE = frozenset({ItemState.SCORED, ItemState.QUEUED, ItemState.DECIDED})
"""States of items that have a score."""


MOST_URGENT = "P0"
"""Priority of what may be an imminent threat to life; raises an alert."""


NOBODY = "nobody"
"""In a filter by assignment: what is assigned to nobody. No actor is called so."""


class Lane(StrEnum):
    """Which queue carries an item: what comes in now never waits behind what is loaded from files."""

    LIVE = "live"
    BACKFILL = "backfill"


class Visibility(StrEnum):
    """Who can read a channel; decides later which route a takedown request has."""

    PUBLIC = "public"
    PRIVATE = "private"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Provenance:
    """What files do not carry and a person states once for each channel."""

    timezone: str
    """IANA name, such as ``Europe/Amsterdam``."""
    visibility: Visibility
    lawful_basis: str
    """How the messages were lawfully obtained, 3 to 500 characters."""
    obtained_by: str
    """Who obtained them (a person or unit of the operator), 2 to 200 characters."""
    public_address: str | None = None
    """http(s) address of the channel, if there is one."""


@dataclass(slots=True)
class ImportReport:
    """What came of one file."""

    file: str
    format: str
    read: int = 0
    """Messages found: stored + known + changed + unscored + refused."""
    stored: int = 0
    known: int = 0
    changed: int = 0
    unscored: int = 0
    """Of those stored: only media."""
    refused: int = 0
    passed_by: dict[str, int] = field(default_factory=dict)
    """Lines that are no messages, by reason."""
    vanished: int = 0
    """Known messages that this later export no longer holds."""
    returned: int = 0
    """Messages once marked as vanished that are there again."""
    refusals: list[Refusal] = field(default_factory=list)
    """The first thousand of them; `refused` counts all."""
    notes: list[str] = field(default_factory=list)
    channels: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """A score to be written for one version of an item."""

    item_id: UUID
    item_version: int
    recruitment: float
    f4_sale: float
    labels: tuple[str, ...]
    lang: str | None
    tier: str
    model_version: str
    priority: str | None
    priority_reason: tuple[str, ...]
    """Codes of what made the priority."""
    unsure: tuple[str, ...]
    """Codes of why the scores may say nothing, as `models.contract.ScoredMessage.unsure`."""
    explanation: tuple[dict[str, object], ...]
    scored_at: datetime
    role: str | None = None
    entities: tuple[dict[str, object], ...] = ()
    """Each with type, start, end and value; the text between start and end is that of the item."""

    @property
    def asks_for_review(self) -> bool:
        """Whether a person should look at it."""
        return bool(self.labels) or self.priority is not None


@dataclass(frozen=True, slots=True)
class ItemFilter:
    """Which items a caller asks for; every field that is set must hold."""

    label: str | None = None
    min_score: float | None = None
    state: ItemState | None = None
    platform: Platform | None = None
    lang: str | None = None
    channel_id: UUID | None = None
    priority: str | None = None
    sent_from: datetime | None = None
    sent_until: datetime | None = None
    verdict: str | None = None
    """Of the decision that holds."""
    text: str | None = None
    channel_name: str | None = None
    """A part of the name of the channel; capitals do not count."""
    captured_from: datetime | None = None
    captured_until: datetime | None = None
    assigned_to: str | None = None
    """Actor id of a reviewer, or `NOBODY`."""


@dataclass(frozen=True, slots=True)
class ContextItem:
    """A neighbour of an item, as shown beside it."""

    id: UUID
    text: str | None
    author_key: str | None
    sent_at: datetime | None
    position: str
    """``reply_to``, ``before`` or ``after``."""


@dataclass(frozen=True, slots=True)
class ItemRecord:
    """An item with its present score."""

    id: UUID
    channel_id: UUID
    channel_name: str
    platform: str
    source_key: str
    author_key: str | None
    sent_at: datetime | None
    captured_at: datetime
    edited_at: datetime | None
    vanished_at: datetime | None
    kind: str
    text: str | None
    version: int
    locator: str | None
    state: str
    state_reason: str | None
    lang: str | None
    recruitment: float | None
    f4_sale: float | None
    labels: tuple[str, ...]
    tier: str | None
    model_version: str | None
    priority: str | None
    priority_reason: tuple[str, ...]
    role: str | None
    visibility: str
    """Of the channel."""
    channel_address: str | None
    """Public address of the channel, as somebody stated it."""
    verdict: str | None
    """Of the decision that holds now."""
    decision_id: UUID | None
    text_sha256: str | None
    explanation: tuple[dict[str, object], ...] = ()
    unsure: tuple[str, ...] = ()
    """As of the score; empty for one from before it was kept."""
    entities: tuple[dict[str, object], ...] = ()
    """As of the score; empty for one from before they were kept."""
    queued_at: datetime | None = None
    """Since when it waits for review; ``None``: it does not."""
    assigned_to: str | None = None
    """Actor id of the reviewer who is to look at it."""
