"""Reads the text file of WhatsApp's "export chat", of Android and iOS, in Dutch, English, German, Swedish, French."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from service.domain.messages import ChannelRef, ImportEvent, MessageDraft, MessageKind, PassedBy, Platform
from service.errors import FileRefusedError
from service.importers.bounded_lines import Line, bounded_lines
from service.importers.field_reading import MAX_TEXT, channel_name, made_channel_id, name_of, text_of
from service.importers.file_opening import read_head, utf8_chunks
from service.importers.message_keys import KeyMaker
from service.importers.options import ImportOptions
from service.importers.refusing import PieceRefusedError, refusal, refusal_of_damage
from service.importers.times import in_utc
from service.importers.whatsapp_headers import ChatStyle, Header, header_of, style_of
from service.importers.whatsapp_phrases import is_deleted, is_notice, read_body, without_edit_mark

__all__ = ["read_whatsapp"]

_FILE_NAME = re.compile(
    r"(?:whatsapp[- ]?chatt? (?:met|with|mit|med)|whatsapp chat -|discussion whatsapp avec) (?P<name>.+?)"
    r"(?: ?\([0-9]+\))?",
    re.IGNORECASE,
)
_IOS_STEM = "_chat"


def read_whatsapp(
    path: Path, options: ImportOptions, on_progress: Callable[[int], None] | None = None
) -> Iterator[ImportEvent]:
    """Read the export as a stream.

    A line that begins with a date and time begins a message; other lines go on with the message before them. All
    times are local and read in ``options.zone``.

    Raises
    ------
    FileRefusedError
        ``timezone_missing`` without a zone, at once; ``file_unrecognised`` if no line begins a message.
    """
    if options.zone is None:
        raise FileRefusedError(
            "The times in a WhatsApp export carry no time zone.",
            "State the zone of the phone, such as Europe/Amsterdam.",
            code="timezone_missing",
        )
    style = style_of(read_head(path).decode(errors="replace").split("\n"))
    return _events(
        bounded_lines(utf8_chunks(path, on_progress)),
        _ChatReader(_channel(path, options), style, options, options.zone),
    )


def _events(lines: Iterator[Line], reader: _ChatReader) -> Iterator[ImportEvent]:
    current: _Message | None = None
    strays = 0
    for line in lines:
        header = header_of(line.text)
        if header is not None and header.signature == reader.style.signature:
            yield from reader.strays(strays) if current is None else [reader.event(current)]
            current = _Message(line.number, header, line.fault)
        elif current is not None:
            current.go_on(line)
        elif line.text.strip():
            strays = line.number
    if current is None:
        raise FileRefusedError(
            "No line begins with a date and time as WhatsApp writes them.",
            "Export the chat from WhatsApp as text, or state another format with --format.",
            code="file_unrecognised",
        )
    yield reader.event(current)


@dataclass(slots=True)
class _Message:
    """A message whose last line may not have been read yet."""

    number: int
    header: Header
    fault: str | None
    more: list[str] = field(default_factory=list)
    size: int = 0

    def go_on(self, line: Line) -> None:
        self.fault = self.fault or line.fault
        self.size += len(line.text) + 1
        if self.size <= 2 * MAX_TEXT:  # enough to be refused as too long; the rest need not be kept
            self.more.append(line.text)


class _ChatReader:
    """Turns the messages of one chat into events."""

    def __init__(self, channel: ChannelRef, style: ChatStyle, options: ImportOptions, zone: ZoneInfo) -> None:
        self.style = style
        self._channel = channel
        self._zone = zone
        self._now = options.now
        self._keys = KeyMaker()

    def strays(self, until: int) -> Iterator[ImportEvent]:
        if until:
            error = PieceRefusedError(
                "These lines stand before the first date.", "Export the chat again if they matter.", code="no_header"
            )
            yield refusal(f"lines 1-{until}", error, self._channel)

    def event(self, message: _Message) -> ImportEvent:
        place = f"line {message.number}"
        if message.fault is not None:
            return refusal_of_damage(place, message.fault, self._channel)
        try:
            return self._read(message, place)
        except PieceRefusedError as error:
            return refusal(place, error, self._channel)

    def _read(self, message: _Message, place: str) -> MessageDraft | PassedBy:
        author, colon, said = _split(message.header.rest)
        whole = text_of("\n".join([said, *message.more]).rstrip("\n"), "text")
        if not colon or is_notice(whole):
            return PassedBy(place, "service")
        if is_deleted(whole):
            return PassedBy(place, "deleted")
        plain, edited = without_edit_mark(whole)
        text, kind = read_body(plain)
        if not text.strip() and kind is not MessageKind.MEDIA:
            return PassedBy(place, "empty")
        sent_at = in_utc(message.header.local_time(self.style.order), "date", self._zone, self._now)
        return MessageDraft(
            channel=self._channel,
            source_key="wa:" + self._keys.key(sent_at.isoformat(), author or "", text),
            text=text,
            kind=kind,
            sent_at=sent_at,
            author=author,
            edited=edited,
        )


def _split(rest: str) -> tuple[str | None, bool, str]:
    """Split author and text; without a colon it is a line of WhatsApp itself. An author may be invisible."""
    author, colon, said = rest.partition(": ")
    if not colon and rest.endswith(":"):  # an editor took off the space at the end of the line
        author, colon = rest[:-1], ":"
    if not colon:
        return None, False, rest
    return name_of(author.strip("\u200e\u200f\u202a\u202c"), "author"), True, said


def _channel(path: Path, options: ImportOptions) -> ChannelRef:
    name = channel_name(options.channel) or channel_name(_name_in(path)) or _IOS_STEM
    return ChannelRef(Platform.WHATSAPP, made_channel_id(name), name)


def _name_in(path: Path) -> str:
    # On iOS the file is always _chat.txt, in a folder with the name of the archive.
    stem = path.resolve().parent.name if path.stem.startswith(_IOS_STEM) else path.stem
    named = _FILE_NAME.fullmatch(stem)
    return named["name"] if named else stem
