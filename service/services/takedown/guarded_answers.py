"""What must hold for events once the platform has a notice, or nothing of it is online: answers, looks, complaints."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from service.delivery.outcomes import DeliveryOutcome
from service.domain.takedown.clocks import complaint_until
from service.domain.takedown.content import BonaFide, RequestContent
from service.domain.takedown.looks import CHECKS_APART, SAW_GONE, STILL_LIVE_AFTER, first_look_in_vain
from service.domain.takedown.outcomes import ACTED, NOTHING_THERE, REFUSED, DecisionGround, ItemOutcome
from service.domain.takedown.proposals import BONA_FIDE
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState, Transition
from service.errors import Fault
from service.locale.wording import worded
from service.request_errors import RequestInvalidError
from service.services.takedown.desk import TakedownDesk, item_ids
from service.services.takedown.event_steps import Step, plain_step, require_rationale, ticket_details
from service.services.takedown.inputs import EventInput
from service.services.takedown.office import Office

__all__ = ["GuardedAnswers"]

_ACTS = ACTED | NOTHING_THERE
_REMOVED = frozenset({RequestState.ACTIONED, RequestState.VERIFIED_REMOVED})


class GuardedAnswers:
    """Judges what a platform answered and what somebody saw, of one caller at one time.

    Parameters
    ----------
    desk, office
        As of the service.
    actor
        Who asks for the event.
    now
        The time that counts for it.
    """

    def __init__(self, desk: TakedownDesk, office: Office, actor: str, now: datetime) -> None:
        self._desk = desk
        self._office = office
        self._actor = actor
        self._now = now

    def _acknowledged(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        attempts = self._desk.deliveries.of_request(request.id)
        if request.state is RequestState.DELIVERY_FAILED and attempts[-1].outcome != DeliveryOutcome.UNKNOWN:
            raise RequestInvalidError(
                "The last attempt certainly failed, so the platform cannot have received it.",
                "Send it once more, or take another way.",
                code="not_sent",
            )
        return Step(transition.event, transition.target, request.content, ticket_details(wanted))

    def _decided(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        acts = transition.event in {RequestEvent.DECISION_ACTION, RequestEvent.REVERSED}
        answers = self._answers(request, wanted, acts=acts)
        if wanted.ground is not None and wanted.ground not in set(DecisionGround):
            fault = Fault("ground", worded("Expected one of {names}.", names=", ".join(DecisionGround)), "unknown")
            raise RequestInvalidError("The decision is not whole.", "Mend what `faults` names.", faults=[fault])
        for item in self._desk.requests.items(request.id):
            if item.answer != answers[item.place]:
                self._desk.requests.answer_item(request.id, item.place, answers[item.place], self._now)
        details = {"answers": list(answers.values()), "ground": wanted.ground or "not_stated"}
        return Step(transition.event, transition.target, request.content, details | ticket_details(wanted))

    def _answered(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        require_rationale(wanted)
        if not wanted.bona_fide:
            fault = Fault("bona_fide", "State again that the notice is right and complete, as you believe.", "TD-304")
            raise RequestInvalidError("The answer is not whole.", "Mend what `faults` names.", faults=[fault])
        return Step(transition.event, transition.target, self._stated(request.content))

    def _gone(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        _require_gone(wanted)
        return plain_step(request, transition)

    def _vanished(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        """Note the first look that found nothing; move on with one that comes five minutes later or more."""
        _require_gone(wanted)
        first = first_look_in_vain(self._desk.requests.events(request.id))
        if first is None:
            return Step(SAW_GONE, request.state, request.content)
        if self._now - first < CHECKS_APART:
            fault = Fault("gone", "Look again at least 5 minutes after the first look.", "too_early")
            raise RequestInvalidError("That cannot be said yet.", "Mend what `faults` names.", faults=[fault])
        return Step(transition.event, transition.target, request.content, {"credited": False, "checks": 2})

    def _complained(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        require_rationale(wanted)
        events = self._desk.requests.events(request.id)
        until = complaint_until(events)
        if any(each.event == RequestEvent.UPHELD for each in events):
            raise RequestInvalidError(
                "The platform has decided on our complaint already.",
                "Accept its decision, or go to a certified body (Article 21).",
                code="complaint_used",
            )
        if until is None or self._now >= until:
            raise RequestInvalidError(
                "A complaint is open for six months from the decision (Article 20).",
                "Accept the decision, or go to a certified body (Article 21).",
                code="too_late",
            )
        return plain_step(request, transition)

    def _disputed(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        require_rationale(wanted)
        if not (wanted.body or "").strip():
            fault = Fault("body", "Name the certified body (Article 21).", "missing")
            raise RequestInvalidError("The dispute is not whole.", "Mend what `faults` names.", faults=[fault])
        return Step(transition.event, transition.target, request.content, {"body": wanted.body})

    def _reversed(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        require_rationale(wanted)
        return self._decided(request, transition, wanted)

    def _reinstated(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        require_rationale(wanted)
        events = self._desk.requests.events(request.id)
        if not any(each.target in _REMOVED for each in events):
            raise RequestInvalidError(
                "It was never removed, so it cannot be back.",
                "Draft a new request if it is online and illegal.",
                code="never_removed",
            )
        return Step(transition.event, transition.target, request.content, ticket_details(wanted))

    def _still_live(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        items = self._desk.requests.items(request.id)
        answered = [each.answered_at for each in items if each.answered_at is not None and each.answer in ACTED]
        faults = []
        if not wanted.still_online:
            faults.append(Fault("still_online", "Say that you have just seen it online.", "missing"))
        if answered and self._now - max(answered) < STILL_LIVE_AFTER:
            faults.append(Fault("", "Give the platform 24 hours after its decision.", "too_early"))
        if faults:
            raise RequestInvalidError("That cannot be said yet.", "Mend what `faults` names.", faults=faults)
        return Step(transition.event, transition.target, self._seen_live(request.content))

    def _answers(self, request: RequestRecord, wanted: EventInput, *, acts: bool) -> dict[int, str]:
        """Return the platform's answer for each item by its place, or name what is missing."""
        expected = [each for each in ItemOutcome if each in (_ACTS if acts else REFUSED)]
        default = wanted.decision if acts else wanted.decision or ItemOutcome.NO_ACTION
        faults, answers = [], {}
        for place, item_id in enumerate(item_ids(request)):
            answer = wanted.answers.get(item_id, default)
            if answer is None or (answer not in expected and not (acts and answer in REFUSED)):
                faults.append(
                    Fault(f"answers.{place}", worded("Expected one of {names}.", names=", ".join(expected)), "unknown")
                )
            else:
                answers[place] = answer
        strange = set(wanted.answers) - set(item_ids(request))
        faults += [Fault("answers", "An item that is not in this request.", "unknown")] * bool(strange)
        if acts and not faults and REFUSED.issuperset(answers.values()):
            faults.append(Fault("answers", "Nothing was done: that is a decision not to act.", "no_action"))
        if faults:
            raise RequestInvalidError("The decision is not whole.", "Mend what `faults` names.", faults=faults)
        return answers

    def _seen_live(self, content: RequestContent) -> RequestContent:
        seen = tuple(item.model_copy(update={"last_verified_live_at": self._now}) for item in content.items)
        return content.model_copy(update={"items": seen})

    def _stated(self, content: RequestContent) -> RequestContent:
        words = BONA_FIDE[content.allegation.language]
        statement = BonaFide(text_id=words.text_id, text=words.text, confirmed_by=self._actor, confirmed_at=self._now)
        return content.model_copy(update={"bona_fide": statement})

    BY_ANSWER: ClassVar[dict[RequestEvent, Callable[[GuardedAnswers, RequestRecord, Transition, EventInput], Step]]] = {
        RequestEvent.CONTENT_GONE: _vanished,
        RequestEvent.ACK: _acknowledged,
        RequestEvent.DECISION_ACTION: _decided,
        RequestEvent.DECISION_NONE: _decided,
        RequestEvent.ANSWER: _answered,
        RequestEvent.VERIFY: _gone,
        RequestEvent.STILL_LIVE: _still_live,
        RequestEvent.COMPLAIN: _complained,
        RequestEvent.REVERSED: _reversed,
        RequestEvent.DISPUTE: _disputed,
        RequestEvent.REINSTATED: _reinstated,
    }
    """The check of each of these events."""


def _require_gone(wanted: EventInput) -> None:
    if not wanted.gone:
        fault = Fault("gone", "Say that you looked and that nothing of it is there any more.", "missing")
        raise RequestInvalidError("Nobody has looked.", "Mend what `faults` names.", faults=[fault])
