"""Reads ``result.json`` of Telegram Desktop: the export of one chat, or of an account."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from service.domain.messages import ChannelRef, ImportEvent, MessageDraft, Platform
from service.errors import FileRefusedError
from service.importers.field_reading import channel_name, key_of, made_channel_id
from service.importers.file_opening import utf8_chunks
from service.importers.json_values import END, JsonPiece, json_pieces
from service.importers.message_keys import DuplicateWatch
from service.importers.options import ImportOptions
from service.importers.refusing import PieceRefusedError, refusal, refusal_of_damage
from service.importers.telegram_message import read_message

__all__ = ["read_telegram"]

_CHATS = frozenset({(), ("chats", "list", "*"), ("left_chats", "list", "*")})
_MESSAGES = frozenset((*chat, "messages", "*") for chat in _CHATS)
_HEADER = frozenset({"id", "name", "type"})
_PUBLIC = frozenset({"public_channel", "public_supergroup"})
_NAMELESS = {"saved_messages": "saved messages", "replies": "replies", "personal_chat": "personal chat"}


def read_telegram(
    path: Path, options: ImportOptions, on_progress: Callable[[int], None] | None = None
) -> Iterator[ImportEvent]:
    """Read the export as a stream.

    A chat whose name stands after its messages (an export whose keys were sorted) goes by its id first; a bare
    ``ChannelRef`` after its last message then tells its name.

    Raises
    ------
    FileRefusedError
        ``file_unrecognised`` if it is JSON without a single chat; as `utf8_chunks`.
    """
    reader = _ExportReader(options, fallback_name=options.channel or path.stem)
    for piece in json_pieces(utf8_chunks(path, on_progress), _MESSAGES):
        yield from reader.take(piece)
    if not reader.found:
        raise FileRefusedError(
            "This JSON holds no chat: neither 'messages' nor 'chats' as Telegram Desktop writes them.",
            "Export from Telegram Desktop as machine-readable JSON, or state another format with --format.",
            code="file_unrecognised",
        )


class _ExportReader:
    """Keeps the chat at hand while the pieces of the file pass."""

    def __init__(self, options: ImportOptions, fallback_name: str) -> None:
        self.found = False
        """Whether a chat, or the break of the file, was met."""
        self._options = options
        self._fallback_name = fallback_name
        self._duplicates = DuplicateWatch()
        self._chat = _Chat(fallback_name)

    def take(self, piece: JsonPiece) -> Iterator[ImportEvent]:
        if piece.path in _MESSAGES and piece.value is not END:
            yield self._message(piece)
        elif piece.value is not END:
            self._note_header(piece)
        elif piece.fault is not None:
            self.found = True
            yield refusal_of_damage(f"after message {self._chat.count} of its chat", piece.fault, self._chat.told)
        elif piece.path in _CHATS:
            yield from self._chat.ended()
            self._chat = _Chat(self._fallback_name)
        elif piece.path[-1] == "messages" and piece.path[:-1] in _CHATS:
            self.found = self._chat.has_messages = True

    def _note_header(self, piece: JsonPiece) -> None:
        if piece.path[:-1] in _CHATS and piece.path and piece.path[-1] in _HEADER and piece.fault is None:
            self._chat.header[piece.path[-1]] = piece.value

    def _message(self, piece: JsonPiece) -> ImportEvent:
        self.found = True
        channel = self._chat.counted()
        place = f"message {self._chat.count}"
        raw = piece.value
        if isinstance(raw, dict) and type(raw.get("id")) is int:
            place = f"{place} (id {raw['id']})"
        if piece.fault is not None:
            return refusal_of_damage(place, piece.fault, channel)
        try:
            event = read_message(raw, channel, place, self._options)
        except PieceRefusedError as error:
            return refusal(place, error, channel)
        if not isinstance(event, MessageDraft):
            return event
        self._chat.has_drafts = True
        return self._duplicates.admit(event, place)


class _Chat:
    """One chat of the file, as far as it has been read."""

    def __init__(self, fallback_name: str) -> None:
        self.header: dict[str, object] = {}
        self.told: ChannelRef | None = None
        """The channel as its messages tell it."""
        self.count = 0
        self.has_messages = False
        """Whether it has a list of messages, if only an empty one."""
        self.has_drafts = False
        self._fallback_name = fallback_name

    def counted(self) -> ChannelRef:
        """Count one more message and return the channel it is in."""
        self.count += 1
        self.has_messages = True
        if self.told is None:
            self.told = self._channel()
        return self.told

    def ended(self) -> Iterator[ChannelRef]:
        """Tell a chat without messages, or one whose header stands after its messages."""
        if self.has_messages:
            channel = self._channel()
            if not self.has_drafts or channel != self.told:
                yield channel

    def _channel(self) -> ChannelRef:
        kind = self.header.get("type")
        kind = kind if isinstance(kind, str) else None
        known = _chat_id(self.header.get("id"))
        name = channel_name(self.header.get("name"))
        if known is None:
            name = name or self._fallback_name
            known = made_channel_id(name)
        return ChannelRef(
            platform=Platform.TELEGRAM,
            platform_id=known,
            name=name or f"{_NAMELESS.get(kind or '', 'chat')} {known}",
            public=None if kind is None else kind in _PUBLIC,
        )


def _chat_id(value: object) -> str | None:
    try:
        return key_of(value, "id")
    except PieceRefusedError:
        return None
