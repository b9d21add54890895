"""Takedown requests in the hands of people: edited, moved on step by step, taken back, shown."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from service.domain.access import AccessRole, Caller
from service.domain.audit import AuditAction
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
    TERMINAL,
    RequestEvent,
    RequestState,
    Transition,
    allowed_events,
    find,
)
from service.locale.wording import worded
from service.services.takedown.attempts import is_by_hand, way_failures
from service.services.takedown.drafting import edited, with_office, withdrawn_statement
from service.services.takedown.drafts import ConfirmedDrafts, require_role
from service.services.takedown.errors import (
    InvalidTransitionError,
    NotYoursToDoError,
    PreconditionRequiredError,
    RequestNotFoundError,
    VersionMismatchError,
)
from service.services.takedown.guards import OFFERED, Guarded, Step, blocking_confirmation
from service.services.takedown.inputs import EventInput, RequestEdit
from service.services.takedown.sourcing import require_no_other

__all__ = ["Proposal", "RequestView", "TakedownService"]

_EDITABLE = frozenset({RequestState.DRAFT, RequestState.IN_REVIEW})
_UNAPPROVED = _EDITABLE | {RequestState.CONFIRMED}
_TO_TAKE_BACK = OPEN_STATES | {RequestState.VERIFIED_REMOVED}
"""Where the undoing of a decision has consequences; what was removed for a wrong reason is to be restored."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an approver should do with a request that rests on nothing any more."""

    act: Literal["revoke", "withdraw"]
    request_id: str


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
    by_hand: bool
    """Its delivery channel is a web form that a person fills in."""


class TakedownService(ConfirmedDrafts):
    """Works inside the caller's transaction; drafts as `ConfirmedDrafts` does, and moves on what was drafted."""

    def edit(self, caller: Caller, request_id: UUID, version: int | None, edit: RequestEdit) -> RequestRecord:
        """Change a draft or a request in review.

        Raises
        ------
        RequestNotFoundError, PreconditionRequiredError, VersionMismatchError, RequestInvalidError
        NotYoursToDoError
            For anybody but analysts.
        DuplicateRequestError
            When another open request has the new address.
        InvalidTransitionError
            When it is confirmed already.
        """
        require_role(caller, AccessRole.ANALYST)
        request = self._locked(caller, request_id, version)
        if request.state not in _EDITABLE:
            raise InvalidTransitionError.of("an edit", request.state, self._allowed(caller, request))
        self._require_known_channel(edit, request.platform)
        now = datetime.now(UTC)
        content = with_office(edited(request.content, edit, caller.actor, now), self._office)
        if content == request.content:
            return request
        changed = any(getattr(content, part) != getattr(request.content, part) for part in ("items", "allegation"))
        after = replace(
            request,
            content=content,
            version=request.version + 1,
            edited_at=now if changed else request.edited_at,
        )
        if content.items != request.content.items:
            require_no_other(self._desk, after)
        self._desk.requests.save(after)
        self._note(caller.actor, after, "edit", request.state)
        return after

    def apply(self, caller: Caller, request_id: UUID, version: int | None, wanted: EventInput) -> RequestRecord:
        """Move a request on.

        Raises
        ------
        RequestNotFoundError, PreconditionRequiredError, VersionMismatchError
        InvalidTransitionError
            When the event does not fit the state.
        NotYoursToDoError
            When the access role does not allow it, or the caller wrote or confirmed what is to be approved.
        IncompleteNoticeError, RequestInvalidError
            With everything that is missing.
        """
        request = self._locked(caller, request_id, version)
        transition = self._transition(caller, request, wanted.event)
        now = datetime.now(UTC)
        step = Guarded(self._desk, self._office, caller.actor, now).step(request, transition, wanted)
        return self._advance(caller.actor, request, step, wanted)

    def attest(self, caller: Caller, request_id: UUID, version: int | None) -> RequestRecord:
        """Note that the caller has just seen every item online; this is no edit.

        An approved request that waited for it is sent.

        Raises
        ------
        RequestNotFoundError, PreconditionRequiredError, VersionMismatchError, NotYoursToDoError
        InvalidTransitionError
            When the request has ended.
        """
        require_role(caller, AccessRole.ANALYST, AccessRole.APPROVER)
        request = self._locked(caller, request_id, version)
        if request.state in TERMINAL:
            raise InvalidTransitionError.of("attest_live", request.state, ())
        step = Guarded(self._desk, self._office, caller.actor, datetime.now(UTC)).attested(request)
        return self._advance(caller.actor, request, step, None)

    def take_back(self, caller: Caller, item_id: UUID) -> list[Proposal]:
        """Follow the undoing of a confirmation: what nobody has approved ends, of the rest an approver is told."""
        proposals = []
        for request in self._desk.requests.of_item(item_id):
            locked = self._desk.requests.lock(request.id)
            if locked is None or locked.state not in _TO_TAKE_BACK:
                continue
            if locked.state in _UNAPPROVED:
                self._end_unapproved(caller, locked)
            else:
                revocable = locked.state is RequestState.APPROVED
                proposals.append(Proposal("revoke" if revocable else "withdraw", public_id(locked.id)))
        return proposals

    def _end_unapproved(self, caller: Caller, request: RequestRecord) -> None:
        """End a request that rests on nothing any more; its author may, since nobody else has spoken for it yet."""
        content = withdrawn_statement(request.content)
        undone = {"because": "decision_undone"}
        if request.state is RequestState.CONFIRMED:
            step = Step(RequestEvent.SEND_BACK, RequestState.IN_REVIEW, content, undone)
            request = self._advance(caller.actor, request, step, None)
        event = RequestEvent.DISCARD if request.state is RequestState.DRAFT else RequestEvent.REJECT
        self._advance(caller.actor, request, Step(event, RequestState.REJECTED_INTERNAL, content, undone), None)

    def view(self, caller: Caller, request_id: UUID) -> RequestView:
        """Return a request with its life; whoever sees it sees the text of its items.

        Raises
        ------
        RequestNotFoundError
        """
        request = self._desk.requests.get(request_id)
        if request is None or not self._may_know(caller, request):
            raise _not_found()
        self._audit.note(caller.actor, AuditAction.CONSULT, "takedown_request", public_id(request.id))
        return RequestView(
            request=request,
            events=self._desk.requests.events(request.id),
            items=self._desk.requests.items(request.id),
            attempts=self._desk.deliveries.of_request(request.id),
            allowed=self._allowed(caller, request),
            failures=self._ahead(request),
            outbound=outbound_of(public_id(request.id), request.content),
            by_hand=is_by_hand(self._office, request),
        )

    def _ahead(self, request: RequestRecord) -> list[Failure]:
        """Return what keeps a request from its next step, but for what people say in taking it."""
        if request.state not in _EDITABLE | _NEXT_PHASE.keys():
            return []
        now = datetime.now(UTC)
        if request.state in _EDITABLE:
            judged = self._desk.judged(request, _NOBODY, now, saw_original=True)
            found = [each for each in blocking_confirmation(judged) if each.pointer != BONA_FIDE_POINTER]
        else:
            found = failures(self._desk.judged(request, _NOBODY, now), _NEXT_PHASE[request.state])
        return [*found, *way_failures(self._office, request)]

    def page(self, states: Collection[RequestState], before: UUID | None, limit: int) -> list[RequestRecord]:
        """Return requests, newest first; no states means any."""
        return self._desk.requests.page(states=states, platform=None, before=before, limit=limit)

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
            raise _not_found()
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

    def _locked(self, caller: Caller, request_id: UUID, version: int | None) -> RequestRecord:
        request = self._desk.requests.lock(request_id)
        if request is None or not self._may_know(caller, request):
            raise _not_found()
        if version is None:
            raise PreconditionRequiredError(
                "The change does not say which version it is for.", 'Send the header `If-Match: "<version>"`.'
            )
        if version != request.version:
            raise VersionMismatchError(
                worded("You saw version {seen}; it is at {now} now.", seen=version, now=request.version),
                "Look at it again, then decide.",
            )
        return request

    def _transition(self, caller: Caller, request: RequestRecord, event: RequestEvent) -> Transition:
        transition = find(request.state, event)
        if transition is None or event not in OFFERED:
            raise InvalidTransitionError.of(event, request.state, self._allowed(caller, request))
        if event not in self._allowed(caller, request):
            raise NotYoursToDoError(
                worded("{event} is for {roles}.", event=event, roles=" or ".join(sorted(transition.roles))),
                "Ask somebody with that access role.",
            )
        return transition

    def _allowed(self, caller: Caller, request: RequestRecord) -> tuple[RequestEvent, ...]:
        by_hand = is_by_hand(self._office, request)
        return tuple(
            event for event in allowed_events(request.state, caller.roles, by_hand=by_hand) if event in OFFERED
        )

    def _advance(self, actor: str, request: RequestRecord, step: Step, wanted: EventInput | None) -> RequestRecord:
        after = replace(
            request,
            state=step.target,
            content=step.content,
            version=request.version + 1,
            retry_at=request.retry_at if step.target is request.state else None,
        )
        self._desk.requests.save(after)
        rationale = None if wanted is None else wanted.rationale
        self._note(actor, after, step.event, request.state, rationale, **step.details)
        if step.event == RequestEvent.ACCEPTED:
            self._note_disclosure(actor, after)
        step.then(after)
        return after

    def _note_disclosure(self, actor: str, request: RequestRecord) -> None:
        """Log that a person brought the notice to the platform by hand."""
        attempt = self._desk.deliveries.of_request(request.id)[-1]
        self._audit.note(
            *(actor, AuditAction.DISCLOSE, "takedown_request", public_id(request.id)),
            recipient=attempt.address,
            payload_sha256=attempt.payload_sha256,
            attempt=attempt.attempt,
            outcome="accepted",
        )


_NOBODY = "svc_preview"
"""Stands for whoever will act, when the rules are asked ahead of time."""
_NEXT_PHASE = {
    RequestState.CONFIRMED: Phase.A,
    RequestState.APPROVED: Phase.D,
}


def _not_found() -> RequestNotFoundError:
    return RequestNotFoundError("There is no takedown request of that id.", "Take the id from the list of requests.")
