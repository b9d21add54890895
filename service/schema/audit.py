"""The log of who saw, changed, disclosed and deleted what: rows that a sealer binds into one chain of hashes."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["AuditEntry", "AuditSeal"]

_Number = BigInteger().with_variant(Integer(), "sqlite")


class AuditEntry(Base):
    """One act on one object; never changed after it was written, but for being bound into the chain once."""

    __tablename__ = "audit_entries"
    __table_args__ = (UniqueConstraint("position"), Index(None, "object_kind", "object_id"), Index(None, "at"))

    id: Mapped[int] = mapped_column(_Number, primary_key=True, autoincrement=True)
    position: Mapped[int | None] = mapped_column(_Number)
    """Place in the chain from 1; ``None`` until sealed. Rows of transactions that ended late come after."""
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64))
    action: Mapped[str] = mapped_column(String(32))
    object_kind: Mapped[str] = mapped_column(String(32))
    object_id: Mapped[str] = mapped_column(String(64))
    justification: Mapped[str | None] = mapped_column(String(500))
    recipient: Mapped[str | None] = mapped_column(String(200))
    details: Mapped[dict[str, Any]]
    request_id: Mapped[str | None] = mapped_column(String(64))
    """Of the HTTP request in the log lines."""
    entry_hash: Mapped[str | None] = mapped_column(String(64))
    """SHA-256 over the entry and the hash before it; ``None`` until sealed."""


class AuditSeal(Base):
    """One batch that was bound into the chain; the greatest `last` is the end of the chain."""

    __tablename__ = "audit_seals"

    last: Mapped[int] = mapped_column(_Number, primary_key=True, autoincrement=False)
    """Position of its last entry."""
    first: Mapped[int] = mapped_column(_Number)
    head_hash: Mapped[str] = mapped_column(String(64))
    """Hash of its last entry."""
    sealed_at: Mapped[datetime]
