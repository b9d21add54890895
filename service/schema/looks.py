"""When lont may next look at a platform's public pages."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["PlatformLook"]


class PlatformLook(Base):
    """One platform; who looks takes the turn first, so that all processes together keep its pace."""

    __tablename__ = "platform_looks"

    platform: Mapped[str] = mapped_column(String(32), primary_key=True)
    next_at: Mapped[datetime]
