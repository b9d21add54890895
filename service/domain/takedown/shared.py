"""What of a takedown request may be shared with others who fight the same, and the last look for what may not leave."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from service.domain.takedown.content import RequestContent
from service.domain.takedown.leaks import leaks_in
from service.domain.takedown.outbound import OutboundItem, OutboundNotice, outbound_of
from service.domain.tlp import Tlp

__all__ = ["SharedCapture", "SharedItem", "SharedNotice", "shared_leaks", "shared_of"]


@dataclass(frozen=True, slots=True)
class SharedCapture:
    """One capture of an item, by its hash alone; the capture itself stays."""

    kind: str
    sha256: str
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class SharedItem:
    """One item: what a platform gets to read of it, when it was seen, and the hashes of what was captured."""

    notice: OutboundItem
    first_observed_at: datetime
    last_verified_live_at: datetime | None
    captures: tuple[SharedCapture, ...]


@dataclass(frozen=True, slots=True)
class SharedNotice:
    """Exactly what is shared, in whatever format: the outbound whitelist, with times and hashes besides."""

    notice: OutboundNotice
    platform: str
    items: tuple[SharedItem, ...]
    created_at: datetime
    edited_at: datetime
    tlp: Tlp


def shared_of(
    request_id: str, content: RequestContent, created_at: datetime, edited_at: datetime, tlp: Tlp
) -> SharedNotice:
    """Return what of a request may be shared."""
    notice = outbound_of(request_id, content)
    items = tuple(
        SharedItem(
            outbound,
            item.first_observed_at,
            item.last_verified_live_at,
            tuple(SharedCapture(each.kind, each.sha256, each.captured_at) for each in item.evidence),
        )
        for outbound, item in zip(notice.items, content.items, strict=True)
    )
    return SharedNotice(notice, content.platform.slug, items, created_at, edited_at, tlp)


def shared_leaks(shared: SharedNotice, content: RequestContent, people: Collection[str]) -> Iterator[tuple[str, str]]:
    """Yield pointer and words for each text of a shared notice that holds what may not leave (TD-310).

    Parameters
    ----------
    people
        Ids and names of people of ours.
    """
    yield from leaks_in(_texts(shared), content, people)


def _texts(shared: SharedNotice) -> Iterator[tuple[str, str, bool]]:
    """Yield pointer and text of everything that somebody wrote, and whether it is a name at the platform."""
    notice = shared.notice
    yield "/allegation/explanation", notice.explanation, False
    yield "/notifier/legal_name", notice.notifier_name, False
    yield "/notifier/email", notice.notifier_email, True
    yield "/bona_fide/text", notice.bona_fide_text or "", False
    for number, ground in enumerate(notice.legal_grounds):
        yield f"/allegation/legal_grounds/{number}", f"{ground.law} {ground.law_id or ''} {ground.provision}", False
    for number, item in enumerate(notice.items):
        at = f"/items/{number}"
        yield f"{at}/excerpt", item.excerpt, False
        yield f"{at}/locator/additional_info", item.additional_info, False
        yield f"{at}/locator/url", item.url, True
        yield f"{at}/locator/message_id", item.message_id or "", True
        yield f"{at}/locator/container_name", item.container_name or "", True
        yield f"{at}/author/handle", item.author_handle or "", True
