"""What platforms say item by item: noted as it comes, and the request moved to where the answers together lead."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from uuid import UUID

from service.domain.access import Caller
from service.domain.takedown.outcomes import ACTED, ItemAnswer, ItemOutcome, decision_of, ground_of
from service.domain.takedown.records import ItemAnswerRecord, RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.errors import Fault
from service.request_errors import RequestInvalidError
from service.services.takedown.errors import InvalidTransitionError
from service.services.takedown.event_steps import Step, ticket_details
from service.services.takedown.inputs import EventInput, ItemsInput
from service.services.takedown.requests import TakedownService

__all__ = ["ANSWER_ITEMS", "ItemAnswerService"]

ANSWER_ITEMS = "answer_items"
"""The platform answered some of the items; no transition, until it answered the last one."""
_OPEN = frozenset({RequestState.SUBMITTED, RequestState.ACKNOWLEDGED, RequestState.OVERDUE})
"""States in which items wait for an answer."""
_LONGEST = 4_000
_FIELDS = {
    "reason": "Say why, or what you need to know.",
    "territory": "Name the states in which it is blocked, in two letters.",
}


class ItemAnswerService(TakedownService):
    """Moves requests on as `TakedownService` does, and by what platforms say of single items."""

    def answer_items(self, caller: Caller, request_id: UUID, version: int | None, replies: ItemsInput) -> RequestRecord:
        """Note what the platform says of some or all items.

        What is not answered yet waits, and the platform has confirmed receipt. One item of which it needs to know
        more makes a question of all; once each has an answer that is the decision: that it acted, if only on a part
        or because nothing was there, or that it did not. What it restored brings the request back.

        Raises
        ------
        RequestNotFoundError, PreconditionRequiredError, VersionMismatchError, NotYoursToDoError
        InvalidTransitionError
            When no answer fits the state.
        RequestInvalidError
            With every answer that is not whole.
        """
        request, said = self._locked(caller, request_id, version), replies.said
        known = {each.item_id: each for each in self._desk.requests.items(request.id)}
        _require_whole(said, known)
        wanted = EventInput(RequestEvent.ACK, rationale=_joined(said.values()), ticket=replies.ticket, via=replies.via)
        if any(each.outcome is ItemOutcome.RESTORED for each in said.values()):
            self._transition(caller, request, RequestEvent.REINSTATED)
            self._note_items(request, said, known)
            return self._on(caller, request, wanted, RequestEvent.REINSTATED)
        if request.state not in _OPEN:
            raise InvalidTransitionError.of(ANSWER_ITEMS, request.state, self._allowed(caller, request))
        self._transition(caller, request, RequestEvent.DECISION_ACTION)
        self._note_items(request, said, known)
        return self._followed(caller, request, said, wanted)

    def _followed(
        self, caller: Caller, request: RequestRecord, said: Mapping[UUID, ItemAnswer], wanted: EventInput
    ) -> RequestRecord:
        """Move the request to where its answers lead now."""
        items = self._desk.requests.items(request.id)
        asked = {each.outcome for each in said.values()} & {ItemOutcome.NEED_INFORMATION}
        event = RequestEvent.ASK_INFO if asked else decision_of([_standing(each) for each in items])
        if event in {RequestEvent.DECISION_ACTION, RequestEvent.DECISION_NONE}:
            answers = {each.item_id: str(each.answer) for each in items}
            ground = ground_of({each.place: _as_answer(each) for each in items})
            return self._on(caller, request, wanted, event, answers=answers, ground=ground)
        if request.state is not RequestState.ACKNOWLEDGED:
            ticket = EventInput(RequestEvent.ACK, ticket=wanted.ticket, via=wanted.via)
            request = self.apply(caller, request.id, request.version, ticket)
        if event is RequestEvent.ASK_INFO:
            return self._on(caller, request, wanted, event)
        details = {"answers": [_standing(each) for each in items]} | ticket_details(wanted)
        return self._advance(caller.actor, request, Step(ANSWER_ITEMS, request.state, request.content, details), wanted)

    def _on(
        self, caller: Caller, request: RequestRecord, wanted: EventInput, event: RequestEvent, **more: object
    ) -> RequestRecord:
        fields = {"rationale": wanted.rationale, "ticket": wanted.ticket, "via": wanted.via} | more
        return self.apply(caller, request.id, request.version, EventInput(event, **fields))  # type: ignore[arg-type]

    def _note_items(
        self, request: RequestRecord, said: Mapping[UUID, ItemAnswer], known: Mapping[UUID, ItemAnswerRecord]
    ) -> None:
        now = datetime.now(UTC)
        for item_id, answer in said.items():
            place = known[item_id].place
            self._desk.requests.answer_item(request.id, place, answer.outcome, now, answer.details)


def _require_whole(said: Mapping[UUID, ItemAnswer], known: Mapping[UUID, ItemAnswerRecord]) -> None:
    """Refuse answers of items that are not there, that lack what they need, or that do not go together."""
    faults = [] if said else [Fault("items", "Answer at least one item.", "missing")]
    for at, (item_id, answer) in enumerate(said.items()):
        if item_id not in known:
            faults.append(Fault(f"items.{at}.item_id", "An item that is not in this request.", "unknown"))
        faults += [Fault(f"items.{at}.{name}", _FIELDS[name], "missing") for name in answer.missing]
        faults += [
            Fault(f"items.{at}.{name}", "This does not go with such an answer.", "unfitting")
            for name in answer.unfitting
        ]
        restored = answer.outcome is ItemOutcome.RESTORED
        if restored and item_id in known and known[item_id].answer not in ACTED:
            faults.append(Fault(f"items.{at}.outcome", "It was never removed, so it cannot be back.", "never_removed"))
    outcomes = {each.outcome for each in said.values()}
    if ItemOutcome.RESTORED in outcomes and len(outcomes) > 1:
        faults.append(Fault("items", "Say what was restored apart from all else.", "mixed"))
    if faults:
        raise RequestInvalidError("The answers are not whole.", "Mend what `faults` names.", faults=faults)


def _joined(answers: Iterable[ItemAnswer]) -> str | None:
    """Return the reasons, each once; those of many items may be too long for one event, and stand with their items."""
    reasons = list(dict.fromkeys(each.reason.strip() for each in answers if each.reason and each.reason.strip()))
    whole = "\n".join(reasons)
    return (whole if len(whole) <= _LONGEST else f"{whole[: _LONGEST - 1]}…") or None


def _standing(item: ItemAnswerRecord) -> str | None:
    """Return what the platform decided of an item; a question of its that was answered is none."""
    return None if item.answer == ItemOutcome.NEED_INFORMATION else item.answer


def _as_answer(item: ItemAnswerRecord) -> ItemAnswer:
    ground = item.details.get("ground")
    return ItemAnswer(ItemOutcome(str(item.answer)), ground=ground)
