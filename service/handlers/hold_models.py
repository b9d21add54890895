"""What the calls on holds of the police take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.holds import HoldKind, PoliceHold
from service.domain.messages import Platform
from service.handlers.wire import Words

__all__ = ["HOLD", "PLACING", "HoldAnswer", "HoldList", "HoldRequest"]

HOLD: dict[str, Any] = {
    "id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37",
    "kind": "channel",
    "channel_id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e38",
    "campaign_id": None,
    "until": "2026-11-12T20:00:00Z",
    "reason": "asked by the team",
    "placed_by": "usr_019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e39",
    "placed_at": "2026-11-05T20:31:09Z",
    "passed_at": None,
    "lifted_by": None,
    "lifted_at": None,
}
PLACING: dict[str, Any] = {
    "kind": "channel",
    "subject": HOLD["channel_id"],
    "until": HOLD["until"],
    "reason": HOLD["reason"],
}


class HoldRequest(BaseModel):
    """A hold to place."""

    model_config = ConfigDict(extra="forbid")

    kind: HoldKind
    subject: Annotated[str, Words(1, 500)] = Field(
        description="Id of the channel or campaign; a contact as somebody wrote it, kept as a keyed hash only."
    )
    platform: Platform = Field(default=Platform.TELEGRAM, description="Of a handle.")
    until: datetime = Field(description="With its zone; the liaison is called then, and the hold holds on.")
    reason: Annotated[str, Words(3, 1000)]


class HoldAnswer(BaseModel):
    """A hold."""

    id: UUID
    kind: HoldKind
    channel_id: UUID | None
    campaign_id: UUID | None
    until: datetime
    reason: str
    placed_by: str
    placed_at: datetime
    passed_at: datetime | None = Field(description="When it came to its end; it holds until it is lifted.")
    lifted_by: str | None
    lifted_at: datetime | None

    @classmethod
    def of(cls, hold: PoliceHold) -> HoldAnswer:
        """Return the answer for one hold, without the key of a contact."""
        return cls(**{name: getattr(hold, name) for name in cls.model_fields})


class HoldList(BaseModel):
    """The holds, those that still hold first."""

    holds: list[HoldAnswer]
