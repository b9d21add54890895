"""Reads the raw Telegram items of 4CAT: messages of Telethon, written as dictionaries.

The shape is that of ``SearchTelegram.serialize_obj`` and ``map_item`` in 4CAT's ``datasources/telegram``. Ids are
written as Telegram Desktop writes them, so that the same message from either source is the same item.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from service.domain.messages import MessageKind, Platform
from service.importers.field_reading import poll_text
from service.importers.records import RawRecord

__all__ = ["is_service", "is_telethon", "telethon_record"]

_NO_MEDIA = ("MessageMediaEmpty", "MessageMediaWebPage")
_NOT_TEXT = 0  # refused by its type


def is_telethon(item: Mapping[str, Any]) -> bool:
    """Tell whether the item is a message of Telethon."""
    return "message" in item and not {"_chat", "_sender", "peer_id", "_chat_peer"}.isdisjoint(item)


def is_service(item: Mapping[str, Any]) -> bool:
    """Tell whether the item is no message but an event, such as somebody joining."""
    return item.get("_type") == "MessageService" or bool(item.get("action"))


def telethon_record(item: Mapping[str, Any]) -> RawRecord:
    """Take the fields of a message out of the item."""
    chat, media = _object(item.get("_chat")), _object(item.get("media"))
    username = chat.get("username")
    edited = bool(item.get("edit_date")) and not item.get("edit_hide")
    return RawRecord(
        text=_text(item, media),
        kind=_kind(media),
        id=item.get("id"),
        channel_id=chat.get("id") or _peer_id(item.get("peer_id")) or _peer_id(item.get("_chat_peer")),
        channel=chat.get("title") or username,
        public=bool(username) if chat.get("_type") == "Channel" else None,
        author=_author(item),
        sent_at=item.get("date"),
        platform=Platform.TELEGRAM.value,
        locator=_locator(username, item.get("id")) if chat.get("_type") == "Channel" else None,
        reply_to=_reply_to(item),
        edited=edited,
        edited_at=item.get("edit_date") if edited else None,
        forwarded_from=_forwarded_from(item),
    )


def _object(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, dict) else {}


def _text(item: Mapping[str, Any], media: Mapping[str, Any]) -> object:
    text = item.get("message") or ""
    if _kind(media) is not MessageKind.POLL:
        return text
    poll = _object(media.get("poll"))
    answers = poll.get("answers")
    parts = [_words(poll.get("question"))]
    parts += [_words(_object(answer).get("text")) for answer in (answers if isinstance(answers, list) else [None])]
    if not all(isinstance(part, str) for part in [text, *parts]):
        return _NOT_TEXT
    asked = poll_text(str(parts[0]), [str(part) for part in parts[1:]])
    return f"{text}\n{asked}" if text else asked


def _words(value: object) -> object:
    return value.get("text") if isinstance(value, dict) else value


def _kind(media: Mapping[str, Any]) -> MessageKind | None:
    if media.get("_type") == "MessageMediaPoll":
        return MessageKind.POLL
    return MessageKind.MEDIA if media and media.get("_type") not in _NO_MEDIA else None


def _peer_id(peer: object) -> object:
    peer = _object(peer)
    return peer.get("channel_id") or peer.get("chat_id")


def _author(item: Mapping[str, Any]) -> object:
    sender, peer = _object(item.get("_sender")), _object(item.get("from_id"))
    if type(sender.get("id")) is int:
        return f"{'user' if sender.get('_type', 'User') == 'User' else 'channel'}{sender['id']}"
    for kind in ("user", "channel"):
        if type(peer.get(f"{kind}_id")) is int:
            return f"{kind}{peer[f'{kind}_id']}"
    return item.get("post_author")


def _reply_to(item: Mapping[str, Any]) -> object:
    reply = _object(item.get("reply_to"))
    if reply.get("reply_to_peer_id"):
        return None  # an answer to a message in another chat
    return reply.get("reply_to_msg_id") or item.get("reply_to_msg_id")


def _forwarded_from(item: Mapping[str, Any]) -> object:
    origin, source = _object(item.get("fwd_from")), _object(_object(item.get("_forward")).get("_chat"))
    peer = _object(origin.get("from_id"))
    return origin.get("from_name") or source.get("title") or peer.get("channel_id") or peer.get("user_id")


def _locator(username: object, number: object) -> str | None:
    if isinstance(username, str) and username.isascii() and username.isidentifier() and type(number) is int:
        return f"https://t.me/{username}/{number}"
    return None
