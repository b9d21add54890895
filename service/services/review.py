"""Joins a decision on an item and the takedown request that follows from it: one screen, two events."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from service.domain.access import Caller
from service.domain.decisions import DecisionDraft, DecisionRecord, Verdict
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.services.decisions import DecisionService
from service.services.takedown.inputs import EventInput, RequestEdit
from service.services.takedown.requests import Proposal, TakedownService

__all__ = ["Decided", "ReviewService", "Undone"]


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision and what followed from it."""

    decision: DecisionRecord
    request: RequestRecord | None = None
    """The one that was drafted."""
    for_police: bool = False
    """It was confirmed, and only the police can be told of it."""


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking a decision back did."""

    decision: DecisionRecord
    proposals: tuple[Proposal, ...]
    """What is left for an approver to do: of the item itself first, then of its copies."""
    copies: int
    """Exact copies whose decision was taken back with it."""


class ReviewService:
    """Works inside the caller's transaction."""

    def __init__(self, decisions: DecisionService, takedown: TakedownService) -> None:
        self._decisions = decisions
        self._takedown = takedown

    def confirm_request(
        self, caller: Caller, request_id: UUID, version: int, edit: RequestEdit, wanted: EventInput
    ) -> RequestRecord:
        """Save an analyst's edit and stand up for the request; a draft passes through review on the way.

        Raises
        ------
        LontError
            As the three steps do; then none of them happened.
        """
        request = self._takedown.edit(caller, request_id, version, edit)
        if request.state is RequestState.DRAFT:
            submit = EventInput(RequestEvent.SUBMIT_FOR_REVIEW)
            request = self._takedown.apply(caller, request.id, request.version, submit)
        return self._takedown.apply(caller, request.id, request.version, wanted)

    def decide(self, caller: Caller, draft: DecisionDraft) -> Decided:
        """Decide an item, and draft the request that follows from a confirmation.

        See `DecisionService.decide` and `TakedownService.follow`.
        """
        decision = self._decisions.decide(caller, draft)
        if decision.verdict != Verdict.CONFIRM:
            return Decided(decision)
        request = self._takedown.follow(caller, draft.item_id)
        for_police = request is None and not self._takedown.may_notify(draft.item_id)
        return Decided(decision, request, for_police)

    def undo(self, caller: Caller, item_id: UUID, decision_id: UUID) -> Undone:
        """Take back a decision and what rests on it; see `DecisionService.undo` and `TakedownService.take_back`.

        What exact copies took over from it is taken back with it. Every request that is left to an approver is named.
        """
        undone = self._decisions.undo(caller, item_id, decision_id)
        copies = [self.undo(caller, copy.item_id, copy.id) for copy in self._decisions.taken_over(decision_id)]
        proposals = self._takedown.take_back(caller, item_id) if undone.verdict == Verdict.CONFIRM else []
        proposals += (each for copy in copies for each in copy.proposals)
        return Undone(undone, tuple(proposals), len(copies) + sum(copy.copies for copy in copies))
