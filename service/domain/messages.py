"""What an importer hands over: channels, messages as captured, and what it refused or passed by."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

__all__ = [
    "ChannelRef",
    "ImportEvent",
    "MessageDraft",
    "MessageKind",
    "PassedBy",
    "Platform",
    "Refusal",
    "text_sha256",
]


class Platform(StrEnum):
    """Where an item was posted."""

    TELEGRAM = "telegram"
    SNAPCHAT = "snapchat"
    WHATSAPP = "whatsapp"
    INSTAGRAM = "instagram"
    TIKTOK = "tiktok"
    DISCORD = "discord"
    SIGNAL = "signal"
    FORUM = "forum"
    CLASSIFIEDS = "classifieds"
    OTHER = "other"


class MessageKind(StrEnum):
    """What a message consists of; decides whether there is a text to score."""

    TEXT = "text"
    """A text, or a caption under a photo or video."""
    POLL = "poll"
    """A poll: its question and options are the text."""
    MEDIA = "media"
    """Only media; the text is empty and the item is stored as ``unscored``."""


@dataclass(frozen=True, slots=True)
class ChannelRef:
    """A channel as a file names it."""

    platform: Platform
    platform_id: str
    """Stable id of the channel at the platform; where the file has none, made from its name."""
    name: str
    """Name at the time of the export; 1 to 300 characters."""
    public: bool | None = None
    """Whether the file itself tells that the channel is public; ``None``: it does not tell."""


@dataclass(frozen=True, slots=True)
class MessageDraft:
    """One message as captured, before pseudonyms and storage."""

    channel: ChannelRef
    source_key: str
    """Identity of the message inside its channel, 1 to 200 characters: the platform's id, or made from the content."""
    text: str
    """The text exactly as posted; empty only for ``MessageKind.MEDIA``."""
    kind: MessageKind
    sent_at: datetime | None
    """Timezone-aware, UTC."""
    author: str | None = None
    """Plain handle or name of the author; becomes a keyed pseudonym at the door, never stored or logged as it is."""
    edited: bool = False
    """The file says that the message was edited."""
    edited_at: datetime | None = None
    """Timezone-aware, UTC; ``None`` where the file does not tell when."""
    reply_to_key: str | None = None
    """``source_key`` of the message that this one answers."""
    forwarded_from: str | None = None
    """Plain name of who or what it was forwarded from; pseudonymised like an author."""
    locator: str | None = None
    """Public address of the message (http or https), where the file has it."""


@dataclass(frozen=True, slots=True)
class Refusal:
    """A piece of a file that could not be taken in, and why; it never stops the pieces beside it."""

    place: str
    """Where a person finds it: ``line 12`` or ``message 40 (id 3991)``."""
    code: str
    """Stable code of the reason, such as ``date_implausible``."""
    detail: str
    """What was wrong, what was expected and what to do; never the text of the message."""
    channel: ChannelRef | None = None
    """The channel it belonged to, where that could be read."""


@dataclass(frozen=True, slots=True)
class PassedBy:
    """A line that is no message, such as "X joined the group"; counted, not stored."""

    place: str
    reason: str
    """``service``, ``deleted`` (the platform's placeholder for a removed message), or ``empty``."""


ImportEvent = ChannelRef | MessageDraft | Refusal | PassedBy
"""What an importer yields, in the order of the file. A channel without messages is told by a bare ``ChannelRef``."""


def text_sha256(text: str | None) -> str | None:
    """Return the SHA-256 of a text as it came, in hex; ``None`` where there is no text."""
    return None if text is None else hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
