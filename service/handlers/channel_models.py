"""What the calls on channels take and give."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.channels import ChannelChange
from service.domain.messages import Platform
from service.handlers.wire import Address
from service.services.channels import ChannelView

__all__ = ["ChannelDetail", "ChannelList", "ChannelQuery", "ChannelRequest", "InviteLink"]

InviteLink = Annotated[str, Address(500)]
"""What leads to a channel."""


class ChannelQuery(BaseModel):
    """Which channels."""

    model_config = ConfigDict(extra="forbid")

    platform: Platform | None = None
    cursor: UUID | None = Field(default=None, description="`next_cursor` of the page before.")
    limit: int = Field(default=50, ge=1, le=200)


class ChannelRequest(BaseModel):
    """What a person says of a channel; what is left out is `false` or null afterwards, links aside, which stay."""

    model_config = ConfigDict(extra="forbid")

    gone: bool = Field(default=False, description="It is there no more.")
    successor_of: UUID | None = Field(default=None, description="The channel that it took the place of.")
    link: InviteLink | None = Field(default=None, description="An invite link, added to those that are known.")

    def as_change(self) -> ChannelChange:
        """Return the change as the service takes it."""
        return ChannelChange(self.gone, self.successor_of, self.link)


class ChannelAnswer(BaseModel):
    """Where items come from."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    version: int = Field(description="One more with each change by a person; the ETag.")
    platform: str
    platform_id: str = Field(description="The platform's own id of it.")
    name: str
    visibility: str = Field(description="`public`, `private` or `unknown`.")
    public_address: str | None
    created_at: datetime = Field(description="When lont first took it in.")
    first_seen: datetime | None = Field(description="When its first item was sent.")
    last_seen: datetime | None
    gone_at: datetime | None = Field(description="When a person said that it is gone.")
    successor_of: UUID | None


class SeenAnswer(BaseModel):
    """A name or a link, and when it was stated."""

    model_config = ConfigDict(from_attributes=True)

    value: str
    first: datetime
    last: datetime


class ChannelDayAnswer(BaseModel):
    """One day, in UTC."""

    model_config = ConfigDict(from_attributes=True)

    day: date
    items: int
    raised: int = Field(description="Of those: with a label raised.")


class ChannelDetail(ChannelAnswer):
    """A channel with its names, links and days."""

    names: list[SeenAnswer] = Field(description="Oldest first.")
    links: list[SeenAnswer] = Field(description="Addresses and invite links, oldest first.")
    days: list[ChannelDayAnswer] = Field(description="Days with items among the last 60 up to its last item.")
    successors: list[UUID]

    @classmethod
    def of(cls, view: ChannelView) -> ChannelDetail:
        """Return the answer for one channel."""
        return cls(
            **ChannelAnswer.model_validate(view.channel).model_dump(),
            names=[SeenAnswer.model_validate(each) for each in view.names],
            links=[SeenAnswer.model_validate(each) for each in view.links],
            days=[ChannelDayAnswer.model_validate(each) for each in view.days],
            successors=[each.id for each in view.successors],
        )


class ChannelList(BaseModel):
    """One page of channels."""

    model_config = ConfigDict(from_attributes=True)

    channels: list[ChannelAnswer]
    next_cursor: UUID | None = Field(description="Null on the last page.")
