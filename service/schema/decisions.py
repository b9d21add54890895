"""What people decided of items: events that are only ever added to."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Decision"]


class Decision(Base):
    """A verdict on one version of an item, or, with `undoes`, the taking back of one."""

    __tablename__ = "decisions"
    __table_args__ = (
        UniqueConstraint("undoes"),
        Index(None, "item_id", "id"),
        Index(None, "inherited_from"),
        Index(None, "batch_id"),
        Index(None, "defer_until"),
        Index(None, "decided_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """UUID version 7: sorts by time."""
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    item_version: Mapped[int]
    verdict: Mapped[str] = mapped_column(String(16))
    labels: Mapped[list[Any]]
    reason: Mapped[str | None] = mapped_column(String(32))
    note: Mapped[str | None] = mapped_column(String(2000))
    threat_to_life: Mapped[str | None] = mapped_column(String(16))
    saw_original: Mapped[bool]
    """The reviewer says to have looked at the message where it was posted."""
    codebook_version: Mapped[str] = mapped_column(String(16))
    model_version: Mapped[str | None] = mapped_column(String(64))
    """Of the score that the reviewer saw; ``None``: there was none."""
    priority: Mapped[str | None] = mapped_column(String(2))
    """Of the item before it."""
    decided_by: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime]
    undoes: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    inherited_from: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    """The decision on an exact copy that it was taken over from; ``None``: a person decided this item."""
    batch_id: Mapped[UUID | None]
    """The same for decisions that were made as one of many items, and for their taking back."""
    spans: Mapped[list[Any]] = mapped_column(server_default="[]")
    """Words that the reviewer said to be evidence of a label or none: label, start, end, speaks."""
    defer_until: Mapped[datetime | None]
    """When the item is handed out again."""
    corrects: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    """The decision that this one took the place of; of a taking back: the one that holds again by it."""
    score_visible: Mapped[bool | None]
    """The reviewer could see the score; ``None``: nobody looked, or it was not kept yet."""
