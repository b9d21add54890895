"""What was imported, by whom, from which file, and what of it was refused."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Import", "ImportChannel", "ImportRefusal"]


class Import(Base):
    """One run over one file."""

    __tablename__ = "imports"

    id: Mapped[UUID] = mapped_column(primary_key=True)
    file_name: Mapped[str] = mapped_column(String(300))
    format: Mapped[str] = mapped_column(String(32))
    started_at: Mapped[datetime]
    finished_at: Mapped[datetime | None]
    counts: Mapped[dict[str, Any]]


class ImportChannel(Base):
    """What one import stated and covered of one channel."""

    __tablename__ = "import_channels"

    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.id"), primary_key=True)
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    timezone: Mapped[str] = mapped_column(String(64))
    visibility: Mapped[str] = mapped_column(String(16))
    public_address: Mapped[str | None] = mapped_column(String(500))
    lawful_basis: Mapped[str] = mapped_column(String(500))
    obtained_by: Mapped[str] = mapped_column(String(200))
    covers_from: Mapped[datetime | None]
    covers_until: Mapped[datetime | None]


class ImportRefusal(Base):
    """A piece of the file that was not taken in; its place and reason, never its text."""

    __tablename__ = "import_refusals"
    __table_args__ = (Index(None, "import_id"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    import_id: Mapped[UUID] = mapped_column(ForeignKey("imports.id"))
    place: Mapped[str] = mapped_column(String(200))
    code: Mapped[str] = mapped_column(String(64))
    detail: Mapped[str] = mapped_column(String(1000))
