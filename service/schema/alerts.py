"""Alerts of a possible threat to life: raised with the item, repeated until somebody claims them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Alert", "AlertSending"]


class Alert(Base):
    """One unclaimed or claimed alert of one item."""

    __tablename__ = "alerts"
    __table_args__ = (UniqueConstraint("item_id"), Index(None, "claimed_at", "next_at"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    raised_at: Mapped[datetime]
    next_at: Mapped[datetime]
    """When it is sent (again), as long as nobody has claimed it."""
    times: Mapped[int]
    """How often it was sent round."""
    claimed_by: Mapped[str | None] = mapped_column(String(64))
    claimed_at: Mapped[datetime | None]


class AlertSending(Base):
    """One sending of an alert to one recipient."""

    __tablename__ = "alert_sendings"
    __table_args__ = (Index(None, "alert_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    alert_id: Mapped[UUID] = mapped_column(ForeignKey("alerts.id"))
    round: Mapped[int]
    recipient: Mapped[str] = mapped_column(String(64))
    """Actor id of the person, or ``webhook``."""
    started_at: Mapped[datetime]
    outcome: Mapped[str | None] = mapped_column(String(24))
    """``None`` while it is under way."""
    detail: Mapped[str | None] = mapped_column(String(300))
