"""Rules on the items of a notice: where they stand, what they say, when, and with what evidence (TD-201 to TD-208)."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

from service.domain.takedown.addresses import read_address
from service.domain.takedown.content import NoticeItem
from service.domain.takedown.judging import URL_POINTER, Found, Judged
from service.domain.takedown.locator_hosts import HOSTS_OF_SITES
from service.domain.takedown.locators import LocatorKind, LocatorReading, names_only_the_container, read_locator
from service.domain.takedown.vocabulary import PostedAtSource, Surface

__all__ = ["evidence", "exact_location", "excerpt", "id_time", "own_host", "reading_of"]

CLOCK_TOLERANCE = timedelta(minutes=5)

_DETAILS = {
    LocatorKind.NONE: "No address of a message. Give the exact https address of the message itself.",
    LocatorKind.INVITE: "Invite link, not a message link. Open the message and copy its own link.",
    LocatorKind.PROFILE: "Address of a profile or a whole channel. Give the address of the message itself.",
    LocatorKind.NOT_HTTPS: "Not an https address. Give the address that begins with https://.",
    LocatorKind.MALFORMED: "Not a readable public address. Copy it again from the platform.",
    LocatorKind.FOREIGN_HOST: "No address at this platform. Give the address of the message at the platform itself.",
}
_WHOLE_PAGES = frozenset({Surface.PROFILE, Surface.WEBSITE})


def reading_of(judged: Judged, item: NoticeItem) -> LocatorReading:
    """Return what the address of an item points to."""
    return read_locator(judged.content.platform.slug, item.locator.url)


def exact_location(judged: Judged) -> Found:
    """TD-201: each item has the exact address of one message; that of a whole page needs words to find it there."""
    if not judged.content.items:
        yield URL_POINTER, "The notice has no item. Add at least one message with its address."
    for number, item in enumerate(judged.content.items):
        reading = reading_of(judged, item)
        if reading.kind is LocatorKind.PROFILE and judged.content.platform.surface in _WHOLE_PAGES:
            continue
        if reading.kind in _DETAILS:
            yield f"/items/{number}/locator/url", _DETAILS[reading.kind]
        elif names_only_the_container(judged.content.platform.slug, reading) and not item.locator.additional_info:
            yield (
                f"/items/{number}/locator/additional_info",
                "The address is that of a whole channel or profile. Say how to find the message in it.",
            )


def own_host(judged: Judged) -> Found:
    """TD-202: the address belongs to the platform, and the canonical one is what it reads as."""
    for number, item in enumerate(judged.content.items):
        reading = reading_of(judged, item)
        if reading.kind is LocatorKind.FOREIGN_HOST or _at_another_site(judged, item):
            yield (
                f"/items/{number}/locator/url",
                "The host is not one of the platform, or it shortens links. Resolve it and give the real address.",
            )
        elif item.locator.canonical_url is not None and item.locator.canonical_url != reading.canonical_url:
            yield (
                f"/items/{number}/locator/canonical_url",
                "The canonical address is not that of the address beside it. Save the address again.",
            )


def excerpt(judged: Judged) -> Found:
    """TD-203: the excerpt stands word for word in the captured text."""
    for number, item in enumerate(judged.content.items):
        captured = _captured(judged, item)
        if not item.excerpt.strip():
            yield f"/items/{number}/excerpt", "No excerpt. Quote the words that make it illegal."
        elif captured is not None and item.excerpt not in captured:
            yield f"/items/{number}/excerpt", "The excerpt differs from the captured text. Quote it word for word."


def id_time(judged: Judged) -> Found:
    """TD-207: the time of posting agrees with the time that the id of the message carries."""
    for number, item in enumerate(judged.content.items):
        carried = reading_of(judged, item).posted_at
        if carried is None or item.posted_at is None or item.posted_at_source is PostedAtSource.UNKNOWN:
            continue
        if abs(carried - item.posted_at) > CLOCK_TOLERANCE:
            yield (
                f"/items/{number}/posted_at",
                "Not within 5 minutes of the time in the id of the message. Correct it, or leave it empty.",
            )


def evidence(judged: Judged) -> Found:
    """TD-208: each item has evidence, captured before now, unchanged in the store."""
    for number, item in enumerate(judged.content.items):
        if not item.evidence:
            yield f"/items/{number}/evidence", "No evidence. Store a capture of the message first."
        for place, piece in enumerate(item.evidence):
            if judged.stored_hashes is not None and piece.sha256 not in judged.stored_hashes:
                yield (
                    f"/items/{number}/evidence/{place}/sha256",
                    "The stored evidence is missing or has another hash. Stop, and have the store looked at.",
                )
            if piece.captured_at > judged.now:
                yield f"/items/{number}/evidence/{place}/captured_at", "The capture lies in the future."
        confirmed = judged.first_confirmed_at
        if item.evidence and confirmed and all(piece.captured_at > confirmed for piece in item.evidence):
            yield f"/items/{number}/evidence", "Nothing was captured before somebody confirmed. Look at it anew."


def _at_another_site(judged: Judged, item: NoticeItem) -> bool:
    hosts = HOSTS_OF_SITES.get(judged.content.platform.site) if judged.content.platform.site else None
    try:
        return hosts is not None and read_address(item.locator.url or "").host not in hosts
    except ValueError:
        return False  # TD-201 tells


def _captured(judged: Judged, item: NoticeItem) -> str | None:
    texts = judged.captured_texts
    return None if texts is None else unicodedata.normalize("NFC", texts.get(item.item_id, ""))
