"""Parts of the queue that somebody comes back to."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["SavedView"]


class SavedView(Base):
    """Filters of the queue under a name; each is one account's own."""

    __tablename__ = "saved_views"
    __table_args__ = (UniqueConstraint("account_id", "name"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    account_id: Mapped[UUID] = mapped_column(ForeignKey("accounts.id"))
    name: Mapped[str] = mapped_column(String(60))
    filters: Mapped[dict[str, Any]]
    """By name, as the filter form sends them."""
    created_at: Mapped[datetime]
