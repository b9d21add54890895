"""How sure the decisions are: items with an agreed answer, looks at items beside their review, misses."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["KnownItem", "MissReport", "ReviewTask"]

_IN_USE = text("retired_at IS NULL")


class KnownItem(Base):
    """An item whose right answer is agreed on; another answer is another row."""

    __tablename__ = "known_items"
    __table_args__ = (
        Index("uq_known_items_in_use", "item_id", unique=True, sqlite_where=_IN_USE, postgresql_where=_IN_USE),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    item_version: Mapped[int]
    answer: Mapped[dict[str, Any]]
    """Verdict, labels and reason."""
    why: Mapped[str] = mapped_column(String(2000))
    marked_by: Mapped[str] = mapped_column(String(64))
    marked_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]
    retired_by: Mapped[str | None] = mapped_column(String(64))


class ReviewTask(Base):
    """One look at an item beside its ordinary review: a hidden known item, or a blind second review."""

    __tablename__ = "review_tasks"
    __table_args__ = (
        Index(None, "item_id"),
        Index(None, "known_id"),
        Index(None, "kind", "state", "id"),
        Index(None, "held_by", "state"),
        Index(None, "answered_at"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """UUID version 7: sorts by time."""
    kind: Mapped[str] = mapped_column(String(16))
    state: Mapped[str] = mapped_column(String(16))
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    item_version: Mapped[int]
    made_at: Mapped[datetime]
    known_id: Mapped[UUID | None] = mapped_column(ForeignKey("known_items.id"))
    decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))
    """The decision that gets a second look."""
    reason: Mapped[str | None] = mapped_column(String(16))
    first_by: Mapped[str | None] = mapped_column(String(64))
    held_by: Mapped[str | None] = mapped_column(String(64))
    held_until: Mapped[datetime | None]
    answered_by: Mapped[str | None] = mapped_column(String(64))
    answered_at: Mapped[datetime | None]
    answer: Mapped[dict[str, Any] | None]
    """Verdict, labels and reason, as are `proposal` and `settlement`."""
    note: Mapped[str | None] = mapped_column(String(2000))
    proposed_by: Mapped[str | None] = mapped_column(String(64))
    proposal: Mapped[dict[str, Any] | None]
    settled_by: Mapped[str | None] = mapped_column(String(64))
    settled_at: Mapped[datetime | None]
    settlement: Mapped[dict[str, Any] | None]
    settled_decision_id: Mapped[UUID | None] = mapped_column(ForeignKey("decisions.id"))


class MissReport(Base):
    """Somebody found elsewhere what lont should have found."""

    __tablename__ = "miss_reports"
    __table_args__ = (UniqueConstraint("item_id"), Index(None, "reported_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    item_version: Mapped[int]
    kind: Mapped[str] = mapped_column(String(24))
    """Whether it was stored and not raised, or not stored at all."""
    label: Mapped[str] = mapped_column(String(16))
    """What it should have been raised as."""
    note: Mapped[str | None] = mapped_column(String(2000))
    recruitment: Mapped[float | None]
    f4_sale: Mapped[float | None]
    model_version: Mapped[str | None] = mapped_column(String(64))
    """Scores and model at the report; ``None``: it had none yet."""
    reported_by: Mapped[str] = mapped_column(String(64))
    reported_at: Mapped[datetime]
