"""Where items come from: channels with their stated provenance, and authors as keyed pseudonyms."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["Author", "Channel", "ChannelLink", "ChannelName"]


class Channel(Base):
    """A group, public channel, story or listing on a platform."""

    __tablename__ = "channels"
    __table_args__ = (UniqueConstraint("platform", "platform_id"), Index(None, "successor_of"))

    id: Mapped[UUID] = mapped_column(primary_key=True)
    platform: Mapped[str] = mapped_column(String(32))
    platform_id: Mapped[str] = mapped_column(String(200))
    name: Mapped[str] = mapped_column(String(300))
    timezone: Mapped[str] = mapped_column(String(64))
    visibility: Mapped[str] = mapped_column(String(16))
    public_address: Mapped[str | None] = mapped_column(String(500))
    lawful_basis: Mapped[str] = mapped_column(String(500))
    obtained_by: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(server_default="1")
    """1 and one more each time that a person says something of it; the ETag."""
    gone_at: Mapped[datetime | None]
    """When a person said that it is gone."""
    successor_of: Mapped[UUID | None]
    """The channel that it took the place of, as a person said; no channel is ever deleted."""


class ChannelName(Base):
    """A name that a channel has or had."""

    __tablename__ = "channel_names"

    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    name: Mapped[str] = mapped_column(String(300), primary_key=True)
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class ChannelLink(Base):
    """A public address or an invite link that leads or led to a channel."""

    __tablename__ = "channel_links"

    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id"), primary_key=True)
    address: Mapped[str] = mapped_column(String(500), primary_key=True)
    first_seen: Mapped[datetime]
    last_seen: Mapped[datetime]


class Author(Base):
    """A keyed pseudonym and, encrypted, the handle behind it; no other table knows the handle."""

    __tablename__ = "authors"

    author_key: Mapped[str] = mapped_column(String(32), primary_key=True)
    handle_encrypted: Mapped[bytes] = mapped_column(LargeBinary)
    created_at: Mapped[datetime]
