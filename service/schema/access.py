"""Who may call the API, and which requests were answered already."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["ApiKey", "IdempotencyRecord"]


class ApiKey(Base):
    """A key of the API: the secret is only kept as SHA-256."""

    __tablename__ = "api_keys"
    __table_args__ = (UniqueConstraint("secret_hash"),)

    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(100))
    secret_hash: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[list[Any]]
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    account_id: Mapped[UUID | None] = mapped_column(ForeignKey("accounts.id"))
    """The person on whose behalf it acts; ``None``: nobody's."""
    platform: Mapped[str | None] = mapped_column(String(32))
    """For a platform's own key: whose requests it sees."""


class IdempotencyRecord(Base):
    """The answer to a request that carried an Idempotency-Key, for the second time it comes."""

    __tablename__ = "idempotency_records"

    api_key_id: Mapped[UUID] = mapped_column(ForeignKey("api_keys.id"), primary_key=True)
    key: Mapped[str] = mapped_column(String(200), primary_key=True)
    request_hash: Mapped[str] = mapped_column(String(64))
    response: Mapped[dict[str, Any]]
    created_at: Mapped[datetime]
