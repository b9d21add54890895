"""Webhooks to platforms: who wants to be told of what, each event to tell, each attempt to do so."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = [
    "IncomingEndpoint",
    "IncomingMessage",
    "NoticeSecret",
    "WebhookAttempt",
    "WebhookDelivery",
    "WebhookSubscription",
]


class WebhookSubscription(Base):
    """An endpoint of a platform."""

    __tablename__ = "webhook_subscriptions"
    __table_args__ = (Index(None, "platform", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(32))
    url: Mapped[str] = mapped_column(String(2000))
    event_types: Mapped[list[Any]]
    created_at: Mapped[datetime]
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    """Encrypted, since we have to sign with it."""
    sealed_previous: Mapped[bytes | None] = mapped_column(LargeBinary)
    previous_until: Mapped[datetime | None]
    failures: Mapped[int]
    """Failed attempts in a row."""
    disabled_at: Mapped[datetime | None]
    disabled_because: Mapped[str | None] = mapped_column(String(16))


class WebhookDelivery(Base):
    """One event for one subscription; its id is the ``webhook-id`` of each attempt."""

    __tablename__ = "webhook_deliveries"
    __table_args__ = (Index(None, "subscription_id", "id"), Index(None, "state", "next_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    subscription_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_subscriptions.id"))
    event_type: Mapped[str] = mapped_column(String(64))
    data: Mapped[dict[str, Any]]
    """Ids and states; never the text of an item."""
    occurred_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(String(16))
    next_at: Mapped[datetime | None]
    tries: Mapped[int]


class WebhookAttempt(Base):
    """One posting, written before it is made."""

    __tablename__ = "webhook_attempts"

    delivery_id: Mapped[UUID] = mapped_column(ForeignKey("webhook_deliveries.id"), primary_key=True)
    attempt: Mapped[int] = mapped_column(primary_key=True)
    """From 1."""
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(24))
    code: Mapped[int | None]
    detail: Mapped[str | None] = mapped_column(String(300))


class IncomingEndpoint(Base):
    """Where a platform sends its own signed webhooks to."""

    __tablename__ = "incoming_endpoints"
    __table_args__ = (UniqueConstraint("platform"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(32))
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_previous: Mapped[bytes | None] = mapped_column(LargeBinary)
    previous_until: Mapped[datetime | None]


class IncomingMessage(Base):
    """A webhook of a platform that was taken; the key makes a second effect of it impossible."""

    __tablename__ = "incoming_messages"

    endpoint_id: Mapped[UUID] = mapped_column(ForeignKey("incoming_endpoints.id"), primary_key=True)
    message_id: Mapped[str] = mapped_column(String(100), primary_key=True)
    received_at: Mapped[datetime]


class NoticeSecret(Base):
    """What signs the notices that are posted to a platform."""

    __tablename__ = "notice_secrets"

    platform: Mapped[str] = mapped_column(String(32), primary_key=True)
    made_at: Mapped[datetime]
    sealed_secret: Mapped[bytes] = mapped_column(LargeBinary)
    sealed_previous: Mapped[bytes | None] = mapped_column(LargeBinary)
    previous_until: Mapped[datetime | None]
