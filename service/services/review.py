"""Joins a decision on an item and the takedown request that follows from it: one screen, two events."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal
from uuid import UUID

from service.domain.access import Caller
from service.domain.decisions import DecisionDraft, DecisionRecord, Verdict
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.services.decisions import DecisionService
from service.services.takedown.inputs import EventInput, RequestEdit
from service.services.takedown.requests import TakedownService

__all__ = ["ReviewService", "Undone"]


@dataclass(frozen=True, slots=True)
class Undone:
    """What taking a decision back did."""

    decision: DecisionRecord
    proposal: Literal["none", "revoke", "withdraw"]
    """What is left for an approver to do."""
    request_id: str | None


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

    def decide(self, caller: Caller, draft: DecisionDraft) -> DecisionRecord:
        """Decide an item; see `DecisionService.decide`."""
        return self._decisions.decide(caller, draft)

    def undo(self, caller: Caller, item_id: UUID, decision_id: UUID) -> Undone:
        """Take back a decision and what rests on it; see `DecisionService.undo` and `TakedownService.take_back`.

        What exact copies took over from it is taken back with it. Where several requests are left to an approver,
        that of the item itself is named, or else that of the first copy.
        """
        undone = self._decisions.undo(caller, item_id, decision_id)
        copies = [self.undo(caller, copy.item_id, copy.id) for copy in self._decisions.taken_over(decision_id)]
        proposal: Literal["none", "revoke", "withdraw"] = "none"
        request_id = None
        if undone.verdict == Verdict.CONFIRM:
            proposal, request_id = self._takedown.take_back(caller, item_id)
        found = [Undone(undone, proposal, request_id), *(replace(copy, decision=undone) for copy in copies)]
        return next((each for each in found if each.proposal != "none"), found[0])
