"""What must hold for each event of a takedown request, and what it changes: one method an event, one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import ClassVar

from service.domain.takedown.content import RequestContent
from service.domain.takedown.judging import Failure, Judged, Phase
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.rules import failures
from service.domain.takedown.states import RequestEvent, RequestState, Transition
from service.errors import ConflictError, Fault
from service.locale.wording import worded
from service.request_errors import RequestInvalidError
from service.services.takedown.attempts import MOST_ATTEMPTS, is_by_hand, prepared_attempt, with_ways
from service.services.takedown.caps import URGENT, capped, counted
from service.services.takedown.drafting import withdrawn_statement
from service.services.takedown.errors import HeldError, IncompleteNoticeError, NotYoursToDoError, faults_of_failures
from service.services.takedown.event_steps import (
    Step,
    nothing_more,
    plain_step,
    require_rationale,
    require_storable,
    ticket_details,
)
from service.services.takedown.guarded_answers import GuardedAnswers
from service.services.takedown.inputs import EventInput
from service.storage.outbox import NOTICE_TOPIC

__all__ = ["OFFERED", "DecisionUndoneError", "Guarded", "blocking_confirmation"]

_HELD_BACK = frozenset(
    {
        RequestEvent.CONFIRM,
        RequestEvent.APPROVE,
        RequestEvent.DISPATCH,
        RequestEvent.RETRY,
        RequestEvent.SWITCH_CHANNEL,
        RequestEvent.CONTENT_GONE,
        RequestEvent.VERIFY,
        RequestEvent.STILL_LIVE,
    }
)
"""What a hold of the police keeps from happening: all that brings a notice out, and all that means a look online."""
_SELF = "TD-401"
_AT_CONFIRMATION = frozenset({"TD-303", "TD-304", "TD-307", "TD-308", "TD-502"})
"""Rules of the next step that only the confirming person can mend, so they are asked of them already."""


class DecisionUndoneError(ConflictError):
    """The confirmation of an item on which the request rests was taken back."""

    code = "decision_undone"
    title = "The decision behind this request was undone"


class Guarded(GuardedAnswers):
    """Judges one event of one caller at one time; see `GuardedAnswers`."""

    def step(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        """Return what the event changes, once it is clear that it may.

        Raises
        ------
        IncompleteNoticeError, RequestInvalidError, NotYoursToDoError, DecisionUndoneError, HeldError
        """
        require_storable(wanted)
        if transition.event in _HELD_BACK and self._desk.is_held(request):
            raise HeldError
        return self.BY_EVENT[transition.event](self, request, transition, wanted)

    def attested(self, request: RequestRecord) -> Step:
        """Return the step of noting that every item was just seen online.

        Raises
        ------
        HeldError
        """
        if self._desk.is_held(request):
            raise HeldError
        then = self._ask_for_sending if request.state is RequestState.APPROVED else nothing_more
        return Step("attest_live", request.state, self._seen_live(request.content), {}, then)

    def _submit(self, request: RequestRecord, transition: Transition, _: EventInput) -> Step:
        bare = [
            Fault(f"/items/{at}", "An item needs an excerpt and evidence.", "missing")
            for at, item in enumerate(request.content.items)
            if not item.excerpt.strip() or not item.evidence
        ]
        if bare or not request.content.items:
            raise RequestInvalidError("There is nothing to review yet.", "Mend what `faults` names.", faults=bare)
        return plain_step(request, transition)

    def _confirm(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        decisions = self._desk.standing_decisions(request)
        if decisions is None:
            raise _undone()
        content = self._seen_live(request.content) if wanted.still_online else request.content
        if wanted.bona_fide:
            content = self._stated(content)
        judged = self._desk.judged(request, self._actor, self._now, saw_original=wanted.saw_original)
        # Who confirms now is one of those who confirmed, also where others wrote it.
        judged = replace(judged, content=content, confirmed_by=judged.confirmed_by | {self._actor})
        blocking = blocking_confirmation(with_ways(self._office, judged))
        if blocking:
            raise IncompleteNoticeError(blocking)
        # What cannot be written as a mail is refused now, while it can still be mended.
        prepared_attempt(self._office, replace(request, content=content), 1, self._actor, self._now)
        return Step(transition.event, transition.target, content, {"saw_original": True, "decisions": decisions})

    def _send_back(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        require_rationale(wanted)
        return Step(transition.event, transition.target, withdrawn_statement(request.content))

    def _approve(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        self._require_standing(request)
        content = self._seen_live(request.content) if wanted.still_online else request.content
        found = self._failures(request, content, Phase.A)
        own = [each for each in found if each.code == _SELF]
        if own:
            raise NotYoursToDoError(
                "Who wrote or confirmed a request, or an item of it, cannot approve it.",
                "Ask another approver.",
                faults=faults_of_failures(own),
            )
        if found:
            raise IncompleteNoticeError(found)
        covered = {"reminders": True} if wanted.reminders else {}
        return Step(transition.event, transition.target, content, covered, self._ask_for_sending)

    def _dispatch(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        self._require_standing(request)
        content = self._seen_live(request.content) if wanted.still_online else request.content
        found = [*self._failures(request, content, Phase.D), *self._desk.frozen(request)]
        found += capped(self._desk, self._office, request, self._now)
        if found:
            raise IncompleteNoticeError(found)
        if not counted(self._desk, self._office, request, self._now):
            raise IncompleteNoticeError(capped(self._desk, self._office, request, self._now))
        return Step(transition.event, transition.target, content, {}, self._start_attempt)

    def _retry(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        made = self._desk.deliveries.count(request.id, request.content.delivery_channel)
        if made >= MOST_ATTEMPTS:
            raise RequestInvalidError(
                worded("{count} attempts were made over this delivery channel.", count=made),
                "Switch to another delivery channel, or give it up.",
                code="attempts_spent",
            )
        step = self._dispatch(request, transition, wanted)
        number = self._desk.deliveries.count(request.id) + 1
        return replace(step, details={"attempt": number})

    def _accepted(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        self._finish_attempt(request, "accepted", wanted)
        return Step(transition.event, transition.target, request.content, ticket_details(wanted))

    def _fail(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        require_rationale(wanted)
        self._finish_attempt(request, "refused_for_good", wanted)
        return plain_step(request, transition)

    def _switch_channel(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        channel = self._office.channel(wanted.delivery_channel)
        if channel is None or channel.platform != request.platform or channel.id == request.content.delivery_channel:
            fault = Fault("delivery_channel", "Another delivery channel of the same platform.", "unknown")
            raise RequestInvalidError("That is no other way to the platform.", "See `faults`.", faults=[fault])
        content = request.content.model_copy(update={"delivery_channel": channel.id})
        return Step(transition.event, transition.target, content, {"channel": channel.id}, self._ask_for_sending)

    def _with_rationale(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        require_rationale(wanted)
        return plain_step(request, transition)

    def _failures(self, request: RequestRecord, content: RequestContent, phase: Phase) -> list[Failure]:
        judged = with_ways(self._office, self._desk.judged(request, self._actor, self._now))
        return failures(replace(judged, content=content), phase)

    def _require_standing(self, request: RequestRecord) -> None:
        if not self._desk.rests_on_decisions(request):
            raise _undone()

    def _ask_for_sending(self, request: RequestRecord) -> None:
        if not is_by_hand(self._office, request):
            self._desk.outbox.ask(NOTICE_TOPIC, [request.id], urgent=request.priority == URGENT)

    def _start_attempt(self, request: RequestRecord) -> None:
        number = self._desk.deliveries.count(request.id) + 1
        attempt = prepared_attempt(self._office, request, number, self._actor, self._now)
        self._desk.deliveries.start(attempt)
        if is_by_hand(self._office, request):
            self._desk.deliveries.open(attempt.id, self._now)
        else:
            self._desk.outbox.ask(NOTICE_TOPIC, [request.id], urgent=request.priority == URGENT)

    def _finish_attempt(self, request: RequestRecord, outcome: str, wanted: EventInput) -> None:
        attempt = self._desk.deliveries.of_request(request.id)[-1]
        detail = f"by hand, ticket {wanted.ticket}" if wanted.ticket else "by hand"
        self._desk.deliveries.finish(attempt.id, self._now, outcome, None, detail)

    BY_EVENT: ClassVar[dict[RequestEvent, Callable[[Guarded, RequestRecord, Transition, EventInput], Step]]] = {
        **GuardedAnswers.BY_ANSWER,
        RequestEvent.SUBMIT_FOR_REVIEW: _submit,
        RequestEvent.DISCARD: _with_rationale,
        RequestEvent.REJECT: _with_rationale,
        RequestEvent.CONFIRM: _confirm,
        RequestEvent.SEND_BACK: _send_back,
        RequestEvent.APPROVE: _approve,
        RequestEvent.DISPATCH: _dispatch,
        RequestEvent.REVOKE: _with_rationale,
        RequestEvent.ACCEPTED: _accepted,
        RequestEvent.FAIL: _fail,
        RequestEvent.RETRY: _retry,
        RequestEvent.SWITCH_CHANNEL: _switch_channel,
        RequestEvent.GIVE_UP: _with_rationale,
        RequestEvent.ASK_INFO: _with_rationale,
        RequestEvent.WITHDRAW: _with_rationale,
        RequestEvent.ACCEPT: _with_rationale,
        RequestEvent.CLOSE: _with_rationale,
        RequestEvent.UPHELD: _with_rationale,
        RequestEvent.DECIDED: _with_rationale,
    }
    """The check of each event that can be asked for."""


def blocking_confirmation(judged: Judged) -> list[Failure]:
    """Return what keeps a request from being confirmed, with what only the confirming person can mend later."""
    needed = set(failures(judged, Phase.C))
    return [each for each in failures(judged, Phase.A) if each in needed or each.code in _AT_CONFIRMATION]


def _undone() -> DecisionUndoneError:
    return DecisionUndoneError(
        "A decision on which this request rests holds no more.",
        "Send the request back or take it back; it may not leave.",
    )


OFFERED = frozenset(Guarded.BY_EVENT)
"""Events that can be asked for; the one that is left, `timeout`, belongs to the clocks."""
