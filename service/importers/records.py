"""Turns a record of named fields, from a table or a JSON object, into an event."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from service.domain.messages import (
    ChannelRef,
    ImportEvent,
    MessageDraft,
    MessageKind,
    PassedBy,
    Platform,
)
from service.errors import FileRefusedError
from service.importers.field_reading import (
    channel_name,
    key_of,
    locator_of,
    made_channel_id,
    name_of,
    text_of,
)
from service.importers.message_keys import DuplicateWatch, KeyMaker
from service.importers.options import ImportOptions
from service.importers.refusing import PieceRefusedError, refusal
from service.importers.times import moment_of

__all__ = ["FIELDS", "Getter", "RawRecord", "RecordReader", "check_columns", "plain_record"]

FIELDS = frozenset({"author", "channel", "edited_at", "id", "locator", "platform", "reply_to", "sent_at", "text"})
"""The fields that a plain file may have and that ``ImportOptions.columns`` may map."""
Getter = Callable[[str], object]
"""Returns what a record has in a column; ``None`` where it has no such column."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRecord:
    """The fields of one message as a file has them: any of them may be of any type."""

    text: object = None
    kind: MessageKind | None = None
    """What the file tells of it; ``None``: a text, or nothing."""
    id: object = None
    channel_id: object = None
    channel: object = None
    public: bool | None = None
    author: object = None
    sent_at: object = None
    platform: object = None
    locator: object = None
    reply_to: object = None
    edited: bool = False
    edited_at: object = None
    forwarded_from: object = None


class RecordReader:
    """Reads the records of one file.

    Parameters
    ----------
    options
        What the caller knows; its ``platform`` and ``channel`` stand in where a record has none.
    path
        The file, whose name stands in for a channel that nobody tells.
    """

    def __init__(self, options: ImportOptions, path: Path) -> None:
        self._options = options
        self._channel_name = channel_name(options.channel) or channel_name(path.stem) or "file"
        self._keys = KeyMaker()
        self._duplicates = DuplicateWatch()

    def event(self, raw: RawRecord, place: str) -> ImportEvent:
        """Read one record; what is wrong with it becomes a ``Refusal``."""
        channel = None
        try:
            channel = self._channel(raw)
            event = self._message(raw, channel, place)
        except PieceRefusedError as error:
            return refusal(place, error, channel)
        return self._duplicates.admit(event, place) if isinstance(event, MessageDraft) else event

    def _message(self, raw: RawRecord, channel: ChannelRef, place: str) -> MessageDraft | PassedBy:
        kind = raw.kind or MessageKind.TEXT
        if raw.text is None and kind is not MessageKind.MEDIA:
            raise PieceRefusedError("'text' is missing.", "Map the column that holds it.", code="field_missing")
        text = text_of(raw.text, "text")
        if not text.strip() and kind is not MessageKind.MEDIA:
            return PassedBy(place, "empty")
        sent_at, edited_at = self._moment(raw.sent_at, "sent_at"), self._moment(raw.edited_at, "edited_at")
        author = name_of(raw.author, "author")
        return MessageDraft(
            channel=channel,
            source_key=key_of(raw.id, "id") or self._made_key(channel, sent_at, author, text),
            text=text if text.strip() else "",
            kind=MessageKind.TEXT if text.strip() and kind is MessageKind.MEDIA else kind,
            sent_at=sent_at,
            author=author,
            edited=raw.edited or edited_at is not None,
            edited_at=edited_at,
            reply_to_key=key_of(raw.reply_to, "reply_to"),
            forwarded_from=name_of(raw.forwarded_from, "forwarded_from"),
            locator=locator_of(raw.locator, "locator"),
        )

    def _moment(self, value: object, field: str) -> datetime | None:
        if value is None or value == "":
            return None
        return moment_of(value, field, self._options.zone, self._options.now)

    def _made_key(self, channel: ChannelRef, sent_at: datetime | None, author: str | None, text: str) -> str:
        sent = sent_at.isoformat() if sent_at else ""
        return "made:" + self._keys.key(channel.platform_id, sent, author or "", text)

    def _channel(self, raw: RawRecord) -> ChannelRef:
        name = name_of(raw.channel, "channel")
        known = key_of(raw.channel_id, "channel")
        name = name or known or self._channel_name
        return ChannelRef(
            platform=self._platform(raw.platform),
            platform_id=known or made_channel_id(name),
            name=name,
            public=raw.public,
        )

    def _platform(self, value: object) -> Platform:
        told = name_of(value, "platform")
        if told is None:
            return self._options.platform or Platform.OTHER
        return Platform(told.lower()) if told.lower() in set(Platform) else Platform.OTHER


def plain_record(get: Getter, options: ImportOptions) -> RawRecord:
    """Read a record by our own names, or those that ``options.columns`` gives them."""

    def own(field: str) -> object:
        return get(options.columns.get(field, field))

    return RawRecord(
        text=own("text"),
        id=own("id"),
        channel=own("channel"),
        author=own("author"),
        sent_at=own("sent_at"),
        platform=own("platform"),
        locator=own("locator"),
        reply_to=own("reply_to"),
        edited_at=own("edited_at"),
    )


def check_columns(options: ImportOptions) -> None:
    """Refuse a mapping of fields that lont does not have.

    Raises
    ------
    FileRefusedError
        ``columns_unknown``.
    """
    unknown = sorted(set(options.columns) - FIELDS)
    if unknown:
        raise FileRefusedError(
            f"There is no field {', '.join(repr(field) for field in unknown)} to map a column to.",
            f"The fields are {', '.join(sorted(FIELDS))}.",
            code="columns_unknown",
        )
