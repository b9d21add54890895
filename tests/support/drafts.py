"""Makes message drafts and channels for tests, with telling defaults."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

from service.domain.items import Provenance, Visibility
from service.domain.messages import ChannelRef, MessageDraft, MessageKind, Platform
from service.factory import ProcessContext

CHANNEL = ChannelRef(Platform.TELEGRAM, "4711", "Buurtpraat Oosterveld", public=True)
PROVENANCE = Provenance("Europe/Amsterdam", Visibility.PUBLIC, "public channel, read by hand", "test desk")
NOON = datetime(2026, 11, 1, 12, 0, tzinfo=UTC)


def draft(
    key: str = "1",
    text: str = "goedemorgen allemaal",
    *,
    minute: float = 0,
    channel: ChannelRef = CHANNEL,
    author: str | None = "user77",
    **fields: object,
) -> MessageDraft:
    """Return a draft; `minute` counts from noon."""
    values: dict[str, object] = {
        "channel": channel,
        "source_key": key,
        "text": text,
        "kind": MessageKind.TEXT if text else MessageKind.MEDIA,
        "sent_at": NOON + timedelta(minutes=minute),
        "author": author,
    }
    return MessageDraft(**(values | fields))  # type: ignore[arg-type]  # names and types are those of the record


def open_channel(context: ProcessContext, ref: ChannelRef = CHANNEL) -> UUID:
    """Store a channel and return its id."""
    with context.writing() as factory:
        return factory.import_desk().channels.save(ref, PROVENANCE).id
