"""What a public page tells about a message: still online, gone, changed, or nothing that anybody could rely on."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol

from service.domain.takedown.locators import LocatorKind, LocatorReading

__all__ = ["WAYS", "LookWay", "PublicPage", "SeenPage", "Sight", "Way", "together"]


class Sight(StrEnum):
    """What a look found."""

    ONLINE = "online"
    """The captured words stand there."""
    GONE = "gone"
    """The platform says that there is nothing; never what an error says."""
    CHANGED = "changed"
    """There is a page, and the captured words do not stand on it: a person has to look."""
    UNKNOWN = "unknown"
    """No page, or none that can be relied on: an error, a refusal, a page of signing in."""


class Way(StrEnum):
    """How a platform's messages are looked at."""

    PUBLIC_PAGE = "public_page"
    TELEGRAM_PREVIEW = "telegram_preview"
    SANDBOX = "sandbox"


@dataclass(frozen=True, slots=True)
class SeenPage:
    """What came when an address was opened, without following it elsewhere."""

    status: int | None
    """``None``: no answer, or one that led elsewhere."""
    body: bytes = b""
    whole: bool = True
    """Whether the body is all that there was."""


class LookWay(Protocol):
    """How one platform is looked at: what to open, and what the page says."""

    def address_of(self, locator: LocatorReading) -> str | None:
        """Return what to open; ``None`` for what the public cannot see."""

    def judge(self, page: SeenPage, excerpt: str) -> Sight:
        """Return what a page says about a message with these words."""


@dataclass(frozen=True, slots=True)
class PublicPage:
    """A page that anybody can open, as data."""

    query: str = ""
    """What is added to the address, without its question mark."""
    gone_statuses: frozenset[int] = frozenset({404, 410})
    gone_marks: tuple[str, ...] = ()
    """What stands in the source of a page with status 200 that says that there is nothing."""

    def address_of(self, locator: LocatorReading) -> str | None:
        """Return the address of a message that the public can see; ``None`` for groups, invitations and profiles."""
        if locator.kind is not LocatorKind.EXACT or locator.canonical_url is None:
            return None
        if not self.query:
            return locator.canonical_url
        return f"{locator.canonical_url}{'&' if '?' in locator.canonical_url else '?'}{self.query}"

    def judge(self, page: SeenPage, excerpt: str) -> Sight:
        """Return what the page says; everything that was not expected is unknown."""
        if page.status in self.gone_statuses:
            return Sight.GONE
        wanted = _bare(excerpt)
        if page.status != 200 or not wanted:  # noqa: PLR2004  # the one status of a page that is there
            return Sight.UNKNOWN
        source = page.body.decode("utf-8", "replace")
        if any(mark in source for mark in self.gone_marks):
            return Sight.GONE
        if wanted in _bare(_text_of(source)):
            return Sight.ONLINE
        return Sight.CHANGED if page.whole else Sight.UNKNOWN


WAYS: Mapping[Way, LookWay] = {
    Way.PUBLIC_PAGE: PublicPage(),
    # The preview answers 200 for everything; of its error page only these words count, others mean something else.
    Way.TELEGRAM_PREVIEW: PublicPage("embed=1", frozenset(), ('class="tgme_widget_message_error">Post not found<',)),
    Way.SANDBOX: PublicPage(),
}
"""By name, as the registry names them."""


def together(sights: Collection[Sight]) -> Sight:
    """Return what looks at several items of one request say of it: gone only if every one is."""
    for sight in (Sight.ONLINE, Sight.UNKNOWN, Sight.CHANGED):
        if sight in sights:
            return sight
    return Sight.GONE if sights else Sight.UNKNOWN


def _bare(text: str) -> str:
    """Return a text without white space and invisible characters: pages break lines where they like."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(each for each in composed if not each.isspace() and unicodedata.category(each) != "Cf")


def _text_of(source: str) -> str:
    """Return what a page shows, without its tags, scripts and styles; linear in its length."""
    shown, at = [], 0
    while (start := source.find("<", at)) >= 0:
        shown.append(source[at:start])
        end = source.find(">", start)
        if end < 0:
            at = len(source)
            break
        name = source[start + 1 : end].split(None, 1)[0].lower() if source[start + 1 : end].strip() else ""
        closing = source.find(f"</{name}", end) if name in {"script", "style"} else end
        at = (closing if closing >= 0 else len(source)) + (closing == end)
    shown.append(source[at:])
    return html.unescape("".join(shown))
