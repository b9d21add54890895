"""Takedown requests as they are shown: one with its life and what keeps it from its next step, and lists of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from service.domain.access import AccessRole, Caller
from service.domain.audit import AuditAction
from service.domain.disclosure import DisclosureReason
from service.domain.takedown.changes import KeptContent
from service.domain.takedown.clocks import Clock, clocks_of
from service.domain.takedown.content import without_handles
from service.domain.takedown.delivery_channels import DeliveryChannel
from service.domain.takedown.judging import BONA_FIDE_POINTER, Failure, Phase
from service.domain.takedown.outbound import OutboundNotice, outbound_of
from service.domain.takedown.records import (
    AttemptRecord,
    EventRecord,
    ItemAnswerRecord,
    RequestRecord,
    public_id,
)
from service.domain.takedown.rules import failures
from service.domain.takedown.states import (
    ARRIVAL,
    OPEN_STATES,
    RequestEvent,
    RequestState,
    allowed_events,
)
from service.errors import LontError
from service.services.takedown.attempts import is_by_hand, prepared_attempt, with_ways
from service.services.takedown.caps import capped
from service.services.takedown.drafts import ConfirmedDrafts
from service.services.takedown.errors import (
    RequestNotFoundError,
)
from service.services.takedown.guards import OFFERED, blocking_confirmation

__all__ = ["EDITABLE", "RequestReading", "RequestView", "request_not_found"]

EDITABLE = frozenset({RequestState.DRAFT, RequestState.IN_REVIEW})
"""States in which an analyst may still change the words."""
_NOBODY = "svc_preview"
"""Stands for whoever will act, when the rules are asked ahead of time."""
_NEXT_PHASE = {
    RequestState.CONFIRMED: Phase.A,
    RequestState.APPROVED: Phase.D,
}


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with its life and what one caller may do now."""

    request: RequestRecord
    events: Sequence[EventRecord]
    items: Sequence[ItemAnswerRecord]
    attempts: Sequence[AttemptRecord]
    allowed: tuple[RequestEvent, ...]
    failures: Sequence[Failure]
    """What keeps it from the next step; empty when nothing does."""
    outbound: OutboundNotice
    clocks: tuple[Clock, ...]
    by_hand: bool
    """Its delivery channel is a web form that a person fills in."""
    outgoing: AttemptRecord | None
    """What the last attempt sent, else what the first one would send now; ``None`` where nothing can be."""
    kept: Sequence[KeptContent]
    """What its edits made of it, oldest first."""
    handle_hidden: bool
    """The request is over, and it names an author whom only a reason brings back."""


class RequestReading(ConfirmedDrafts):
    """Shows what the caller may know; each view is logged. Works inside the caller's transaction."""

    def check(self, caller: Caller, request_id: UUID, phase: Phase) -> list[Failure]:
        """Return which rules up to a phase would keep the caller from taking that step now; changes nothing.

        Raises
        ------
        RequestNotFoundError
        """
        request = self._desk.requests.get(request_id)
        if request is None or not self._may_know(caller, request):
            raise request_not_found()
        return failures(with_ways(self._office, self._desk.judged(request, caller.actor, datetime.now(UTC))), phase)

    def view(self, caller: Caller, request_id: UUID, reason: DisclosureReason | None = None) -> RequestView:
        """Return a request with its life; whoever sees it sees the text of its items.

        The plain handle of an author is needed while the request is open. Once it is over it is left out of what is
        shown, unless somebody says why it is needed; that is logged.

        Raises
        ------
        RequestNotFoundError
        """
        request = self._desk.requests.get(request_id)
        if request is None or not self._may_know(caller, request):
            raise request_not_found()
        is_shown = request.state in OPEN_STATES or reason is not None
        shown = request if is_shown else replace(request, content=without_handles(request.content))
        self._note_view(caller, request, reason)
        events = self._desk.requests.events(request.id)
        attempts = self._desk.deliveries.of_request(request.id)
        hidden = shown.content != request.content
        return RequestView(
            request=shown,
            events=events,
            items=self._desk.requests.items(request.id),
            attempts=attempts,
            allowed=self._allowed(caller, request),
            failures=self._ahead(request),
            outbound=outbound_of(public_id(request.id), shown.content),
            clocks=self._clocks(request, events),
            by_hand=is_by_hand(self._office, request),
            outgoing=None if hidden else self._outgoing(caller, request, attempts),
            kept=self._desk.contents.of(request.id),
            handle_hidden=hidden,
        )

    def clocks_of(self, requests: Sequence[RequestRecord]) -> dict[UUID, tuple[Clock, ...]]:
        """Return the clocks that run for several requests."""
        lives = self._desk.requests.events_of([each.id for each in requests])
        return {each.id: self._clocks(each, lives[each.id]) for each in requests}

    def count_gone(self) -> dict[str, int]:
        """Return how many requests saw their content go, by how; see `TakedownStore.count_gone`."""
        return self._desk.requests.count_gone()

    def count_by_state(self) -> dict[str, int]:
        """Return how many requests there are in each state."""
        return self._desk.requests.count_by_state()

    def authors(self, request_id: UUID) -> frozenset[str]:
        """Return everybody who wrote or confirmed a request or an item of it; none of them may approve it.

        Raises
        ------
        RequestNotFoundError
        """
        request = self._desk.requests.get(request_id)
        if request is None:
            raise request_not_found()
        return self._desk.judged(request, _NOBODY, datetime.now(UTC)).confirmed_by

    def channels_of(self, platform: str) -> tuple[DeliveryChannel, ...]:
        """Return the ways to a platform."""
        return self._office.channels_of(platform)

    def of_item(self, item_id: UUID) -> list[RequestRecord]:
        """Return the requests that speak of an item, newest first."""
        return self._desk.requests.of_item(item_id)

    def _may_know(self, caller: Caller, request: RequestRecord) -> bool:
        """Return whether the request may exist for this caller: a platform knows of what was handed to it only."""
        if AccessRole.PLATFORM not in caller.roles:
            return True
        handed_over = any(each.event in ARRIVAL for each in self._desk.requests.events(request.id))
        return handed_over and caller.platform == request.platform

    def _allowed(self, caller: Caller, request: RequestRecord) -> tuple[RequestEvent, ...]:
        by_hand = is_by_hand(self._office, request)
        return tuple(
            event for event in allowed_events(request.state, caller.roles, by_hand=by_hand) if event in OFFERED
        )

    def _outgoing(
        self, caller: Caller, request: RequestRecord, attempts: Sequence[AttemptRecord]
    ) -> AttemptRecord | None:
        if attempts:
            return attempts[-1]
        try:
            return prepared_attempt(self._office, request, 1, caller.actor, datetime.now(UTC))
        except LontError:
            return None  # no way to the platform yet, or no sender: the rules name what is missing

    def _note_view(self, caller: Caller, request: RequestRecord, reason: DisclosureReason | None) -> None:
        subject = (caller.actor, AuditAction.CONSULT, "takedown_request", public_id(request.id))
        if reason is None:
            self._audit.note(*subject)
        else:
            self._audit.note(*subject, justification=reason.text, kind=reason.kind, shown="author")

    def _ahead(self, request: RequestRecord) -> list[Failure]:
        """Return what keeps a request from its next step, but for what people say in taking it."""
        if request.state not in EDITABLE | _NEXT_PHASE.keys():
            return []
        now = datetime.now(UTC)
        if request.state in EDITABLE:
            judged = with_ways(self._office, self._desk.judged(request, _NOBODY, now, saw_original=True))
            return [each for each in blocking_confirmation(judged) if each.pointer != BONA_FIDE_POINTER]
        judged = with_ways(self._office, self._desk.judged(request, _NOBODY, now))
        found = failures(judged, _NEXT_PHASE[request.state])
        if request.state is RequestState.APPROVED:
            found += [*self._desk.frozen(request), *capped(self._desk, self._office, request, now)]
        return found

    def _clocks(self, request: RequestRecord, events: Sequence[EventRecord]) -> tuple[Clock, ...]:
        return clocks_of(request.state, request.priority, events, self._office.clocks, datetime.now(UTC))


def request_not_found() -> RequestNotFoundError:
    """Return the same answer for what is not there and what the caller may not know of."""
    return RequestNotFoundError("There is no takedown request of that id.", "Take the id from the list of requests.")
