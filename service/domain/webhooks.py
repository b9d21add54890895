"""What a platform can be told of by webhook, to whom, and how each telling went."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from service.domain.takedown.states import RequestEvent, RequestState

__all__ = [
    "BACKOFF",
    "MOST_FAILURES",
    "DeliveryState",
    "DisabledBecause",
    "IncomingEndpoint",
    "NoticeSecret",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookEvent",
    "WebhookSubscription",
    "event_for",
]


class WebhookEvent(StrEnum):
    """What a platform can ask to be told of."""

    SUBMITTED = "takedown.submitted"
    WITHDRAWN = "takedown.withdrawn"
    QUESTION_ANSWERED = "takedown.question_answered"


class DeliveryState(StrEnum):
    """Where the telling of one event to one subscription stands."""

    WAITING = "waiting"
    """To be tried, for the first time or again."""
    DELIVERED = "delivered"
    FAILED = "failed"
    """All attempts are spent, or the subscription was off; a replay tries once more."""


class DisabledBecause(StrEnum):
    """Why nothing is sent to a subscription any more."""

    ASKED = "asked"
    FAILURES = "failures"
    """`MOST_FAILURES` attempts in a row failed."""
    GONE = "gone"
    """The endpoint answered 410."""


BACKOFF = (
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
)
"""Before the second, third ... attempt, as Standard Webhooks 1.0.0 proposes; then none any more."""

MOST_FAILURES = 25
"""Failed attempts in a row, over all events of a subscription, after which it is switched off."""


@dataclass(frozen=True, slots=True)
class WebhookSubscription:
    """An endpoint of a platform, and what it wants to be told of."""

    id: UUID
    platform: str
    url: str
    event_types: tuple[str, ...]
    """Of `WebhookEvent`."""
    created_at: datetime
    sealed_secret: bytes
    sealed_previous: bytes | None
    """The secret before the last rotation; signs as well until `previous_until`."""
    previous_until: datetime | None
    failures: int
    """Failed attempts since the last that was accepted."""
    disabled_at: datetime | None
    disabled_because: str | None
    """One of `DisabledBecause`."""


@dataclass(frozen=True, slots=True)
class IncomingEndpoint:
    """Where a platform sends its own webhooks to."""

    id: UUID
    platform: str
    sealed_secret: bytes
    sealed_previous: bytes | None
    """The secret before; counts as well until `previous_until`."""
    previous_until: datetime | None


@dataclass(frozen=True, slots=True)
class NoticeSecret:
    """What signs the notices that are posted to a platform."""

    platform: str
    made_at: datetime
    sealed_secret: bytes
    sealed_previous: bytes | None
    """The secret before; signs as well until `previous_until`."""
    previous_until: datetime | None


@dataclass(frozen=True, slots=True)
class WebhookAttempt:
    """One posting of an event."""

    attempt: int
    """From 1."""
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None
    """``None`` while it is under way, or when its sender died."""
    code: int | None
    """Status of the answer."""
    detail: str | None


@dataclass(frozen=True, slots=True)
class WebhookDelivery:
    """One event for one subscription."""

    id: UUID
    """Also the ``webhook-id``, the same for each attempt."""
    subscription_id: UUID
    event_type: str
    data: dict[str, Any]
    occurred_at: datetime
    state: str
    """One of `DeliveryState`."""
    next_at: datetime | None
    """When it is tried next, or asked for again should the word to the workers get lost."""
    tries: int
    """Attempts since it was made or last replayed."""


def event_for(event: str, source: RequestState) -> WebhookEvent | None:
    """Return what a platform is told when an event happens to a request; ``None``: nothing.

    A receipt after an unknown outcome is the first that the list of the platform shows of a request.
    """
    if event == RequestEvent.ACK and source is RequestState.DELIVERY_FAILED:
        return WebhookEvent.SUBMITTED
    return _TOLD.get(event)


_TOLD: dict[str, WebhookEvent] = {
    RequestEvent.ACCEPTED: WebhookEvent.SUBMITTED,
    RequestEvent.WITHDRAW: WebhookEvent.WITHDRAWN,
    RequestEvent.ANSWER: WebhookEvent.QUESTION_ANSWERED,
}
