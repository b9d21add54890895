"""What the takedown services work with in one transaction, and how they look at a request from there."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from service.domain.decisions import DecisionRecord
from service.domain.takedown.judging import Failure, Judged
from service.domain.takedown.records import EventRecord, RequestRecord, public_id
from service.domain.takedown.states import RequestEvent, RequestState
from service.domain.webhooks import event_for
from service.services.webhooks import tell_platform
from service.storage.channels import ChannelStore
from service.storage.decisions import DecisionStore
from service.storage.deliveries import DeliveryStore
from service.storage.escalations import EscalationStore
from service.storage.evidence import EvidenceStore
from service.storage.holds import HoldStore
from service.storage.item_queries import ItemQueryStore
from service.storage.outbox import OutboxStore
from service.storage.platform_figures import PlatformFigureStore
from service.storage.request_contents import RequestContentStore
from service.storage.takedown import TakedownStore
from service.storage.webhooks import WebhookStore

__all__ = ["AUTHORING", "TakedownDesk", "authors_of", "item_ids"]

AUTHORING = frozenset({"create", "edit", RequestEvent.SUBMIT_FOR_REVIEW, RequestEvent.CONFIRM, RequestEvent.ANSWER})
"""Events by which a person becomes an author of the request, who can then not approve it."""
_REVIEWING = frozenset({RequestEvent.CONFIRM, RequestEvent.APPROVE})


@dataclass(frozen=True, slots=True)
class TakedownDesk:
    """The stores of one transaction."""

    requests: TakedownStore
    contents: RequestContentStore
    deliveries: DeliveryStore
    items: ItemQueryStore
    channels: ChannelStore
    decisions: DecisionStore
    escalations: EscalationStore
    evidence: EvidenceStore
    holds: HoldStore
    outbox: OutboxStore
    webhooks: WebhookStore
    platforms: PlatformFigureStore

    def tell_of(self, request: RequestRecord, event: str, source: RequestState, at: datetime) -> None:
        """Let the platform of a request be told of an event, if that is one that platforms are told of."""
        told = event_for(event, source)
        if told is not None:
            tell_platform(self.webhooks, self.outbox, request, told, at)

    def frozen(self, request: RequestRecord) -> list[Failure]:
        """Return what keeps everything from leaving for the platform: a warning that nobody has cleared."""
        if not self.platforms.is_frozen(request.platform):
            return []
        detail = "The platform warned of manifestly unfounded notices. An approver or lawyer has to clear that first."
        return [Failure("platform_warning", "/platform", detail, "DSA 23(3)")]

    def judged(self, request: RequestRecord, actor: str, now: datetime, *, saw_original: bool | None = None) -> Judged:
        """Return a request with all that the rules need to know around it.

        Parameters
        ----------
        saw_original
            What the caller says of it now; ``None``: what was said when it was confirmed.
        """
        events = self.requests.events(request.id)
        urls = [each.locator.canonical_url for each in request.content.items if each.locator.canonical_url]
        duplicate = self.requests.open_on(request.platform, request.content.case_category, urls, request.id)
        texts, hashes = self._captured(request)
        return Judged(
            content=request.content,
            now=now,
            priority=request.priority,
            actor=actor,
            confirmed_by=authors_of(request, events) | self._deciders(request),
            saw_original=_original_seen(events) if saw_original is None else saw_original,
            last_edit_at=request.edited_at,
            stored_hashes=hashes,
            captured_texts=texts,
            open_duplicate=None if duplicate is None else public_id(duplicate),
            approved_by=_approver(events),
            reviewers=frozenset(each.actor for each in events if each.event in _REVIEWING),
            attempts=tuple(
                (each.payload_sha256, hashlib.sha256(each.payload).hexdigest())
                for each in self.deliveries.of_request(request.id)
            ),
        )

    def is_held(self, request: RequestRecord) -> bool:
        """Return whether the police asked to wait with an item of the request."""
        return self.holds.on_any(item_ids(request))

    def standing_decisions(self, request: RequestRecord) -> list[str] | None:
        """Return the ids of the decisions by which all its items are confirmed now; ``None`` when one is not.

        One that put another right and left its labels as they were counts as that other one.
        """
        ids = item_ids(request)
        found = self.decisions.confirmed(ids)
        return sorted(str(self._ground(each).id) for each in found.values()) if len(found) == len(ids) else None

    def rests_on_decisions(self, request: RequestRecord) -> bool:
        """Return whether the very decisions hold on which its last confirmation rests.

        When one was undone and the item was confirmed anew, that is another decision, maybe for another reason.
        """
        events = self.requests.events(request.id)
        last = next((each for each in reversed(events) if each.is_confirmation), None)
        standing = self.standing_decisions(request)
        return last is not None and standing is not None and last.details.get("decisions") == standing

    def _ground(self, decision: DecisionRecord) -> DecisionRecord:
        while decision.corrects is not None:
            earlier = self.decisions.get(decision.corrects)
            if earlier is None or earlier.labels != decision.labels:
                break
            decision = earlier
        return decision

    def _captured(self, request: RequestRecord) -> tuple[dict[str, str], frozenset[str]]:
        """Return the texts as they are stored and the hashes of all evidence, worked out anew."""
        ids = item_ids(request)
        texts = {f"itm_{each.hex}": found.text or "" for each in ids if (found := self.items.get(each)) is not None}
        contents = [self.evidence.content(each.id) for each in self.evidence.of_items(ids)]
        kept = [content for found in contents if found is not None for content in found[1:]]
        kept += [text.encode("utf-8", "surrogatepass") for text in texts.values()]
        return texts, frozenset(hashlib.sha256(content).hexdigest() for content in kept)

    def _deciders(self, request: RequestRecord) -> frozenset[str]:
        """Return who confirmed its items, also by way of an exact copy from which the confirmation was taken over."""
        found = list(self.decisions.confirmed(item_ids(request)).values())
        sources = [self.decisions.get(each.inherited_from) for each in found if each.inherited_from is not None]
        return frozenset(each.decided_by for each in (*found, *sources) if each is not None)


def item_ids(request: RequestRecord) -> list[UUID]:
    """Return the stored items that a request speaks of."""
    return [UUID(hex=each.item_id.removeprefix("itm_")) for each in request.content.items]


def authors_of(request: RequestRecord, events: list[EventRecord]) -> frozenset[str]:
    """Return everybody who had a hand in what the request says, ever: none of them may approve it."""
    return frozenset({request.created_by, *(each.actor for each in events if each.event in AUTHORING)})


def _original_seen(events: list[EventRecord]) -> bool:
    last = next((each for each in reversed(events) if each.is_confirmation), None)
    return last is not None and last.details.get("saw_original") is True


def _approver(events: list[EventRecord]) -> str | None:
    steps = (RequestEvent.APPROVE, RequestEvent.SEND_BACK, RequestEvent.CONFIRM)
    last = next((each for each in reversed(events) if each.event in steps), None)
    return last.actor if last is not None and last.event == RequestEvent.APPROVE else None
