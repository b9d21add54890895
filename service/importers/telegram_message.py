"""Turns one message of a Telegram Desktop export into an event."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from service.domain.messages import ChannelRef, MessageDraft, MessageKind, PassedBy
from service.importers.field_reading import key_of, name_of, poll_text, text_of
from service.importers.options import ImportOptions
from service.importers.refusing import PieceRefusedError
from service.importers.times import moment_of, unix_moment

__all__ = ["read_message"]

_WORDS_ONLY = frozenset(
    {
        "author",
        "date",
        "date_unixtime",
        "edited",
        "edited_unixtime",
        "forwarded_from",
        "forwarded_from_id",
        "from",
        "from_id",
        "id",
        "inline_bot_buttons",
        "reactions",
        "reply_to_message_id",
        "reply_to_peer_id",
        "saved_from",
        "text",
        "text_entities",
        "type",
        "via_bot",
    }
)
"""The fields of a message of nothing but words; any other tells of media, also of kinds that are yet to come."""


def read_message(raw: object, channel: ChannelRef, place: str, options: ImportOptions) -> MessageDraft | PassedBy:
    """Read one object of ``messages``.

    The fields are those of ``SerializeMessage`` in tdesktop's ``export_output_json.cpp``.

    Raises
    ------
    PieceRefusedError
        With the code of the first field that cannot be taken.
    """
    if not isinstance(raw, dict):
        raise PieceRefusedError("The message has the wrong type.", "Expected an object.", code="field_type")
    if raw.get("type") == "service":
        return PassedBy(place, "service")
    text, kind = _content(raw)
    if not text.strip() and kind is not MessageKind.MEDIA:
        return PassedBy(place, "empty")
    edited = raw.get("edited") is not None or raw.get("edited_unixtime") is not None
    return MessageDraft(
        channel=channel,
        source_key=_source_key(raw),
        text=text,
        kind=kind,
        sent_at=_moment(raw, "date", options),
        author=name_of(raw.get("from_id"), "from_id") or name_of(raw.get("from"), "from"),
        edited=edited,
        edited_at=_edited_at(raw, options) if edited else None,
        reply_to_key=_reply_to(raw),
        forwarded_from=name_of(raw.get("forwarded_from"), "forwarded_from"),
    )


def _content(raw: Mapping[str, Any]) -> tuple[str, MessageKind]:
    text = _rich_text(raw["text"] if "text" in raw else raw.get("text_entities"), "text")
    if "poll" in raw:
        poll = _poll(raw["poll"])
        return text_of(f"{text}\n{poll}" if text else poll, "poll"), MessageKind.POLL
    if not text.strip() and not _WORDS_ONLY.issuperset(raw):
        return "", MessageKind.MEDIA
    return text, MessageKind.TEXT


def _rich_text(value: object, field: str) -> str:
    """Read a text, or a list of texts and objects with a ``text``, such as links and custom emoji."""
    if isinstance(value, dict):
        value = [value]
    if not isinstance(value, list):
        return text_of(value, field)
    return text_of("".join(text_of(_part(part), field) for part in value), field)


def _part(part: object) -> object:
    if isinstance(part, str):
        return part
    if isinstance(part, dict) and isinstance(part.get("text"), str):
        return part["text"]
    return 0  # no text: refused by its type


def _poll(poll: object) -> str:
    answers = poll.get("answers") if isinstance(poll, dict) else None
    if not isinstance(poll, dict) or not isinstance(answers, list):
        raise PieceRefusedError(
            "'poll' has the wrong type.", "Expected a question and a list of answers.", code="field_type"
        )
    options = [_rich_text(answer.get("text") if isinstance(answer, dict) else answer, "poll") for answer in answers]
    return poll_text(_rich_text(poll.get("question"), "poll"), options)


def _source_key(raw: Mapping[str, Any]) -> str:
    key = key_of(raw["id"], "id") if type(raw.get("id")) is int else None
    if key is None:
        raise PieceRefusedError("'id' has the wrong type.", "Expected a whole number.", code="field_type")
    return key


def _moment(raw: Mapping[str, Any], field: str, options: ImportOptions) -> datetime | None:
    unixtime = raw.get(f"{field}_unixtime")
    if unixtime is not None:
        return unix_moment(unixtime, f"{field}_unixtime", options.now)
    if raw.get(field) is None:
        return None
    return moment_of(raw[field], field, options.zone, options.now)


def _edited_at(raw: Mapping[str, Any], options: ImportOptions) -> datetime | None:
    # An edit without a known zone is still an edit; only the moment of the message itself is indispensable.
    if raw.get("edited_unixtime") is None and options.zone is None:
        return None
    return _moment(raw, "edited", options)


def _reply_to(raw: Mapping[str, Any]) -> str | None:
    if raw.get("reply_to_peer_id") is not None:
        return None  # an answer to a message in another chat
    return key_of(raw.get("reply_to_message_id"), "reply_to_message_id")
