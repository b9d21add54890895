"""Contacts that items name: which of them tell one from another, and when two spellings are one contact."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

__all__ = [
    "Contact",
    "ContactKind",
    "LinkKind",
    "Mention",
    "NamedContact",
    "NamingItems",
    "contact_typed",
    "contacts_said",
]

_UNKNOWN = "unknown"
_SAME_BREATH = 3
"""Most characters between the name of a platform and the handle that it belongs to: "tg: @"."""
_MOST = 500
"""Characters of a contact that count; far beyond any handle."""
_PROFILE_HOSTS = {
    "t.me": ("telegram", re.compile(r"/(?:s/)?([a-z][a-z0-9_]{3,31})(?:/\d+)?/?")),
    "telegram.me": ("telegram", re.compile(r"/(?:s/)?([a-z][a-z0-9_]{3,31})(?:/\d+)?/?")),
    "snapchat.com": ("snapchat", re.compile(r"/(?:add/|@)([a-z0-9][\w.-]{2,31})/?")),
    "instagram.com": ("instagram", re.compile(r"/([a-z0-9_][\w.]{2,29})/?")),
}
"""Where the path of a link is a handle on that platform."""
_NO_HANDLES = frozenset({"joinchat", "addlist", "share", "proxy", "addstickers", "explore", "reel", "reels", "stories"})
_PHONE_HOST = "wa.me"
_NUMBER = re.compile(r"[+\d][\d\s().-]{5,}")
_MOBILE = {
    "nl": {"06": "+316", "04": "+324"},
    "de": {"015": "+4915", "016": "+4916", "017": "+4917"},
    "fr": {"06": "+336", "07": "+337"},
    "sv": {"07": "+467"},
    "en": {"07": "+447"},
}
"""By the language of the message: how mobile numbers begin at home, and the same from abroad."""


class ContactKind(StrEnum):
    """What tells a contact from others; the words "dm me" and the name of a platform do not."""

    HANDLE = "handle"
    PHONE = "phone"
    LINK = "link"


class LinkKind(StrEnum):
    """What else names a contact."""

    CAMPAIGN = "campaign"
    ITEM = "item"
    """One that no other item is a copy of."""


@dataclass(frozen=True, slots=True)
class Contact:
    """A way to reach somebody, the same for all its spellings."""

    kind: ContactKind
    platform: str
    """Of a handle; empty for phone numbers and links, which are the same everywhere."""
    value: str
    """Normalised: never shown, only compared."""


@dataclass(frozen=True, slots=True)
class Mention:
    """An item names a contact."""

    item_id: UUID
    contact_key: bytes
    """16 bytes."""
    kind: ContactKind
    item_version: int


@dataclass(frozen=True, slots=True)
class NamingItems:
    """A campaign or a single item that names a contact."""

    kind: LinkKind
    id: UUID
    items: int
    """That name the contact."""
    channels: int
    first_seen: datetime
    last_seen: datetime
    name: str | None = None
    """Of the channel of a single item."""


@dataclass(frozen=True, slots=True)
class NamedContact:
    """A contact as items of one campaign, or one item, name it, and what else names it."""

    kind: ContactKind
    platform: str
    """As that of `Contact`."""
    text: str
    """As the latest of these items spells it."""
    item_id: UUID
    """That item."""
    items: int
    channels: int
    first_seen: datetime
    last_seen: datetime
    links: Sequence[NamingItems]
    """Seen last first."""
    more_links: int
    complete: bool
    """Whether all other items were looked at that name it, or the latest ones only."""


def contacts_said(
    entities: Sequence[Mapping[str, Any]], platform: str, lang: str | None
) -> Iterator[tuple[Contact, str]]:
    """Yield the contacts that tell one from another among the entities of an item, each as the item spells it.

    Parameters
    ----------
    entities
        Each with type, start, end and value, as scores have them.
    platform
        Where the item was posted: a handle is one there, unless the message names another platform just before it.
    lang
        ISO 639-1; tells which country a phone number without a code is of.
    """
    said = [each for each in entities if each["type"] == "contact"]
    for entity in said:
        value = entity["value"]
        contact = _contact(value, _platform_of(entity, said, platform), lang)
        if contact is not None:
            yield contact, _spelt(value)


def contact_typed(spelt: str, platform: str) -> Contact | None:
    """Return the contact that a person wrote down; ``None`` where nothing of it is one.

    Parameters
    ----------
    spelt
        A phone number, a link, or a handle with or without its @.
    platform
        Of a handle.
    """
    if _NUMBER.fullmatch(spelt.strip()):
        return _phone(spelt, "nl")
    return _link(spelt) if "/" in spelt or ":" in spelt else _handle(spelt, platform)


def _platform_of(entity: Mapping[str, Any], said: Sequence[Mapping[str, Any]], platform: str) -> str:
    own = entity["value"].get("platform", _UNKNOWN)
    if own != _UNKNOWN:
        return str(own)
    for other in said:
        gap = entity["start"] - other["end"]
        if other["value"].get("kind") == "word" and 0 <= gap <= _SAME_BREATH:
            named = other["value"].get("platform", _UNKNOWN)
            if named != _UNKNOWN:
                return str(named)
    return platform


def _spelt(value: Mapping[str, Any]) -> str:
    if value["kind"] == "handle":
        return f"@{value['handle'].lstrip('@')}"
    return str(value["number"] if value["kind"] == "phone" else value["link"])


def _contact(value: Mapping[str, Any], platform: str, lang: str | None) -> Contact | None:
    kind = value.get("kind")
    if kind == "handle":
        return _handle(str(value.get("handle", "")), platform)
    if kind == "phone":
        return _phone(str(value.get("number", "")), lang)
    if kind == "link":
        return _link(str(value.get("link", "")))
    return None


def _handle(spelt: str, platform: str) -> Contact | None:
    value = _folded(spelt).lstrip("@").rstrip(".")
    return Contact(ContactKind.HANDLE, platform, value) if value else None


def _phone(spelt: str, lang: str | None) -> Contact | None:
    digits = re.sub(r"[^\d+]", "", _folded(spelt))
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    for home, abroad in _MOBILE.get(lang or "", {}).items():
        if digits.startswith(home):
            digits = abroad + digits[len(home) :]
            break
    digits = re.sub(r"^(\+(?:31|32|33|44|46|49))0", r"\1", digits)  # +31 (0)6
    return Contact(ContactKind.PHONE, "", digits) if digits.strip("+") else None


def _link(spelt: str) -> Contact | None:
    """Return a link without what is the same to whoever follows it; one to a profile or a number is that."""
    spelt = unicodedata.normalize("NFKC", spelt).strip()[:_MOST]
    if spelt.lower().startswith("mailto:"):
        return Contact(ContactKind.LINK, "", spelt.lower())
    try:
        parts = urlsplit(spelt if "://" in spelt else f"https://{spelt}")
    except ValueError:  # half an address of six parts
        return Contact(ContactKind.LINK, "", spelt.lower())
    host = parts.netloc.lower().removeprefix("www.")
    path = unquote(parts.path)
    if host == _PHONE_HOST and re.fullmatch(r"/\+?\d{8,15}/?", path):
        return _phone(f"+{path.strip('/+')}", None)
    platform, profile = _PROFILE_HOSTS.get(host, ("", None))
    named = profile.fullmatch(path.lower()) if profile else None
    if named and named[1] not in _NO_HANDLES:
        return _handle(named[1], platform)
    query = f"?{parts.query}" if parts.query else ""
    value = f"{host}{path.rstrip('/')}{query}"
    return Contact(ContactKind.LINK, "", value) if host else None


def _folded(spelt: str) -> str:
    return unicodedata.normalize("NFKC", spelt).strip().casefold()[:_MOST]
