"""A takedown request as it is kept: its present content and state, its events, the attempts to deliver it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from service.domain.takedown.content import RequestContent
from service.domain.takedown.states import RequestEvent, RequestState

__all__ = [
    "AttemptRecord",
    "EventRecord",
    "ItemAnswerRecord",
    "RequestFilter",
    "RequestRecord",
    "public_id",
    "read_public_id",
]

_PREFIX = "tdr_"


@dataclass(frozen=True, slots=True)
class RequestRecord:
    """A takedown request as it stands now."""

    id: UUID
    version: int
    """1 and one more with each change; the ETag."""
    state: RequestState
    platform: str
    priority: str
    content: RequestContent
    edited_at: datetime
    """Last change of items or allegation."""
    created_by: str
    created_at: datetime
    retry_at: datetime | None


@dataclass(frozen=True, slots=True)
class RequestFilter:
    """Which requests of a list; all that is set must hold."""

    states: Collection[RequestState] = ()
    """One of these; none: any."""
    platform: str | None = None
    priorities: Collection[str] = ()
    """One of these; none: any."""
    since: datetime | None = None
    """Drafted then or later."""
    arrived_since: datetime | None = None
    """Handed over then or later."""
    reference: str | None = None
    """The id of a request, or a part of a number that its platform gave it or one of its items, in any case."""


@dataclass(frozen=True, slots=True)
class EventRecord:
    """One event in the life of a request; most are transitions."""

    seq: int
    """From 1, without a gap."""
    at: datetime
    actor: str
    event: str
    source: RequestState | None
    """State before; ``None`` for the making of the request."""
    target: RequestState
    rationale: str | None = None
    details: dict[str, Any] = field(default_factory=dict)
    """Codes, ids and times."""

    @property
    def is_confirmation(self) -> bool:
        """Whether an analyst stood up for the request here."""
        return self.event == RequestEvent.CONFIRM


@dataclass(frozen=True, slots=True)
class ItemAnswerRecord:
    """One item of a request, and what the platform said of it."""

    place: int
    item_id: UUID
    canonical_url: str | None
    answer: str | None
    answered_at: datetime | None
    details: dict[str, Any] = field(default_factory=dict)
    """What came with the answer; see `ItemAnswer.details`."""


@dataclass(frozen=True, slots=True)
class AttemptRecord:
    """One attempt to hand a request over, written before anything is sent."""

    id: UUID
    request_id: UUID
    attempt: int
    """From 1."""
    delivery_channel: str
    transport: str
    address: str
    message_id: str | None
    payload: bytes
    payload_sha256: str
    sent_by: str
    started_at: datetime
    opened_at: datetime | None = None
    """Just before the connection was opened; ``None``: nothing can have been sent yet."""
    finished_at: datetime | None = None
    outcome: str | None = None
    """``None`` while it is under way."""
    code: int | None = None
    detail: str | None = None
    reminder: int | None = None
    """Which reminder of the notice this is, from 1; ``None``: the notice itself."""


def public_id(request_id: UUID) -> str:
    """Return the id under which people and platforms know a request."""
    return f"{_PREFIX}{request_id}"


def read_public_id(text: str) -> UUID | None:
    """Return the request that such an id names; ``None`` for anything else."""
    if not text.startswith(_PREFIX):
        return None
    try:
        found = UUID(text.removeprefix(_PREFIX))
    except ValueError:
        return None
    return found if public_id(found) == text else None
