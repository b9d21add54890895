"""What a caller of the API hands in: one item of a channel, and what the caller states of that channel."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from service.domain.items import Provenance
from service.domain.messages import ChannelRef

__all__ = ["LiveItem", "TakenIn"]


@dataclass(frozen=True, slots=True)
class LiveItem:
    """One item as handed in over the API."""

    channel: ChannelRef
    provenance: Provenance | None
    """Needed the first time that a channel is named; later only to change it."""
    source_key: str | None
    """The platform's own id of the message; ``None``: made from time, author and text."""
    text: str
    sent_at: datetime | None
    author: str | None
    locator: str | None
    reply_to_key: str | None
    edited_at: datetime | None


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one item: its id, and whether it was stored, known or changed."""

    id: str
    outcome: str
