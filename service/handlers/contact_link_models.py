"""What the calls on links through contacts give."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.contacts import ContactKind, LinkKind
from service.services.contacts import Links

__all__ = ["LinksAnswer"]


class NamingAnswer(BaseModel):
    """What else names the contact."""

    model_config = ConfigDict(from_attributes=True)

    kind: LinkKind = Field(description="`campaign`, or `item` for one that no other item is a copy of.")
    id: UUID
    items: int = Field(description="That name the contact.")
    channels: int
    first_seen: datetime
    last_seen: datetime
    name: str | None = Field(description="Of the channel of a single item.")


class NamedContactAnswer(BaseModel):
    """A handle, phone number or link. It is never scored or ranked: the order is that of time."""

    model_config = ConfigDict(from_attributes=True)

    kind: ContactKind
    platform: str = Field(description="Of a handle; empty for a phone number or a link.")
    text: str = Field(description="As the latest of the items spells it.")
    items: int = Field(description="Items of the campaign that name it; 1 for one item.")
    channels: int
    first_seen: datetime
    last_seen: datetime
    links: list[NamingAnswer] = Field(description="Other campaigns and single items, seen last first, at most 50.")
    more_links: int = Field(description="How many there are besides.")
    complete: bool = Field(description="False: only the latest 2,000 other items that name it were looked at.")


class LinksAnswer(BaseModel):
    """Contacts, and what else names them."""

    model_config = ConfigDict(from_attributes=True)

    contacts: list[NamedContactAnswer] = Field(description="Seen last first, at most 50.")
    more_contacts: int = Field(description="How many there are besides.")

    @classmethod
    def of(cls, links: Links) -> LinksAnswer:
        """Return the answer."""
        return cls.model_validate(links)
