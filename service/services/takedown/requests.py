"""Takedown requests in the hands of people: edited, moved on step by step, taken back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from service.domain.access import AccessRole, Caller
from service.domain.audit import AuditAction
from service.domain.takedown.content import CaseCategory
from service.domain.takedown.records import (
    RequestRecord,
    public_id,
)
from service.domain.takedown.states import (
    OPEN_STATES,
    TERMINAL,
    RequestEvent,
    RequestState,
    Transition,
    find,
)
from service.locale.wording import worded
from service.services.takedown.drafting import CATEGORY_OF, edited, with_office, withdrawn_statement
from service.services.takedown.drafts import require_role
from service.services.takedown.errors import (
    InvalidTransitionError,
    NotYoursToDoError,
    PreconditionRequiredError,
    VersionMismatchError,
)
from service.services.takedown.event_steps import Step
from service.services.takedown.guards import OFFERED, Guarded
from service.services.takedown.inputs import EventInput, RequestEdit
from service.services.takedown.request_reading import EDITABLE, RequestReading, request_not_found
from service.services.takedown.sourcing import require_no_other

__all__ = ["Proposal", "TakedownService"]

_UNAPPROVED = EDITABLE | {RequestState.CONFIRMED}
_TO_TAKE_BACK = OPEN_STATES | {RequestState.VERIFIED_REMOVED}
"""Where the undoing of a decision has consequences; what was removed for a wrong reason is to be restored."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What an approver should do with a request that rests on nothing any more."""

    act: Literal["revoke", "withdraw"]
    request_id: str


class TakedownService(RequestReading):
    """Drafts as `ConfirmedDrafts` does, shows as `RequestReading` does, and moves on what was drafted."""

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
        if request.state not in EDITABLE:
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
        self._keep(caller.actor, request, after, now)
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

    def follow_other(self, caller: Caller, item_id: UUID) -> tuple[RequestRecord | None, list[Proposal]]:
        """Follow a change of what a confirmed item is said to be: its requests become those of its first label.

        One of that category goes on, and has to be confirmed anew; one of another goes the way of an undone decision,
        and the fitting one is drafted. Returns the drafted one, if any, and what is left for an approver to do.
        """
        decision = self._desk.decisions.confirmed([item_id]).get(item_id)
        if decision is None:
            return None, []
        wanted = CATEGORY_OF[decision.labels[0]]
        there = [each for each in self._desk.requests.of_item(item_id) if each.state in _TO_TAKE_BACK]
        proposals = self.take_back(caller, item_id, keep=wanted, because="decision_corrected")
        if any(each.content.case_category is wanted for each in there):
            return None, proposals
        return self.follow(caller, item_id), proposals

    def take_back(
        self,
        caller: Caller,
        item_id: UUID,
        *,
        keep: CaseCategory | None = None,
        because: Literal["decision_undone", "decision_corrected"] = "decision_undone",
    ) -> list[Proposal]:
        """Follow the undoing of a confirmation: what nobody has approved ends, of the rest an approver is told.

        With `keep` requests of this category stay, but rest on nothing until somebody confirms them anew.
        """
        proposals: list[Proposal] = []
        for request in self._desk.requests.of_item(item_id):
            locked = self._desk.requests.lock(request.id)
            if locked is None or locked.state not in _TO_TAKE_BACK:
                continue
            if locked.content.case_category is keep:
                proposals += self._asked_anew(caller, locked, because)
            elif locked.state in _UNAPPROVED:
                self._end_unapproved(caller, locked, because)
            else:
                revocable = locked.state is RequestState.APPROVED
                proposals.append(Proposal("revoke" if revocable else "withdraw", public_id(locked.id)))
        return proposals

    def _asked_anew(self, caller: Caller, request: RequestRecord, because: str) -> list[Proposal]:
        """Send a confirmed request back to review; an approved one is held back, and an approver is told."""
        if self._desk.rests_on_decisions(request):
            return []
        if request.state is RequestState.APPROVED:
            return [Proposal("revoke", public_id(request.id))]
        if request.state is RequestState.CONFIRMED:
            content = withdrawn_statement(request.content)
            step = Step(RequestEvent.SEND_BACK, RequestState.IN_REVIEW, content, {"because": because})
            self._advance(caller.actor, request, step, None)
        return []

    def _end_unapproved(self, caller: Caller, request: RequestRecord, because: str) -> None:
        """End a request that rests on nothing any more; its author may, since nobody else has spoken for it yet."""
        content = withdrawn_statement(request.content)
        undone = {"because": because}
        if request.state is RequestState.CONFIRMED:
            step = Step(RequestEvent.SEND_BACK, RequestState.IN_REVIEW, content, undone)
            request = self._advance(caller.actor, request, step, None)
        event = RequestEvent.DISCARD if request.state is RequestState.DRAFT else RequestEvent.REJECT
        self._advance(caller.actor, request, Step(event, RequestState.REJECTED_INTERNAL, content, undone), None)

    def _keep(self, actor: str, before: RequestRecord, after: RequestRecord, now: datetime) -> None:
        """Keep what an edit made, and what it was made of where nothing is kept yet."""
        if not self._desk.contents.of(before.id):
            self._desk.contents.keep(before, before.created_by, before.edited_at)
        self._desk.contents.keep(after, actor, now)

    def _locked(self, caller: Caller, request_id: UUID, version: int | None) -> RequestRecord:
        request = self._desk.requests.lock(request_id)
        if request is None or not self._may_know(caller, request):
            raise request_not_found()
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
        self._desk.tell_of(after, step.event, request.state, datetime.now(UTC))
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
