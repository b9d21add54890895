"""The outbox: what leaves a transaction is first a row in it, and is sent after it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, String, false
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["OutboxEntry"]


class OutboxEntry(Base):
    """One thing to send; deleted in the transaction that handed it over."""

    __tablename__ = "outbox"

    id: Mapped[int] = mapped_column(
        BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True
    )
    topic: Mapped[str] = mapped_column(String(64))
    payload: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
    urgent: Mapped[bool] = mapped_column(server_default=false())
    """Leaves before all that is not."""
