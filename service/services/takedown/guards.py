"""What must hold for each event of a takedown request, and what it changes: one method an event, one table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any, ClassVar

from service.delivery.outcomes import DeliveryOutcome
from service.domain.takedown.content import BonaFide, RequestContent
from service.domain.takedown.judging import Failure, Judged, Phase
from service.domain.takedown.proposals import BONA_FIDE
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.rules import failures
from service.domain.takedown.states import RequestEvent, RequestState, Transition
from service.errors import ConflictError, Fault
from service.locale.wording import worded
from service.request_errors import RequestInvalidError
from service.services.takedown.attempts import MOST_ATTEMPTS, is_by_hand, prepared_attempt, way_failures
from service.services.takedown.desk import TakedownDesk, item_ids
from service.services.takedown.drafting import withdrawn_statement
from service.services.takedown.errors import IncompleteNoticeError, NotYoursToDoError, faults_of_failures
from service.services.takedown.inputs import EventInput
from service.services.takedown.office import Office
from service.storage.outbox import NOTICE_TOPIC

__all__ = ["OFFERED", "DecisionUndoneError", "Guarded", "Step", "blocking_confirmation"]

_ACTIONS = (
    "removed",
    "access_disabled",
    "account_suspended",
    "account_terminated",
    "partially_actioned",
    "already_gone",
    "other",
)
_NO_ACTION = "no_action"
_GROUNDS = ("DECISION_GROUND_ILLEGAL_CONTENT", "DECISION_GROUND_INCOMPATIBLE_CONTENT", "not_stated")
_LEAST_RATIONALE = 3
_LONGEST = {"rationale": 4_000, "ticket": 200}
_STILL_LIVE_AFTER = timedelta(hours=24)
_SELF = "TD-401"
_AT_CONFIRMATION = frozenset({"TD-303", "TD-304", "TD-307", "TD-502"})
"""Rules of the next step that only the confirming person can mend, so they are asked of them already."""


class DecisionUndoneError(ConflictError):
    """The confirmation of an item on which the request rests was taken back."""

    code = "decision_undone"
    title = "The decision behind this request was undone"


def _nothing_more(_: RequestRecord) -> None:
    """Do nothing after the change was written."""


@dataclass(frozen=True, slots=True)
class Step:
    """What an event changes."""

    event: str
    target: RequestState
    content: RequestContent
    details: dict[str, Any] = field(default_factory=dict)
    """Codes, ids and numbers for the event's row."""
    then: Callable[[RequestRecord], None] = _nothing_more
    """What is done once the change is written, in the same transaction."""


class Guarded:
    """Judges one event of one caller at one time.

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

    def step(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        """Return what the event changes, once it is clear that it may.

        Raises
        ------
        IncompleteNoticeError, RequestInvalidError, NotYoursToDoError, DecisionUndoneError
        """
        _require_storable(wanted)
        return self.BY_EVENT[transition.event](self, request, transition, wanted)

    def attested(self, request: RequestRecord) -> Step:
        """Return the step of noting that every item was just seen online."""
        then = self._ask_for_sending if request.state is RequestState.APPROVED else _nothing_more
        return Step("attest_live", request.state, self._seen_live(request.content), {}, then)

    def _submit(self, request: RequestRecord, transition: Transition, _: EventInput) -> Step:
        bare = [
            Fault(f"/items/{at}", "An item needs an excerpt and evidence.", "missing")
            for at, item in enumerate(request.content.items)
            if not item.excerpt.strip() or not item.evidence
        ]
        if bare or not request.content.items:
            raise RequestInvalidError("There is nothing to review yet.", "Mend what `faults` names.", faults=bare)
        return _plain_step(request, transition)

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
        blocking = [*blocking_confirmation(judged), *way_failures(self._office, request)]
        if blocking:
            raise IncompleteNoticeError(blocking)
        # What cannot be written as a mail is refused now, while it can still be mended.
        prepared_attempt(self._office, replace(request, content=content), 1, self._actor, self._now)
        return Step(transition.event, transition.target, content, {"saw_original": True, "decisions": decisions})

    def _send_back(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        _require_rationale(wanted)
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
        return Step(transition.event, transition.target, content, {}, self._ask_for_sending)

    def _dispatch(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        self._require_standing(request)
        content = self._seen_live(request.content) if wanted.still_online else request.content
        found = self._failures(request, content, Phase.D)
        if found:
            raise IncompleteNoticeError(found)
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
        return Step(transition.event, transition.target, request.content, _ticket(wanted))

    def _fail(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        _require_rationale(wanted)
        self._finish_attempt(request, "refused_for_good", wanted)
        return _plain_step(request, transition)

    def _switch_channel(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        channel = self._office.channel(wanted.delivery_channel)
        if channel is None or channel.platform != request.platform or channel.id == request.content.delivery_channel:
            fault = Fault("delivery_channel", "Another delivery channel of the same platform.", "unknown")
            raise RequestInvalidError("That is no other way to the platform.", "See `faults`.", faults=[fault])
        content = request.content.model_copy(update={"delivery_channel": channel.id})
        return Step(transition.event, transition.target, content, {"channel": channel.id}, self._ask_for_sending)

    def _with_rationale(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        _require_rationale(wanted)
        return _plain_step(request, transition)

    def _acknowledged(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        attempts = self._desk.deliveries.of_request(request.id)
        if request.state is RequestState.DELIVERY_FAILED and attempts[-1].outcome != DeliveryOutcome.UNKNOWN:
            raise RequestInvalidError(
                "The last attempt certainly failed, so the platform cannot have received it.",
                "Send it once more, or take another way.",
                code="not_sent",
            )
        return Step(transition.event, transition.target, request.content, _ticket(wanted))

    def _decided(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        acts = transition.event is RequestEvent.DECISION_ACTION
        answers = self._answers(request, wanted, acts=acts)
        if wanted.ground is not None and wanted.ground not in _GROUNDS:
            fault = Fault("ground", worded("Expected one of {names}.", names=", ".join(_GROUNDS)), "unknown")
            raise RequestInvalidError("The decision is not whole.", "Mend what `faults` names.", faults=[fault])
        for place, answer in answers.items():
            self._desk.requests.answer_item(request.id, place, answer, self._now)
        details = {"answers": list(answers.values()), "ground": wanted.ground or "not_stated"}
        return Step(transition.event, transition.target, request.content, details | _ticket(wanted))

    def _answered(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        _require_rationale(wanted)
        if not wanted.bona_fide:
            fault = Fault("bona_fide", "State again that the notice is right and complete, as you believe.", "TD-304")
            raise RequestInvalidError("The answer is not whole.", "Mend what `faults` names.", faults=[fault])
        return Step(transition.event, transition.target, self._stated(request.content))

    def _gone(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        if not wanted.gone:
            fault = Fault("gone", "Say that you looked and that nothing of it is there any more.", "missing")
            raise RequestInvalidError("Nobody has looked.", "Mend what `faults` names.", faults=[fault])
        return _plain_step(request, transition)

    def _still_live(self, request: RequestRecord, transition: Transition, wanted: EventInput) -> Step:
        answered = [each.answered_at for each in self._desk.requests.items(request.id) if each.answered_at is not None]
        faults = []
        if not wanted.still_online:
            faults.append(Fault("still_online", "Say that you have just seen it online.", "missing"))
        if answered and self._now - max(answered) < _STILL_LIVE_AFTER:
            faults.append(Fault("", "Give the platform 24 hours after its decision.", "too_early"))
        if faults:
            raise RequestInvalidError("That cannot be said yet.", "Mend what `faults` names.", faults=faults)
        return Step(transition.event, transition.target, self._seen_live(request.content))

    def _answers(self, request: RequestRecord, wanted: EventInput, *, acts: bool) -> dict[int, str]:
        """Return the platform's answer for each item by its place, or name what is missing."""
        expected = _ACTIONS if acts else (_NO_ACTION,)
        default = wanted.decision if acts else wanted.decision or _NO_ACTION
        faults, answers = [], {}
        for place, item_id in enumerate(item_ids(request)):
            answer = wanted.answers.get(item_id, default)
            if answer is None or (answer not in expected and not (acts and answer == _NO_ACTION)):
                faults.append(
                    Fault(f"answers.{place}", worded("Expected one of {names}.", names=", ".join(expected)), "unknown")
                )
            else:
                answers[place] = answer
        strange = set(wanted.answers) - set(item_ids(request))
        faults += [Fault("answers", "An item that is not in this request.", "unknown")] * bool(strange)
        if acts and not faults and all(answer == _NO_ACTION for answer in answers.values()):
            faults.append(Fault("answers", "Nothing was done: that is a decision not to act.", "no_action"))
        if faults:
            raise RequestInvalidError("The decision is not whole.", "Mend what `faults` names.", faults=faults)
        return answers

    def _failures(self, request: RequestRecord, content: RequestContent, phase: Phase) -> list[Failure]:
        judged = self._desk.judged(request, self._actor, self._now)
        return [*failures(replace(judged, content=content), phase), *way_failures(self._office, request)]

    def _require_standing(self, request: RequestRecord) -> None:
        if not self._desk.rests_on_decisions(request):
            raise _undone()

    def _seen_live(self, content: RequestContent) -> RequestContent:
        seen = tuple(item.model_copy(update={"last_verified_live_at": self._now}) for item in content.items)
        return content.model_copy(update={"items": seen})

    def _stated(self, content: RequestContent) -> RequestContent:
        words = BONA_FIDE[content.allegation.language]
        statement = BonaFide(text_id=words.text_id, text=words.text, confirmed_by=self._actor, confirmed_at=self._now)
        return content.model_copy(update={"bona_fide": statement})

    def _ask_for_sending(self, request: RequestRecord) -> None:
        if not is_by_hand(self._office, request):
            self._desk.outbox.ask(NOTICE_TOPIC, [request.id])

    def _start_attempt(self, request: RequestRecord) -> None:
        number = self._desk.deliveries.count(request.id) + 1
        attempt = prepared_attempt(self._office, request, number, self._actor, self._now)
        self._desk.deliveries.start(attempt)
        if is_by_hand(self._office, request):
            self._desk.deliveries.open(attempt.id, self._now)
        else:
            self._desk.outbox.ask(NOTICE_TOPIC, [request.id])

    def _finish_attempt(self, request: RequestRecord, outcome: str, wanted: EventInput) -> None:
        attempt = self._desk.deliveries.of_request(request.id)[-1]
        detail = f"by hand, ticket {wanted.ticket}" if wanted.ticket else "by hand"
        self._desk.deliveries.finish(attempt.id, self._now, outcome, None, detail)

    BY_EVENT: ClassVar[dict[RequestEvent, Callable[[Guarded, RequestRecord, Transition, EventInput], Step]]] = {
        RequestEvent.SUBMIT_FOR_REVIEW: _submit,
        RequestEvent.DISCARD: _with_rationale,
        RequestEvent.REJECT: _with_rationale,
        RequestEvent.CONTENT_GONE: _gone,
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
        RequestEvent.ACK: _acknowledged,
        RequestEvent.DECISION_ACTION: _decided,
        RequestEvent.DECISION_NONE: _decided,
        RequestEvent.ASK_INFO: _with_rationale,
        RequestEvent.ANSWER: _answered,
        RequestEvent.VERIFY: _gone,
        RequestEvent.STILL_LIVE: _still_live,
        RequestEvent.WITHDRAW: _with_rationale,
        RequestEvent.ACCEPT: _with_rationale,
        RequestEvent.CLOSE: _with_rationale,
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


def _plain_step(request: RequestRecord, transition: Transition) -> Step:
    return Step(transition.event, transition.target, request.content)


def _ticket(wanted: EventInput) -> dict[str, Any]:
    return {"ticket": wanted.ticket} if wanted.ticket else {}


def _require_storable(wanted: EventInput) -> None:
    faults = [
        Fault(
            name,
            worded("Text of at most {most} characters, without NUL and lone surrogates.", most=longest),
            "unstorable",
        )
        for name, longest in _LONGEST.items()
        if not _is_storable(getattr(wanted, name) or "", longest)
    ]
    if faults:
        raise RequestInvalidError("That cannot be kept.", "Mend what `faults` names.", faults=faults)


def _is_storable(text: str, longest: int) -> bool:
    return len(text) <= longest and not any(each == "\0" or "\ud800" <= each <= "\udfff" for each in text)


def _require_rationale(wanted: EventInput) -> None:
    if wanted.rationale is None or len(wanted.rationale.strip()) < _LEAST_RATIONALE:
        fault = Fault("rationale", "Say why, in a few words.", "missing")
        raise RequestInvalidError(
            worded("{event} needs a reason.", event=wanted.event), "Mend what `faults` names.", faults=[fault]
        )


OFFERED = frozenset(Guarded.BY_EVENT)
"""Events that can be asked for; the others of the table (clocks, complaints, disputes) have no machinery yet."""
