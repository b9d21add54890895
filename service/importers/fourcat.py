"""Reads the CSV and NDJSON exports of 4CAT: mapped items of any of its sources, and raw items of Telegram.

The columns are those of the ``map_item`` of 4CAT's data sources; every source has ``id``, ``thread_id``, ``author``,
``body`` and ``timestamp``, and any of them may be missing here. A mapping that the caller states comes first.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from service.domain.messages import ImportEvent, MessageKind, PassedBy, Platform, Refusal
from service.importers.field_reading import poll_text
from service.importers.file_opening import utf8_chunks
from service.importers.fourcat_telethon import is_service, is_telethon, telethon_record
from service.importers.json_lines import json_objects, value_at
from service.importers.options import ImportOptions
from service.importers.plain_csv import table_rows
from service.importers.records import Getter, RawRecord, RecordReader, check_columns

__all__ = ["read_fourcat_csv", "read_fourcat_ndjson"]

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "author": ("author", "author_username", "author_name"),
    "edited_at": ("unix_timestamp_edited", "timestamp_edited"),
    "forwarded_from": (
        "author_forwarded_from_name",
        "author_forwarded_from_username",
        "author_forwarded_from_id",
    ),
    "id": ("id",),
    "locator": ("post_url", "tiktok_url", "url", "link"),
    "reply_to": ("reply_to",),
    "sent_at": ("unix_timestamp", "timestamp"),
    "text": ("body",),
}
_TELEGRAM_COLUMNS = ("author_is_bot", "author_forwarded_from_name", "attachment_type")
_MEDIA_COLUMNS = ("attachment_type", "media_url", "media_urls", "image_url", "video_url", "thumbnail_url")
_SITES = {
    "instagram": Platform.INSTAGRAM,
    "telegram": Platform.TELEGRAM,
    "tiktok": Platform.TIKTOK,
    "t.me": Platform.TELEGRAM,
}


def read_fourcat_csv(
    path: Path, options: ImportOptions, on_progress: Callable[[int], None] | None = None
) -> Iterator[ImportEvent]:
    """Read the table as a stream.

    Raises
    ------
    FileRefusedError
        ``columns_unknown`` at once; ``columns_missing`` if the header row lacks ``body`` or a mapped column.
    """
    check_columns(options)
    return _table_events(path, options, on_progress)


def read_fourcat_ndjson(
    path: Path, options: ImportOptions, on_progress: Callable[[int], None] | None = None
) -> Iterator[ImportEvent]:
    """Read the items as a stream, raw or mapped, as each of them is.

    Raises
    ------
    FileRefusedError
        ``columns_unknown``, at once.
    """
    check_columns(options)
    return _item_events(path, options, on_progress)


def _table_events(
    path: Path, options: ImportOptions, on_progress: Callable[[int], None] | None
) -> Iterator[ImportEvent]:
    reader = RecordReader(options, path)
    needed = {options.columns.get("text", "body"), *options.columns.values()}
    known = frozenset(name for names in _COLUMNS.values() for name in names)
    for row in table_rows(path, needed, known, on_progress):
        if isinstance(row, Refusal):
            yield row
        else:
            place, get = row
            yield reader.event(_mapped_record(get, options), place)


def _item_events(
    path: Path, options: ImportOptions, on_progress: Callable[[int], None] | None
) -> Iterator[ImportEvent]:
    reader = RecordReader(options, path)
    for found in json_objects(utf8_chunks(path, on_progress)):
        if isinstance(found, Refusal):
            yield found
            continue
        place, item = found
        if is_telethon(item) and not options.columns:
            yield PassedBy(place, "service") if is_service(item) else reader.event(telethon_record(item), place)
        else:
            yield reader.event(_mapped_record(partial(value_at, item), options), place)


def _mapped_record(get: Getter, options: ImportOptions) -> RawRecord:
    def own(field: str) -> object:
        if field in options.columns:
            return get(options.columns[field])
        values = [get(name) for name in _COLUMNS.get(field, ())]
        return next((value for value in values if value not in (None, "", "0", 0)), values[0] if values else None)

    platform = own("platform") or (None if options.platform else _platform_of(get))
    telegram = Platform.TELEGRAM in (platform, options.platform)
    thread = (get("thread_id") or get("chat")) if telegram and "channel" not in options.columns else None
    kind = _kind(get)
    edited_at = own("edited_at")
    return RawRecord(
        text=_poll(get("attachment_data")) or own("text") if kind is MessageKind.POLL else own("text"),
        kind=kind,
        id=_bare_id(own("id"), thread),
        channel_id=thread,
        channel=own("channel"),
        author=_user(own("author"), get) if telegram else own("author"),
        sent_at=own("sent_at"),
        platform=platform,
        locator=_address(own("locator")) if "locator" not in options.columns else own("locator"),
        reply_to=own("reply_to"),
        edited_at=None if edited_at in ("0", 0) else edited_at,
        forwarded_from=own("forwarded_from"),
    )


def _platform_of(get: Getter) -> str | None:
    """Guess the platform from where 4CAT says that it got the item, or from columns that only one source has."""
    site = get("__import_meta.source_platform") or get("source_platform") or get("tiktok_url") or get("url")
    for name, platform in _SITES.items():
        if isinstance(site, str) and name in site:
            return platform.value
    return Platform.TELEGRAM.value if any(get(name) is not None for name in _TELEGRAM_COLUMNS) else None


def _kind(get: Getter) -> MessageKind | None:
    if get("attachment_type") == "poll":
        return MessageKind.POLL
    return MessageKind.MEDIA if any(get(name) for name in _MEDIA_COLUMNS) else None


def _poll(data: object) -> str | None:
    """Read a poll from ``attachment_data``, which holds JSON inside the cell; ``None`` if it is not that."""
    try:
        poll: Any = json.loads(data) if isinstance(data, str) else data
        return poll_text(poll["question"], [answer["answer"] for answer in poll["answers"]])
    except (ValueError, RecursionError, TypeError, LookupError):
        return None


def _bare_id(number: object, thread: object) -> object:
    """Take the channel off an id: 4CAT writes ``channel-3991`` where Telegram has 3991."""
    return number.removeprefix(f"{thread}-") if isinstance(number, str) and thread else number


def _user(author: object, get: Getter) -> object:
    """Write the id of a user as Telegram Desktop does; only users have a name beside their id."""
    number = str(author) if isinstance(author, str | int) else ""
    return f"user{number}" if number.isdecimal() and get("author_name") else author


def _address(value: object) -> object:
    # Some sources have something else under these names; only an address can be a locator.
    return value if isinstance(value, str) and value.lower().startswith(("http://", "https://")) else None
