"""What reviewers note of an item beside any decision."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["ItemNote"]


class ItemNote(Base):
    """A note of one person; rows are only ever added, and nothing of them leaves lont."""

    __tablename__ = "item_notes"
    __table_args__ = (Index(None, "item_id", "id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    """UUID version 7: sorts by time."""
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    text: Mapped[str] = mapped_column(String(2000))
    written_by: Mapped[str] = mapped_column(String(64))
    written_at: Mapped[datetime]
