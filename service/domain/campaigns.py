"""Campaigns: items that are copies or near-copies of one text, across channels, and what people do to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

__all__ = [
    "CampaignAct",
    "CampaignChannel",
    "CampaignEvent",
    "CampaignSummary",
    "CampaignVariant",
    "DayCount",
    "Joining",
    "Membership",
    "Precedent",
]


class CampaignAct(StrEnum):
    """What a person did to a campaign."""

    MERGE = "merge"
    """Another campaign became part of it."""
    SPLIT = "split"
    """Some of its items became a campaign of their own."""
    UNDO = "undo"
    """An earlier act was taken back."""


@dataclass(frozen=True, slots=True)
class Joining:
    """An item on its way into a campaign, with the keys by which its copies are known."""

    item_id: UUID
    item_version: int
    exact_key: bytes
    """16 bytes: the same for the same normalised text, a variant."""
    context_key: bytes
    """16 bytes for the same normalised context; empty where there is none."""


@dataclass(frozen=True, slots=True)
class Membership:
    """An item in a campaign."""

    item_id: UUID
    item_version: int
    exact_key: bytes
    context_key: bytes
    campaign_id: UUID
    """As people see it: the one that its own was merged into, or its own."""


@dataclass(frozen=True, slots=True)
class CampaignSummary:
    """A campaign in a list."""

    id: UUID
    items: int
    variants: int
    """Different normalised texts."""
    channels: int
    platforms: tuple[str, ...]
    waiting: int
    """Items that wait for review."""
    first_seen: datetime
    """When its first item was sent, or captured where nobody knows when it was sent."""
    last_seen: datetime
    item_id: UUID
    """Its first item."""
    text: str | None
    """Of that item."""


@dataclass(frozen=True, slots=True)
class CampaignChannel:
    """What one channel held of a campaign."""

    id: UUID
    name: str
    platform: str
    items: int
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class CampaignVariant:
    """One of the texts of a campaign, as its first item has it."""

    id: str
    """32 hexadecimal digits."""
    item_id: UUID | None
    """``None`` while all its items are being scored anew."""
    text: str | None
    items: int
    verdicts: Mapping[str, int]
    """Items by the verdict that holds."""
    waiting: int
    """Items that wait for review."""
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class CampaignEvent:
    """An act on campaigns; never changed once written."""

    id: UUID
    act: CampaignAct
    campaign_id: UUID
    """Of a merge the campaign that stayed, of a split the one that the items left."""
    other_id: UUID
    """Of a merge the campaign that became part of it, of a split the new one."""
    moved: Sequence[Mapping[str, Any]]
    """What has to go back when it is undone: ids of campaigns (merge), or of items and texts with their campaign.

    A text that left with all its items says under `from` where those go back to; they are not named one by one.
    """
    at: datetime
    by: str
    undoes: UUID | None


@dataclass(frozen=True, slots=True)
class Precedent:
    """A decision that new exact copies in the same context take over."""

    decision_id: UUID
    exact_key: bytes
    context_key: bytes


@dataclass(frozen=True, slots=True)
class DayCount:
    """Items of one day, in UTC."""

    day: date
    items: int
