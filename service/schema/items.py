"""Items: messages as captured, with their present score beside them for filtering."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Item", "ItemVersion"]

_CONFIRMED = text("verdict = 'confirm'")
_WAITS = text("state = 'queued'")
"""Only the open queue is in its indices: they stay small however much is stored."""
_ASSIGNED = text("state = 'queued' AND assigned_to IS NOT NULL")


class Item(Base):
    """One message, post or advert; the row holds its latest text, `ItemVersion` the earlier ones."""

    __tablename__ = "items"
    __table_args__ = (
        UniqueConstraint("channel_id", "source_key"),
        Index(None, "channel_id", "sent_at", "id"),
        Index(None, "author_key", "sent_at", "id"),
        Index(None, "channel_id", "reply_to_key", "id"),
        Index(None, "state", "enqueued_at"),
        Index(None, "score", "id"),
        Index(None, "captured_at", "labels", "platform", "lang"),
        Index("ix_items_confirmed", "sent_at", sqlite_where=_CONFIRMED, postgresql_where=_CONFIRMED),
        Index("ix_items_queued_at", "queued_at", "priority", postgresql_where=_WAITS, sqlite_where=_WAITS),
        Index("ix_items_assigned", "assigned_to", postgresql_where=_ASSIGNED, sqlite_where=_ASSIGNED),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """UUID version 7: sorts by time of storing."""
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id"))
    platform: Mapped[str] = mapped_column(String(32))
    source_key: Mapped[str] = mapped_column(String(200))
    author_key: Mapped[str | None] = mapped_column(String(32))
    forward_key: Mapped[str | None] = mapped_column(String(32))
    """Pseudonym of whom it was forwarded from."""
    reply_to_key: Mapped[str | None] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(16))
    text: Mapped[str | None]
    version: Mapped[int]
    """1 for the first text, one more for each edit."""
    text_sha256: Mapped[str | None] = mapped_column(String(64))
    """Of the text as it came, in UTF-8; ``None`` without a text."""
    locator: Mapped[str | None] = mapped_column(String(2000))
    sent_at: Mapped[datetime | None]
    captured_at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    seen_import_id: Mapped[UUID | None] = mapped_column(ForeignKey("imports.id"))
    """The last import that held it."""
    vanished_at: Mapped[datetime | None]
    """Time of the last message of the export in which it was first missing; ``None`` while it is there."""
    state: Mapped[str] = mapped_column(String(16))
    state_reason: Mapped[str | None] = mapped_column(String(200))
    lane: Mapped[str] = mapped_column(String(16))
    attempts: Mapped[int]
    enqueued_at: Mapped[datetime | None]
    lang: Mapped[str | None] = mapped_column(String(8))
    recruitment: Mapped[float | None]
    f4_sale: Mapped[float | None]
    score: Mapped[float | None]
    """The greater of the two scores; the order of the list."""
    labels: Mapped[str | None] = mapped_column(String(64))
    """Raised labels in the form ``|recruitment|f4_sale|``, empty when none; ``None`` without a score."""
    tier: Mapped[str | None] = mapped_column(String(16))
    model_version: Mapped[str | None] = mapped_column(String(64))
    priority: Mapped[str | None] = mapped_column(String(2))
    priority_reason: Mapped[list[Any] | None]
    """Codes of what made the priority."""
    decision_id: Mapped[UUID | None]
    """The decision that holds now; ``None``: none, or it was undone."""
    verdict: Mapped[str | None] = mapped_column(String(16))
    """Of that decision."""
    role: Mapped[str | None] = mapped_column(String(16))
    queued_at: Mapped[datetime | None]
    """Since when it waits for review; ``None``: it does not."""
    assigned_to: Mapped[str | None] = mapped_column(String(64))
    """Actor id of the reviewer who is to look at it; ``None``: nobody in particular."""


# The order of the queue; behind it what it is filtered by most, so that counting reads no row of the table.
Index(
    "ix_items_queue",
    *(Item.priority, Item.score.desc(), Item.id),
    *(Item.verdict, Item.lang, Item.platform, Item.labels, Item.assigned_to),
    postgresql_where=_WAITS,
    sqlite_where=_WAITS,
)


class ItemVersion(Base):
    """An earlier text of an edited item."""

    __tablename__ = "item_versions"

    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"), primary_key=True)
    version: Mapped[int] = mapped_column(primary_key=True)
    text: Mapped[str | None]
    edited_at: Mapped[datetime | None]
    replaced_at: Mapped[datetime]
