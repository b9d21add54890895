"""What the page of an item shows, gathered part by part inside one transaction."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from models.normalise import normalise
from service.domain.access import Caller, Scope
from service.domain.claims import Claim
from service.domain.decisions import RejectReason
from service.domain.items import ContextItem, ItemFilter, ItemRecord, ItemState
from service.domain.related import Related
from service.domain.review_tasks import FINAL
from service.factory import Factory
from service.handlers.console.breaks import note_opened
from service.handlers.console.contact_picture import draw
from service.handlers.console.entity_words import entity_rows
from service.handlers.console.request_form import Refusal, RequestPanel, panel_of
from service.handlers.console.text_view import glossed, neighbour_of, reading_of, text_pieces
from service.services.campaigns import ChangedCopy
from service.services.claims import ItemClaimedError
from service.services.contacts import Links
from service.services.doors import warnings_of_item
from service.services.glosses import glosses
from service.services.routing import route_of_item
from service.services.score_sight import without_scores

__all__ = ["Values", "item_values"]

Values = dict[str, object]
"""What a template reads, by name."""

_PATIENCE = timedelta(minutes=1)
"""For which the page of an item without a score looks again by itself; each look is a row in the log."""
_OPEN = frozenset({ItemState.QUEUED, ItemState.SCORED})
"""States in which somebody may decide."""
_UNTOLD: Values = {
    "alert": None,
    "panel": None,
    "campaign": None,
    "related": Related(),
    "bands": {},
    "changed": None,
    "links": Links([], 0),
    "picture": None,
    "history": [],
    "standing": None,
    "undone": set(),
    "past_scores": [],
    "priorities": [],
}
"""What the page tells besides where the score is hidden: nothing."""


def item_values(factory: Factory, caller: Caller, item_id: UUID, refusal: Refusal | None, wanted: ItemFilter) -> Values:
    """Return all that the page of an item shows to this person, and log which texts that are.

    `wanted` is the part of the queue in which the way leads on.

    Raises
    ------
    ItemNotFoundError
        When there is none of that id.
    """
    item, context = factory.items().get(item_id)
    note_opened(item)
    hidden = factory.score_sight().scores_hidden(item, caller)
    shown = without_scores(item) if hidden else item
    told = _UNTOLD if hidden else _told(factory, caller, item, refusal)
    _log_view(factory, caller, [item.id, *(near.id for near in context), *_copied(told)])
    return {
        "item": shown,
        "hidden": hidden,
        "route": route_of_item(item),
        "evidence": factory.evidence().of_item(item_id),
        "waits": item.state == ItemState.PENDING and datetime.now(UTC) - item.captured_at < _PATIENCE,
        **_text(shown),
        **_around(factory, caller, context, hidden=hidden),
        **told,
        **_deciding(factory, caller, item, wanted),
        **_quality(factory, caller, shown, hidden=hidden),
        "notes": [] if hidden else factory.notes().of_item(item_id),
        "reviewers": factory.assignments().reviewers(),
    }


def _told(factory: Factory, caller: Caller, item: ItemRecord, refusal: Refusal | None) -> Values:
    """Return what rests on the score or on what somebody said of the item; the same names as `_UNTOLD`."""
    history, campaigns = factory.decisions().history(item.id), factory.campaigns()
    links, campaign = factory.contacts().of_item(item.id), campaigns.of_item(item.id)
    return {
        "alert": factory.alerts().of_item(item.id),
        "panel": _panel(factory, caller, item, refusal),
        "campaign": campaign,
        "related": factory.related().of_item(item, campaign.id if campaign else None),
        "bands": factory.bands_of(item),
        "changed": campaigns.changed_copy(item),
        "links": links,
        "picture": draw(links.contacts),
        "history": history,
        "standing": next((each for each in history if each.id == item.decision_id), None),
        "undone": {each.undoes for each in history if each.undoes is not None},
        "past_scores": factory.asks().history(item.id),
        "priorities": factory.priority_log().history(item.id),
    }


def _copied(told: Values) -> list[UUID]:
    """Return the item beside whose text this one is shown, if there is one."""
    changed = told["changed"]
    item_id = changed.decided.item_id if isinstance(changed, ChangedCopy) else None
    return [] if item_id is None else [item_id]


def _log_view(factory: Factory, caller: Caller, seen: Sequence[UUID]) -> None:
    factory.audit().viewed(caller.actor, list(dict.fromkeys(seen)), page="item")


def _text(item: ItemRecord) -> Values:
    text = item.text or ""
    normalised = normalise(text)
    found = glosses(normalised, item.lang)
    terms = glossed(found)
    return {
        "pieces": text_pieces(item, found, terms),
        "terms": list(terms.values()),
        "reading": reading_of(normalised),
        "spans": [(span, text[_position(span, "start") : _position(span, "end")]) for span in item.explanation],
        "says": entity_rows(item),
        "warnings": warnings_of_item(item),
    }


def _around(factory: Factory, caller: Caller, context: Sequence[ContextItem], *, hidden: bool) -> Values:
    """Return the messages around an item, each with its own marks where its score is shown to this person."""
    items = [] if hidden else factory.items().named([near.id for near in context])
    unseen = factory.score_sight().hidden_of(items, caller)
    shown = {item.id: item for item in items if item.id not in unseen}
    neighbours = [neighbour_of(near, shown.get(near.id)) for near in context]
    places = {"answered": "reply_to", "before": "before", "after": "after"}
    return {name: [each for each in neighbours if each.near.position == place] for name, place in places.items()}


def _deciding(factory: Factory, caller: Caller, item: ItemRecord, wanted: ItemFilter) -> Values:
    can_decide = Scope.DECIDE in caller.scopes
    claim = _claim(factory, caller, item) if can_decide else None
    mine = claim is not None and claim.claimed_by == caller.actor
    return {
        "can_decide": can_decide,
        "is_open": item.state in _OPEN,
        "reasons": list(RejectReason),
        "following": factory.queue().next_one(caller, wanted, item.id) if can_decide else None,
        "claim": claim if mine else None,
        "claimed_by_another": None if mine else claim,
    }


def _quality(factory: Factory, caller: Caller, item: ItemRecord, *, hidden: bool) -> Values:
    """Return whether it was reported as missed, and, only for who marks them, whether it is a known item."""
    marks = Scope.QUALITY in caller.scopes
    return {
        "missed": None if hidden else factory.misses().of_item(item.id),
        "may_mark": marks and item.verdict in FINAL,
        "known": factory.known_items().of_item(item.id) if marks and not hidden else None,
    }


def _claim(factory: Factory, caller: Caller, item: ItemRecord) -> Claim | None:
    """Claim an open item for who looks at it and may decide it, or return the claim of whoever was first."""
    if item.state not in _OPEN:
        return None
    try:
        return factory.claims().take(caller, item.id)
    except ItemClaimedError:
        return factory.claims().on([item.id]).get(item.id)


def _panel(factory: Factory, caller: Caller, item: ItemRecord, refusal: Refusal | None) -> RequestPanel | None:
    if Scope.REQUEST not in caller.scopes:
        return None
    requests = factory.takedown().of_item(item.id)
    return panel_of(factory, caller, requests[0].id, refusal) if requests else None


def _position(span: dict[str, object], name: str) -> int:
    value = span[name]
    return value if isinstance(value, int) and value >= 0 else 0
