"""Holds of the police: for a time, nothing is done about a channel, a contact or a campaign."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

__all__ = ["HoldKind", "PoliceHold"]


class HoldKind(StrEnum):
    """On what a hold lies."""

    CHANNEL = "channel"
    CONTACT = "contact"
    CAMPAIGN = "campaign"


@dataclass(frozen=True, slots=True)
class PoliceHold:
    """A hold as the police liaison sees it; nobody else does."""

    id: UUID
    kind: HoldKind
    channel_id: UUID | None
    campaign_id: UUID | None
    contact_key: bytes | None
    """Keyed hash of a contact, 16 bytes; the contact itself is not kept."""
    until: datetime
    """When the liaison is called to decide; it holds on until somebody lifts it."""
    reason: str
    placed_by: str
    placed_at: datetime
    passed_at: datetime | None = None
    """When lont noticed that `until` had come, and called the liaison."""
    lifted_by: str | None = None
    lifted_at: datetime | None = None
