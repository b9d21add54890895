"""Writes one of lont's own requests as a takedown file: the internal view, which no platform gets."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from service.domain.items import Visibility
from service.domain.messages import Platform
from service.domain.takedown.addresses import read_address
from service.domain.takedown.content import RequestContent
from service.domain.takedown.locator_hosts import HOSTS_OF_SITES
from service.domain.takedown.online import Sight
from service.domain.takedown.records import AttemptRecord, EventRecord, RequestRecord, public_id
from service.domain.takedown.states import RequestEvent
from service.domain.takedown.vocabulary import Surface
from service.domain.takedown.wire import SCHEMA_VERSION, FileSlug, TakedownFile

__all__ = ["file_of"]

_VISIBILITIES = {Visibility.PUBLIC: "public", Visibility.UNKNOWN: "semi_public", Visibility.PRIVATE: "private"}
_ROLES = {RequestEvent.CONFIRM: "analyst", RequestEvent.APPROVE: "approver"}
_RESULTS = {
    "accepted": "accepted",
    "refused_for_now": "rejected",
    "refused_for_good": "rejected",
    "not_reached": "error",
    "unknown": "timeout",
}
_TRANSPORTS = {"https": "api"}
"""Where files name a way to send otherwise."""
_SEEN = {Sight.ONLINE: "live", Sight.GONE: "gone", Sight.CHANGED: "altered", Sight.UNKNOWN: "unknown"}
_NO_CHANNEL = "none"
_UNSAID = "No reason was given; the decision on the item has it."
_LEAST_RATIONALE = 20


def file_of(request: RequestRecord, events: Sequence[EventRecord], attempts: Sequence[AttemptRecord]) -> TakedownFile:
    """Return a request as a takedown file; what lont does not know of it is left out.

    Parameters
    ----------
    request
        As it stands now.
    events
        Its life, oldest first; confirmations and approvals become reviews, looks of lont verifications.
    attempts
        Oldest first; those to bring the notice whose outcome is known become submissions.
    """
    content = request.content
    raw = content.model_dump(mode="json", exclude_none=True)
    same = ("instrument", "case_category", "allegation", "requested_action", "notifier", "bona_fide", "detection")
    document: dict[str, Any] = {
        name: raw[name] for name in (*same, "safety", "preservation", "lawfulness") if name in raw
    }
    document |= {
        "schema_version": SCHEMA_VERSION,
        "id": public_id(request.id),
        "version": request.version,
        "state": request.state,
        "priority": request.priority,
        "platform": _platform(content),
        "items": raw["items"],
        "human_review": [_review(each) for each in events if each.event in _ROLES],
        "submission": [_attempt(each) for each in attempts if each.outcome in _RESULTS and each.reminder is None],
        "verification": [check for each in events for check in _checks(content, each)],
    }
    return TakedownFile.model_validate_json(json.dumps(document))


def _platform(content: RequestContent) -> dict[str, Any]:
    platform = content.platform
    slug, host = _slug(content)
    by_kind = Surface.LISTING if platform.slug is Platform.CLASSIFIEDS else Surface.POST
    told = {
        "slug": slug,
        "channel_id": content.delivery_channel or _NO_CHANNEL,
        "surface": platform.surface or by_kind,
        "visibility": _VISIBILITIES[platform.visibility],
    }
    return told | ({"other_host_name": host or platform.slug} if slug is FileSlug.OTHER_HOST else {})


def _slug(content: RequestContent) -> tuple[FileSlug, str | None]:
    """Return the platform as files name it; with another host, that host."""
    slug = content.platform.slug
    if slug.value in {each.value for each in FileSlug}:
        return FileSlug(slug.value), None
    try:
        host = read_address(content.items[0].locator.url or "").host if content.items else ""
    except ValueError:
        host = ""
    for site, hosts in HOSTS_OF_SITES.items():
        if host in hosts:
            return FileSlug(site), None
    return FileSlug.OTHER_HOST, host


def _review(event: EventRecord) -> dict[str, Any]:
    rationale = event.rationale or ""
    return {
        "reviewer": event.actor,
        "role": _ROLES[RequestEvent(event.event)],
        "decision": "confirm",
        "decided_at": event.at.isoformat(),
        "rationale": rationale if len(rationale) >= _LEAST_RATIONALE else _UNSAID,
        "saw_original": event.details.get("saw_original") is True,
    }


def _checks(content: RequestContent, event: EventRecord) -> list[dict[str, Any]]:
    """Return what a look of lont saw, item by item; a person's look is in the events, and not told by item."""
    sights = event.details.get("sights", ())
    return [
        {"item_id": item.item_id, "checked_at": event.at.isoformat(), "result": _SEEN[Sight(sight)]}
        for item, sight in zip(content.items, sights, strict=False)
    ]


def _attempt(attempt: AttemptRecord) -> dict[str, Any]:
    return {
        "attempt": attempt.attempt,
        "channel_id": attempt.delivery_channel,
        "transport": _TRANSPORTS.get(attempt.transport, attempt.transport),
        "sent_at": (attempt.opened_at or attempt.started_at).isoformat(),
        "sent_by": attempt.sent_by,
        "payload_sha256": attempt.payload_sha256,
        "result": _RESULTS[attempt.outcome or ""],
    }
