"""What the calls on how platforms answer take and give."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.takedown.accuracy import NoticeShare, PlatformAccuracy
from service.handlers.wire import Words
from service.services.takedown.platforms import OwnStatistics

__all__ = ["DaysQuery", "PlatformReport", "StatisticsAnswer", "WarningAnswer", "WarningRequest"]

_SHARES = ("declined", "withdrawn", "already_gone", "not_found", "geo_blocked", "not_illegal", "restored", "unfounded")


class DaysQuery(BaseModel):
    """The last days, up to now."""

    model_config = ConfigDict(extra="forbid")

    days: int = Field(default=90, ge=1, le=366, description="Notices that were handed over in the last days.")


class ShareAnswer(BaseModel):
    """Some of several, with the 95% interval of the share (Wilson)."""

    model_config = ConfigDict(from_attributes=True)

    k: int
    n: int
    share: float | None = Field(description="0 to 1; null of nothing.")
    low: float | None
    high: float | None


class StatisticsAnswer(BaseModel):
    """What became of the notices to one platform."""

    days: int
    notices: int
    by_state: dict[str, int]
    by_answer: dict[str, int] = Field(description="Items, by what was answered of them.")
    waiting_items: int = Field(description="Items without an answer.")
    acknowledged: ShareAnswer
    decided: ShareAnswer
    median_hours_to_receipt: float | None
    median_hours_to_decision: float | None

    @classmethod
    def of(cls, found: OwnStatistics) -> StatisticsAnswer:
        """Return the answer."""
        shares = {name: _share(getattr(found, name)) for name in ("acknowledged", "decided")}
        return cls.model_validate(asdict(found) | shares)


class PlatformFigures(BaseModel):
    """How one platform answered."""

    platform: str
    notices: int = Field(description="Handed over.")
    declined: ShareAnswer = Field(description="Of those decided.")
    withdrawn: ShareAnswer = Field(description="Of those handed over.")
    already_gone: ShareAnswer = Field(description="Of those decided.")
    not_found: ShareAnswer = Field(description="Of those decided: nothing was at the address of an item.")
    geo_blocked: ShareAnswer = Field(description="Of those decided: an item is blocked in some states only.")
    not_illegal: ShareAnswer = Field(description="Of those decided: an item is legal, as the platform holds.")
    restored: ShareAnswer = Field(description="Of those decided: put back after the platform had acted.")
    unfounded: ShareAnswer = Field(description="Of those handed over: declined as manifestly unfounded.")


class PlatformReport(BaseModel):
    """How each platform answered; no figure is of a person."""

    days: int
    platforms: list[PlatformFigures]

    @classmethod
    def of(cls, days: int, found: list[PlatformAccuracy]) -> PlatformReport:
        """Return the answer."""
        rows = [
            {"platform": each.platform, "notices": each.notices}
            | {name: _share(getattr(each, name)) for name in _SHARES}
            for each in found
        ]
        return cls.model_validate({"days": days, "platforms": rows})


class WarningRequest(BaseModel):
    """A warning under Article 23(3) DSA."""

    model_config = ConfigDict(extra="forbid")

    words: Annotated[str, Words(1, 2000)] = Field(description="Which notices, and why they are manifestly unfounded.")


class WarningAnswer(BaseModel):
    """A warning that was noted."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    received_at: datetime
    cleared_at: datetime | None = Field(description="Null: no notice is sent until a person has looked.")


def _share(found: NoticeShare) -> dict[str, Any]:
    return ShareAnswer.model_validate(found).model_dump()
