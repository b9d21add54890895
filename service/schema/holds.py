"""Holds of the police on channels, contacts and campaigns."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["PoliceHold"]


class PoliceHold(Base):
    """One hold; of the three subjects it has one."""

    __tablename__ = "police_holds"
    __table_args__ = (
        Index(None, "channel_id"),
        Index(None, "campaign_id"),
        Index(None, "contact_key"),
        Index(None, "lifted_at", "until"),
    )

    id: Mapped[UUID] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(16))
    channel_id: Mapped[UUID | None] = mapped_column(ForeignKey("channels.id"))
    campaign_id: Mapped[UUID | None] = mapped_column(ForeignKey("campaigns.id"))
    contact_key: Mapped[bytes | None] = mapped_column(LargeBinary(16))
    """As that of a contact mention; the contact itself is not kept."""
    until: Mapped[datetime]
    reason: Mapped[str] = mapped_column(String(1000))
    placed_by: Mapped[str] = mapped_column(String(64))
    placed_at: Mapped[datetime]
    passed_at: Mapped[datetime | None]
    lifted_by: Mapped[str | None] = mapped_column(String(64))
    lifted_at: Mapped[datetime | None]
