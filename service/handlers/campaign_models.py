"""What the calls on campaigns take and give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.campaigns import CampaignAct, CampaignSummary
from service.services.campaign_acts import Taken
from service.services.campaigns import CampaignPage, CampaignView, MarkedVariant

__all__ = [
    "CampaignActAnswer",
    "CampaignDetail",
    "CampaignList",
    "CampaignQuery",
    "MergeRequest",
    "SplitRequest",
    "VariantId",
]

VariantId = Annotated[str, Field(pattern="^[0-9a-f]{32}$")]


class CampaignQuery(BaseModel):
    """Which campaigns."""

    model_config = ConfigDict(extra="forbid")

    min_items: int = Field(default=2, ge=1, le=1_000_000, description="Least items; 1 lists single items too.")
    cursor: str | None = Field(default=None, max_length=300, description="`next_cursor` of the page before.")
    limit: int = Field(default=50, ge=1, le=200)


class CampaignAnswer(BaseModel):
    """A campaign: items that are copies or near-copies of one text."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    items: int
    variants: int = Field(description="Different normalised texts.")
    channels: int
    platforms: list[str]
    waiting: int = Field(description="Items that wait for review.")
    first_seen: datetime = Field(description="When its first item was sent, or captured where that is all one knows.")
    last_seen: datetime
    item_id: UUID = Field(description="Its first item.")
    text: str | None = Field(description="Of that item.")


class CampaignList(BaseModel):
    """One page of campaigns."""

    campaigns: list[CampaignAnswer]
    next_cursor: str | None = Field(description="Null on the last page.")

    @classmethod
    def of(cls, page: CampaignPage) -> CampaignList:
        """Return the answer for a page."""
        shown = [CampaignAnswer.model_validate(each) for each in page.campaigns]
        return cls(campaigns=shown, next_cursor=page.next_cursor)


class CampaignChannelAnswer(BaseModel):
    """What one channel held of it."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    name: str
    platform: str
    items: int
    first_seen: datetime
    last_seen: datetime


class DayAnswer(BaseModel):
    """Items of one day."""

    model_config = ConfigDict(from_attributes=True)

    day: date = Field(description="In UTC.")
    items: int


class DifferenceAnswer(BaseModel):
    """A stretch of a text beside the first text of the campaign."""

    model_config = ConfigDict(from_attributes=True)

    kind: Literal["same", "added", "removed"]
    text: str


class VariantAnswer(BaseModel):
    """One of the texts of a campaign."""

    id: str = Field(description="32 hexadecimal digits, for `variants` of a split or a decision.")
    item_id: UUID | None = Field(description="Its first item; null while that is scored anew.")
    text: str | None
    items: int
    verdicts: dict[str, int] = Field(description="Items by the verdict that holds.")
    waiting: int = Field(description="Items that wait for review.")
    first_seen: datetime
    last_seen: datetime
    differences: list[DifferenceAnswer] = Field(description="From the first text of the campaign, in order.")


class CampaignActAnswer(BaseModel):
    """A merge, a split, or the taking back of one; each is a row that stays."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    act: CampaignAct
    campaign_id: UUID = Field(description="The campaign that stayed (merge), or that the items left (split).")
    other_id: UUID = Field(description="The campaign that became part of it (merge), or the new one (split).")
    at: datetime
    by: str = Field(description="Opaque id of the person.")
    undoes: UUID | None


class CampaignDetail(CampaignAnswer):
    """A campaign with its channels, days and texts, and what people did to it."""

    in_channels: list[CampaignChannelAnswer] = Field(description="Most items first, at most 200.")
    days: list[DayAnswer] = Field(description="Days that have any, oldest first.")
    in_variants: list[VariantAnswer] = Field(description="Oldest first, at most 50.")
    acts: list[CampaignActAnswer] = Field(description="Oldest first.")

    @classmethod
    def of_whole(cls, view: CampaignView) -> CampaignDetail:
        """Return the answer for one campaign."""
        return cls(
            **_members(view.summary),
            in_channels=[CampaignChannelAnswer.model_validate(each) for each in view.channels],
            days=[DayAnswer.model_validate(each) for each in view.days],
            in_variants=[_variant(marked) for marked in view.variants],
            acts=[CampaignActAnswer.model_validate(each) for each in view.events],
        )


class MergeRequest(BaseModel):
    """Which campaign becomes part of this one."""

    model_config = ConfigDict(extra="forbid")

    other_id: UUID


class SplitRequest(BaseModel):
    """What leaves the campaign and becomes one of its own: single items, or all items of some texts."""

    model_config = ConfigDict(extra="forbid")

    items: list[UUID] = Field(default=[], max_length=1_000)
    variants: list[VariantId] = Field(default=[], max_length=50, description="`id` of `in_variants`.")

    def as_taken(self) -> Taken:
        """Return what leaves, as the service takes it."""
        return Taken(self.items, [bytes.fromhex(each) for each in self.variants])


def _members(summary: CampaignSummary) -> dict[str, Any]:
    return CampaignAnswer.model_validate(summary).model_dump()


def _variant(marked: MarkedVariant) -> VariantAnswer:
    names = ("id", "item_id", "text", "items", "verdicts", "waiting", "first_seen", "last_seen")
    members = {name: getattr(marked.variant, name) for name in names}
    return VariantAnswer.model_validate(members | {"differences": marked.differences})
