"""Rules on the form of a request: readable, in order of time, in words that are known (TD-101 to TD-104, TD-702)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from service.domain.takedown.content import NoticeItem
from service.domain.takedown.judging import Found, Judged
from service.domain.takedown.texts import hides_something
from service.domain.takedown.vocabulary import LegalRegime

__all__ = ["clean_text", "kept_in_time", "known_words", "readable", "sound_times"]

_CLOCK_SKEW = timedelta(minutes=2)
_LONGEST_KEPT = {LegalRegime.AVG: timedelta(days=13 * 31), LegalRegime.WPG: timedelta(days=5 * 366)}
"""A filed notice: thirteen months (complaint, dispute, and one more) or, under Article 8 Wpg, five years."""


def readable(judged: Judged) -> Found:
    """TD-101: one JSON object in UTF-8 of at most 1 MiB, each key known and there once."""
    return _read("TD-101", judged)


def sound_times(judged: Judged) -> Found:
    """TD-102: times carry their zone, none lies ahead, and what was posted, first seen and last seen is in order."""
    yield from _read("TD-102", judged)
    for number, item in enumerate(judged.content.items):
        for name, at in _times(item):
            if at > judged.now + _CLOCK_SKEW:
                yield f"/items/{number}/{name}", "The time lies in the future. Correct it, or the clock it comes from."
        posted, seen, last = item.posted_at, item.first_observed_at, item.last_verified_live_at
        if posted is not None and posted > seen + _CLOCK_SKEW:
            yield f"/items/{number}/posted_at", "Posted after it was first observed. Correct one of the times."
        if last is not None and last < seen - _CLOCK_SKEW:
            yield (
                f"/items/{number}/last_verified_live_at",
                "Last seen online before it was first observed. Correct one of the times.",
            )


def known_words(judged: Judged) -> Found:
    """TD-103: each coded value is one that the schema lists; codes from before July 2025 are dead."""
    return _read("TD-103", judged)


def clean_text(judged: Judged) -> Found:
    """TD-104: nothing in a handle or an address hides or turns what one reads."""
    yield from _read("TD-104", judged)
    for number, item in enumerate(judged.content.items):
        for name, text in _names(item):
            if any(map(hides_something, text)):
                yield f"/items/{number}/{name}", "It holds characters that nobody sees. Copy it again."


def kept_in_time(judged: Judged) -> Found:
    """TD-702: it is deleted in time, unless a legal hold with a reference keeps it."""
    law = judged.content.lawfulness
    if law.legal_hold:
        kept = judged.content.preservation
        if kept is None or not kept.authority_ref:
            yield "/preservation/authority_ref", "A legal hold needs the reference of who asked for it."
        return
    if law.delete_after is not None and law.delete_after > judged.now + _LONGEST_KEPT[law.regime]:
        yield "/lawfulness/delete_after", "Kept longer than the regime allows. Give an earlier day, or a legal hold."


def _read(code: str, judged: Judged) -> Found:
    return ((fault.pointer, fault.detail) for fault in judged.faults if fault.code == code)


def _times(item: NoticeItem) -> Iterator[tuple[str, datetime]]:
    for name in ("posted_at", "first_observed_at"):  # TD-601 and TD-208 look at the others
        at = getattr(item, name)
        if at is not None:
            yield name, at


def _names(item: NoticeItem) -> Iterator[tuple[str, str]]:
    yield "locator/url", item.locator.url or ""
    yield "locator/message_id", item.locator.message_id or ""
    yield "locator/container_name", item.locator.container_name or ""
    yield "author/handle", item.author.handle if item.author else ""
