"""What the calls on claims take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.handlers.queue_part import QueuePart

__all__ = ["CLAIM", "CLAIMED", "ClaimAnswer", "ClaimHeld", "ClaimRequest", "Claimed", "ItemNamed"]

CLAIM: dict[str, Any] = {
    "item_id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37",
    "token": "6f1b1a55-30f5-4c0e-9f36-0c7f3c1b2a4d",
    "claimed_at": "2026-11-05T20:31:09Z",
    "expires_at": "2026-11-05T20:36:09Z",
}
CLAIMED: dict[str, Any] = {"claim": CLAIM}


class ClaimRequest(QueuePart):
    """Which item to claim: one by its id, or the first that is free in a part of the queue."""

    item_id: UUID | None = Field(default=None, description="This one; the filters are not looked at then.")
    passed: UUID | None = Field(default=None, description="An item to leave out, since it was just looked at.")


class ClaimHeld(BaseModel):
    """A claim that one has."""

    model_config = ConfigDict(extra="forbid")

    item_id: UUID
    token: UUID = Field(description="`token` of the claim.")


class ItemNamed(BaseModel):
    """The item that is meant."""

    model_config = ConfigDict(extra="forbid")

    item_id: UUID


class ClaimAnswer(BaseModel):
    """A claim: until it ends, nobody else is handed the item and nobody else decides it."""

    model_config = ConfigDict(from_attributes=True)

    item_id: UUID
    token: UUID = Field(description="Releases the claim; another one each time that the item is taken.")
    claimed_at: datetime
    expires_at: datetime = Field(description="Renew it before then, as long as somebody reads the item.")


class Claimed(BaseModel):
    """What was claimed, if anything was left."""

    claim: ClaimAnswer | None = Field(description="Null: nothing is free in this part of the queue.")
