"""What people note of an escalation: whether the police know, and what they were told."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Escalation"]


class Escalation(Base):
    """The facts beside one decision to escalate; the colleagues are called whether they are there or not."""

    __tablename__ = "escalations"
    __table_args__ = (Index(None, "item_id"),)

    decision_id: Mapped[UUID] = mapped_column(ForeignKey("decisions.id"), primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    police_told_at: Mapped[datetime | None]
    """``None``: nobody said that the police know."""
    police_channel: Mapped[str | None] = mapped_column(String(16))
    police_reference: Mapped[str | None] = mapped_column(String(200))
    target: Mapped[str | None] = mapped_column(String(500))
    time: Mapped[str | None] = mapped_column(String(500))
    person: Mapped[str | None] = mapped_column(String(500))
    told: Mapped[str | None] = mapped_column(String(500))
    """Who was told besides the people on call."""
    changed_by: Mapped[str] = mapped_column(String(64))
    changed_at: Mapped[datetime]
