"""Scores as they were given, and the cache by which copies reuse one."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ForeignKey, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["CachedScore", "Score"]


class Score(Base):
    """What one bundle said of one version of an item; the key makes a second score of the same impossible."""

    __tablename__ = "scores"

    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"), primary_key=True)
    item_version: Mapped[int] = mapped_column(primary_key=True)
    model_version: Mapped[str] = mapped_column(String(64), primary_key=True)
    tier: Mapped[str] = mapped_column(String(16))
    recruitment: Mapped[float]
    f4_sale: Mapped[float]
    explanation: Mapped[list[Any]]
    unsure: Mapped[list[Any] | None]
    """Codes of why the scores may say nothing; ``None``: scored before this was kept."""
    entities: Mapped[list[Any] | None]
    """What the message says, each with type, start, end and value; ``None``: scored before this was kept."""
    scored_at: Mapped[datetime]


class CachedScore(Base):
    """The score of a normalised text in its normalised context under one bundle."""

    __tablename__ = "score_cache"

    copy_key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    recruitment: Mapped[float]
    f4_sale: Mapped[float]
    created_at: Mapped[datetime]
