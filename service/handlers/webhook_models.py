"""What the calls on webhooks take from a platform and give to it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.webhooks import (
    DeliveryState,
    DisabledBecause,
    WebhookAttempt,
    WebhookDelivery,
    WebhookEvent,
    WebhookSubscription,
)
from service.handlers.wire import Address

__all__ = [
    "DeliveryList",
    "DeliveryPage",
    "DeliveryTold",
    "WebhookAnswer",
    "WebhookChange",
    "WebhookList",
    "WebhookRequest",
    "WebhookSecret",
]

_URL_CHARS = 2000
_Events = Annotated[
    list[WebhookEvent], Field(min_length=1, max_length=len(WebhookEvent), description="What to be told of.")
]


class WebhookRequest(BaseModel):
    """An endpoint that wants to be told."""

    model_config = ConfigDict(extra="forbid")

    url: Annotated[str, Address(_URL_CHARS)] = Field(
        description="https, on the open internet, without user, password and fragment."
    )
    event_types: _Events


class WebhookChange(BaseModel):
    """What is to be different; what is left out stays."""

    model_config = ConfigDict(extra="forbid")

    event_types: _Events | None = None
    enabled: bool | None = Field(default=None, description="False: send nothing; true: send again.")


class WebhookAnswer(BaseModel):
    """An endpoint, without its secret."""

    id: UUID
    url: str
    event_types: list[WebhookEvent]
    created_at: datetime
    enabled: bool
    disabled_at: datetime | None
    disabled_because: DisabledBecause | None = Field(
        description="`asked`; `failures`: 25 attempts in a row failed; `gone`: it answered 410."
    )
    failures: int = Field(description="Failed attempts since the last that was accepted.")
    previous_secret_until: datetime | None = Field(description="Until when the secret before signs as well.")

    @classmethod
    def of(cls, subscription: WebhookSubscription) -> WebhookAnswer:
        """Return the answer for one subscription."""
        return cls.model_validate(_told(subscription))


class WebhookSecret(WebhookAnswer):
    """An endpoint with its new secret, which nothing shows again."""

    secret: str = Field(description="`whsec_` and base64: what checks the signatures.")

    @classmethod
    def made(cls, subscription: WebhookSubscription, secret: str) -> WebhookSecret:
        """Return the answer that shows a secret once."""
        return cls.model_validate(_told(subscription) | {"secret": secret})


class WebhookList(BaseModel):
    """All endpoints of the platform."""

    webhooks: list[WebhookAnswer] = Field(description="Oldest first.")


class AttemptTold(BaseModel):
    """One attempt."""

    model_config = ConfigDict(from_attributes=True)

    attempt: int = Field(description="From 1.")
    started_at: datetime
    finished_at: datetime | None
    outcome: str | None = Field(description="`accepted`, or why not; null while under way or when its sender died.")
    code: int | None = Field(description="Status that the endpoint answered with.")
    detail: str | None


class DeliveryTold(BaseModel):
    """One event for one endpoint, and every attempt to tell it."""

    id: UUID = Field(description="The `webhook-id`: the same for each attempt and replay.")
    event_type: WebhookEvent
    data: dict[str, Any] = Field(description="Ids and states.")
    occurred_at: datetime
    state: DeliveryState
    next_at: datetime | None = Field(description="When it is tried next; null: not any more.")
    attempts: list[AttemptTold] = Field(description="Oldest first.")

    @classmethod
    def of(cls, delivery: WebhookDelivery, attempts: Sequence[WebhookAttempt]) -> DeliveryTold:
        """Return the answer for one delivery."""
        same = ("id", "event_type", "data", "occurred_at", "state", "next_at")
        told = [AttemptTold.model_validate(each) for each in attempts]
        return cls.model_validate({name: getattr(delivery, name) for name in same} | {"attempts": told})


class DeliveryPage(BaseModel):
    """A place in the log of deliveries."""

    model_config = ConfigDict(extra="forbid")

    cursor: UUID | None = Field(default=None, description="`next_cursor` of the page before.")
    limit: int = Field(default=50, ge=1, le=200)


class DeliveryList(BaseModel):
    """One page of the log of deliveries, newest first."""

    deliveries: list[DeliveryTold]
    next_cursor: UUID | None = Field(description="Null on the last page.")


def _told(subscription: WebhookSubscription) -> dict[str, Any]:
    same = ("id", "url", "event_types", "created_at", "disabled_at", "disabled_because", "failures")
    told = {name: getattr(subscription, name) for name in same}
    until = subscription.previous_until
    counts = until is not None and until > datetime.now(UTC)
    return told | {
        "event_types": list(subscription.event_types),
        "enabled": subscription.disabled_at is None,
        "previous_secret_until": until if counts else None,
    }
