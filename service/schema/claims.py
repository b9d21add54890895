"""Who is reviewing an item right now."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Claim"]


class Claim(Base):
    """The lease of one reviewer on one item; a row that has run out is as good as none."""

    __tablename__ = "claims"
    __table_args__ = (Index(None, "claimed_by"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"), primary_key=True)
    token: Mapped[UUID]
    claimed_by: Mapped[str] = mapped_column(String(64))
    claimed_at: Mapped[datetime]
    expires_at: Mapped[datetime]
