"""Evidence: what was captured of an item, hashed on arrival and never touched again."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Evidence"]


class Evidence(Base):
    """A screenshot or the text of an item, as it came."""

    __tablename__ = "evidence"
    __table_args__ = (Index(None, "item_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"))
    kind: Mapped[str] = mapped_column(String(16))
    media_type: Mapped[str] = mapped_column(String(64))
    size: Mapped[int]
    """Bytes."""
    sha256: Mapped[str] = mapped_column(String(64))
    captured_at: Mapped[datetime]
    collected_by: Mapped[str] = mapped_column(String(64))
    content: Mapped[bytes] = mapped_column(LargeBinary)
