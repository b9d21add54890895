"""Scores that are asked for again since a message came in beside an item, and what came of it."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["ScoreAsk", "ScoreChange"]


class ScoreAsk(Base):
    """An item that is to be scored again; gone once it was looked at with everything that asked for it."""

    __tablename__ = "score_asks"
    __table_args__ = (Index(None, "asked_at"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"), primary_key=True)
    cause_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    """The latest item that came in beside it."""
    token: Mapped[UUID]
    """Another one each time that it is asked for, so that a newer ask outlives the answer to an older one."""
    lane: Mapped[str] = mapped_column(String(16))
    """Of the cause."""
    attempts: Mapped[int]
    asked_at: Mapped[datetime]


class ScoreChange(Base):
    """One change of a score by a message beside the item; never changed after it was written."""

    __tablename__ = "score_history"
    __table_args__ = (Index(None, "item_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """UUID version 7: sorts by time."""
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    item_version: Mapped[int]
    cause_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    """The item that came in beside it."""
    model_version: Mapped[str] = mapped_column(String(64))
    recruitment_before: Mapped[float]
    f4_sale_before: Mapped[float]
    recruitment: Mapped[float]
    f4_sale: Mapped[float]
    priority_before: Mapped[str | None] = mapped_column(String(2))
    priority: Mapped[str | None] = mapped_column(String(2))
    """What the new scores ask for."""
    holds: Mapped[bool]
    """The item has these scores now; if not, somebody had said something of it and they are only noted."""
    changed_at: Mapped[datetime]
