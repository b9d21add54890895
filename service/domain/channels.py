"""Channels as lont tells of them: names and links over time, when they were seen, items a day. Never a score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

__all__ = ["ChannelChange", "ChannelDay", "ChannelRecord", "Seen"]


@dataclass(frozen=True, slots=True)
class ChannelRecord:
    """A channel as stored."""

    id: UUID
    version: int
    """1 and one more with each change by a person; the ETag."""
    platform: str
    platform_id: str
    name: str
    visibility: str
    public_address: str | None
    created_at: datetime
    gone_at: datetime | None
    """When a person said that it is gone."""
    successor_of: UUID | None
    """The channel that it took the place of, as a person said."""
    first_seen: datetime | None
    """When the first item of it was sent; ``None`` without any item that has a time."""
    last_seen: datetime | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A name or a link of a channel, and when it was stated."""

    value: str
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True)
class ChannelDay:
    """Items of one day, in UTC."""

    day: date
    items: int
    raised: int
    """Of those: with a label raised."""


@dataclass(frozen=True, slots=True)
class ChannelChange:
    """What a person says of a channel; all of it holds afterwards."""

    gone: bool
    successor_of: UUID | None
    link: str | None = None
    """An invite link to be added to those that are known; ``None`` adds none."""
