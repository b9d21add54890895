"""What `POST /v1/items` takes and gives."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from pydantic import Base64Bytes, BaseModel, ConfigDict, Field

from service.domain.intake import LiveItem, TakenIn
from service.domain.items import Provenance, Visibility
from service.domain.messages import ChannelRef, Platform
from service.handlers.moments import PastMoment
from service.handlers.wire import Address, ItemText, Key, Name, TimeZone, WebAddress, Words

__all__ = ["MOST_ITEMS", "IngestRequest", "IngestResponse"]

MOST_ITEMS = 1_000
"""Items in one request."""


class ChannelIn(BaseModel):
    """Where an item was posted."""

    model_config = ConfigDict(extra="forbid")

    id: Key = Field(description="The platform's own id of the channel.")
    name: Name = Field(description="Its name at the time.")


class ProvenanceIn(BaseModel):
    """How the items of a channel were obtained; needed the first time that a channel is named."""

    model_config = ConfigDict(extra="forbid")

    timezone: TimeZone
    visibility: Visibility
    lawful_basis: Annotated[str, Words(3, 500)] = Field(description="How the messages were lawfully obtained.")
    obtained_by: Annotated[str, Words(2, 200)] = Field(description="Who obtained them: a person or unit of yours.")
    public_address: Annotated[str, Address(500)] | None = Field(
        default=None, description="Of the channel, if there is one."
    )


class ItemIn(BaseModel):
    """One message, post or advert."""

    model_config = ConfigDict(extra="forbid")

    platform: Platform
    channel: ChannelIn
    provenance: ProvenanceIn | None = None
    id: Key | None = Field(
        default=None,
        description="The platform's own id of the message; without it one is made from time, author and text.",
    )
    text: ItemText = Field(description="As posted; empty where there are only media.")
    sent_at: PastMoment | None = None
    author: Name | None = Field(default=None, description="Handle; becomes a keyed pseudonym at the door.")
    locator: WebAddress | None = Field(default=None, description="Address of the message itself.")
    reply_to: Key | None = Field(default=None, description="`id` of the message that this one answers.")
    edited_at: PastMoment | None = None
    screenshot: Base64Bytes | None = Field(
        default=None, description="PNG, JPEG or WebP of what was seen, at most 5 MiB, in base64; hashed on arrival."
    )

    def as_live_item(self) -> LiveItem:
        """Return the item as the service takes it."""
        stated = self.provenance
        return LiveItem(
            channel=ChannelRef(self.platform, self.channel.id, self.channel.name),
            provenance=None if stated is None else Provenance(**stated.model_dump()),
            source_key=self.id,
            text=self.text,
            sent_at=self.sent_at,
            author=self.author,
            locator=self.locator,
            reply_to_key=self.reply_to,
            edited_at=self.edited_at,
        )


class IngestRequest(BaseModel):
    """Items of any channels; either all of them are taken or none."""

    model_config = ConfigDict(extra="forbid")

    items: list[ItemIn] = Field(min_length=1, max_length=MOST_ITEMS)


class Taken(BaseModel):
    """What became of one item."""

    id: UUID
    outcome: Literal["stored", "known", "changed"] = Field(
        description="`known`: it was there already; `changed`: it was there with another text, now an earlier version."
    )


class IngestResponse(BaseModel):
    """What became of the items, in their order; scores follow within seconds."""

    items: list[Taken]

    @classmethod
    def of(cls, taken: list[TakenIn]) -> IngestResponse:
        """Return the answer for what the service tells."""
        return cls.model_validate({"items": [{"id": each.id, "outcome": each.outcome} for each in taken]})
