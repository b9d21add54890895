"""Takedown requests: their present content and state, every event of their life, every attempt to deliver them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = [
    "DeliveryAttempt",
    "NoticesOfDay",
    "PlatformWarning",
    "TakedownContent",
    "TakedownEvent",
    "TakedownItem",
    "TakedownRequest",
]


class TakedownRequest(Base):
    """A notice under Article 16 DSA as it stands now."""

    __tablename__ = "takedown_requests"
    __table_args__ = (Index(None, "state", "id"), Index(None, "platform", "id"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """UUID version 7; people and platforms see it with the prefix ``tdr_``."""
    version: Mapped[int]
    """1 and one more with each change; the ETag."""
    state: Mapped[str] = mapped_column(String(24))
    platform: Mapped[str] = mapped_column(String(32))
    case_category: Mapped[str] = mapped_column(String(40))
    priority: Mapped[str] = mapped_column(String(2))
    content: Mapped[dict[str, Any]]
    edited_at: Mapped[datetime]
    """Last change of items or allegation; a bona fide statement before it counts no more."""
    created_by: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[datetime]
    retry_at: Mapped[datetime | None]
    """When a delivery that certainly failed, but not for good, is tried again by itself."""


class TakedownItem(Base):
    """One item of a request, with what the platform answered of it."""

    __tablename__ = "takedown_items"
    __table_args__ = (Index(None, "item_id"), Index(None, "canonical_url"))

    request_id: Mapped[UUID] = mapped_column(ForeignKey("takedown_requests.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    """From 0, as in the content."""
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    canonical_url: Mapped[str | None] = mapped_column(String(2000))
    answer: Mapped[str | None] = mapped_column(String(32))
    answered_at: Mapped[datetime | None]
    answer_details: Mapped[dict[str, Any] | None]
    """Reason, reference, ground and whatever else the platform said of this item."""


class TakedownEvent(Base):
    """One transition; the key makes a second one at the same place impossible."""

    __tablename__ = "takedown_events"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("takedown_requests.id"), primary_key=True)
    seq: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    event: Mapped[str] = mapped_column(String(32))
    source: Mapped[str | None] = mapped_column(String(24))
    """State before; ``None`` for the making of the request."""
    target: Mapped[str] = mapped_column(String(24))
    rationale: Mapped[str | None] = mapped_column(String(4000))
    details: Mapped[dict[str, Any]]


class TakedownContent(Base):
    """The content of a request as one edit left it, so that a reviewer sees what changed since."""

    __tablename__ = "takedown_contents"

    request_id: Mapped[UUID] = mapped_column(ForeignKey("takedown_requests.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    """Of the request then."""
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    content: Mapped[dict[str, Any]]


class DeliveryAttempt(Base):
    """One attempt to hand a request over, written before anything is sent."""

    __tablename__ = "delivery_attempts"
    __table_args__ = (UniqueConstraint("request_id", "attempt"), Index(None, "outcome", "started_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    request_id: Mapped[UUID] = mapped_column(ForeignKey("takedown_requests.id"))
    attempt: Mapped[int]
    """From 1."""
    reminder: Mapped[int | None]
    """Which reminder of the notice this is, from 1; ``None``: the notice itself."""
    delivery_channel: Mapped[str] = mapped_column(String(100))
    transport: Mapped[str] = mapped_column(String(24))
    address: Mapped[str] = mapped_column(String(500))
    message_id: Mapped[str | None] = mapped_column(String(200))
    """The same for every attempt of a request, so that a mail that came twice can be told."""
    payload: Mapped[bytes] = mapped_column(LargeBinary)
    """Exactly what was sent."""
    payload_sha256: Mapped[str] = mapped_column(String(64))
    sent_by: Mapped[str] = mapped_column(String(64))
    started_at: Mapped[datetime]
    opened_at: Mapped[datetime | None]
    """Just before the connection was opened; ``None``: nothing can have been sent yet."""
    finished_at: Mapped[datetime | None]
    outcome: Mapped[str | None] = mapped_column(String(24))
    """``None`` while it is under way."""
    code: Mapped[int | None]
    detail: Mapped[str | None] = mapped_column(String(300))


class NoticesOfDay(Base):
    """How many notices were begun over a delivery channel on one day, in UTC."""

    __tablename__ = "notices_of_day"

    delivery_channel: Mapped[str] = mapped_column(String(100), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    begun: Mapped[int]


class PlatformWarning(Base):
    """A platform's word that notices were manifestly unfounded; nothing leaves for it until a person clears that."""

    __tablename__ = "platform_warnings"
    __table_args__ = (Index(None, "platform", "cleared_at"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(32))
    received_at: Mapped[datetime]
    recorded_by: Mapped[str] = mapped_column(String(64))
    words: Mapped[str] = mapped_column(String(2000))
    cleared_at: Mapped[datetime | None]
    cleared_by: Mapped[str | None] = mapped_column(String(64))
    cleared_because: Mapped[str | None] = mapped_column(String(500))
