"""Which items name which contact: keyed hashes, from which nobody learns a handle or a number."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from service.schema.base import Base

__all__ = ["ContactMention"]


class ContactMention(Base):
    """The present text of an item names a contact."""

    __tablename__ = "contact_mentions"
    __table_args__ = (Index(None, "contact_key", "seen_at", "item_id"),)

    item_id: Mapped[UUID] = mapped_column(ForeignKey("items.id"), primary_key=True)
    contact_key: Mapped[bytes] = mapped_column(LargeBinary(16), primary_key=True)
    """HMAC of kind, platform and normalised value under the key of the pseudonyms."""
    kind: Mapped[str] = mapped_column(String(16))
    item_version: Mapped[int]
    channel_id: Mapped[UUID] = mapped_column(ForeignKey("channels.id"))
    """Of the item, as is the next one; a contact may be in a million items, which are not read to count them."""
    seen_at: Mapped[datetime]
    """When it was sent, or captured where nobody knows."""
