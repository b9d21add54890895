"""Signs of life of processes, so that a command can tell whether anybody works on what it hands in."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Heartbeat"]


class Heartbeat(Base):
    """When a kind of process was last at work."""

    __tablename__ = "heartbeats"

    process: Mapped[str] = mapped_column(String(32), primary_key=True)
    seen_at: Mapped[datetime]
