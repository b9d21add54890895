"""Joins a decision on an item and the takedown request that follows from it: one screen, two events."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from service.domain.access import AccessRole, Caller
from service.domain.decisions import DecisionDraft, DecisionRecord, Verdict
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.services.decisions import DecisionService
from service.services.precedents import COPIER
from service.services.review_tasks import SecondLooks
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
    proposals: tuple[Proposal, ...] = ()
    """Of a correction: what is left for an approver to do with requests of what it was said to be before."""
    copies: int = 0
    """Exact copies whose decision was put right with it."""


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

    def __init__(self, decisions: DecisionService, takedown: TakedownService, second_looks: SecondLooks) -> None:
        self._decisions = decisions
        self._takedown = takedown
        self._second_looks = second_looks

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
        """Decide an item, or put right what was decided, and draft the request that follows from a confirmation.

        Some decisions get a second look, see `SecondLooks`.
        See `DecisionService.decide` and `correct`, `TakedownService.follow` and `follow_other`.
        """
        if draft.corrects is not None:
            return self._correct(caller, draft, draft.corrects)
        decision = self._decisions.decide(caller, draft)
        self._second_looks.consider(decision)
        if decision.verdict != Verdict.CONFIRM:
            return Decided(decision)
        request = self._takedown.follow(_drafter(caller), draft.item_id)
        for_police = request is None and not self._takedown.may_notify(draft.item_id)
        return Decided(decision, request, for_police)

    def undo(self, caller: Caller, item_id: UUID, decision_id: UUID) -> Undone:
        """Take back a decision and what rests on it; see `DecisionService.undo` and `TakedownService.take_back`.

        What exact copies took over from it is taken back with it. Every request that is left to an approver is named.
        """
        undone = self._decisions.undo(caller, item_id, decision_id)
        copies = [self.undo(caller, copy.item_id, copy.id) for copy in self._decisions.taken_over(decision_id)]
        proposals: list[Proposal] = []
        if undone.corrects is not None:
            proposals += self._follow_other(caller, self._decisions.get(undone.corrects), undone)[1]
        elif undone.verdict == Verdict.CONFIRM:
            proposals += self._takedown.take_back(caller, item_id)
        proposals += (each for copy in copies for each in copy.proposals)
        return Undone(undone, tuple(proposals), len(copies) + sum(copy.copies for copy in copies))

    def only_for_police(self, item_ids: Sequence[UUID]) -> list[UUID]:
        """Return those of these items of which only the police can be told, once they are confirmed."""
        return [each for each in item_ids if not self._takedown.may_notify(each)]

    def _correct(self, caller: Caller, draft: DecisionDraft, corrected: UUID) -> Decided:
        before = self._decisions.get(corrected)
        decision = self._decisions.correct(caller, draft)
        request, proposals = self._follow_other(caller, decision, before)
        copies = self._decisions.taken_over(corrected)
        for copy in copies:
            put_right = self._decisions.correct_copy(caller, copy, decision)
            proposals += self._follow_other(caller, put_right, copy)[1]
        return Decided(decision, request, proposals=tuple(proposals), copies=len(copies))

    def _follow_other(
        self, caller: Caller, holds: DecisionRecord | None, before: DecisionRecord | None
    ) -> tuple[RequestRecord | None, list[Proposal]]:
        """Let the requests of an item follow what it is said to be now; where that is the same, they stay."""
        if holds is None or before is None or holds.labels == before.labels:
            return None, []
        return self._takedown.follow_other(_drafter(caller), holds.item_id)


def _drafter(caller: Caller) -> Caller:
    """Return who drafts: a supervisor who settles a disagreement writes no requests, lont does for an analyst."""
    return caller if AccessRole.ANALYST in caller.roles else COPIER
