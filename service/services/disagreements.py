"""Settles what two reviewers saw differently: a third person does, or both agree; an ordinary decision follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from service.domain.access import Caller, Scope
from service.domain.audit import AuditAction
from service.domain.decisions import DecisionDraft
from service.domain.review_tasks import FINAL, ReviewTask, Said, TaskKind, TaskState
from service.errors import ConflictError, Fault, LontError
from service.request_errors import RequestInvalidError
from service.services.audit import AuditTrail
from service.services.decision_rules import require_whole
from service.services.review import ReviewService
from service.services.takedown.requests import Proposal
from service.storage.review_tasks import Disagreement, ReviewTaskStore

__all__ = ["DisagreementClosedError", "DisagreementService", "NotYoursToSettleError", "Settled"]

_MOST = 100


class DisagreementClosedError(ConflictError):
    """It is settled, or the decision that was looked at does not hold any more."""

    code = "disagreement_closed"
    title = "There is nothing left to settle"


class NotYoursToSettleError(LontError):
    """Only the two who differ, together, or a supervisor who is neither settles it."""

    code = "not_yours_to_settle"
    status = 403
    title = "You cannot settle this"


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of settling."""

    task: ReviewTask
    proposals: Sequence[Proposal] = ()
    """What is left for an approver to do with requests that rested on the first decision."""


class DisagreementService:
    """Works inside the caller's transaction."""

    def __init__(self, store: ReviewTaskStore, review: ReviewService, audit: AuditTrail) -> None:
        self._store = store
        self._review = review
        self._audit = audit

    def open(self) -> list[Disagreement]:
        """Return what is to be settled, the latest first, at most a hundred."""
        return [each for each in self._store.disagreements([TaskState.DIFFERS], _MOST) if each.stands]

    def get(self, task_id: UUID) -> Disagreement:
        """Return a disagreement, also a settled one.

        Raises
        ------
        DisagreementClosedError
            When two agreed, or nobody has looked yet.
        """
        found = self._store.disagreement(task_id)
        if found is None:
            raise DisagreementClosedError("Nobody disagrees there.", "Look at the list of disagreements.")
        return found

    def settle(self, caller: Caller, task_id: UUID, said: Said, note: str | None = None) -> Settled:
        """Settle a disagreement: a supervisor at once; of the two who differ, one proposes and the other says the same.

        Where the first decision does not stand it is taken back and decided anew, as anybody would do it.

        Raises
        ------
        RequestInvalidError
            When the verdict is not whole, or does not say what the item is.
        DisagreementClosedError
        NotYoursToSettleError
        LontError
            As undoing and deciding do.
        """
        task = self._store.lock(task_id)
        if task is None or task.kind is not TaskKind.SECOND or task.state is not TaskState.DIFFERS:
            raise DisagreementClosedError("It is settled already.", "Look at the list of disagreements.")
        if not self._store.stands(task):
            raise DisagreementClosedError(
                "The first decision was taken back, or the text was edited.", "Look at the item as it is now."
            )
        _require_final(task, said)
        if not self._may_close(caller, task, said):
            proposed = replace(task, proposed_by=caller.actor, proposal=said)
            self._store.change(proposed)
            return Settled(proposed)
        return self._close(caller, task, said, note)

    def _may_close(self, caller: Caller, task: ReviewTask, said: Said) -> bool:
        """Tell whether this closes it; ``False``: one of the two proposes, and the other has to agree."""
        if caller.actor not in (task.first_by, task.answered_by):
            if Scope.SUPERVISE not in caller.scopes:
                raise NotYoursToSettleError(
                    "The two who differ settle it together, or a supervisor does.", "Ask one of them."
                )
            return True
        if Scope.DECIDE not in caller.scopes:
            raise NotYoursToSettleError("You do not decide items any more.", "Ask a supervisor.")
        other = task.proposed_by is not None and task.proposed_by != caller.actor
        return other and task.proposal is not None and said.agrees_with(task.proposal)

    def _close(self, caller: Caller, task: ReviewTask, said: Said, note: str | None) -> Settled:
        decision_id, proposals = None, list[Proposal]()
        if not said.agrees_with(self._store.first_said(task)):
            decision_id, proposals = self._overturn(caller, task, said, note)
        settled = replace(
            task,
            state=TaskState.SETTLED,
            settled_by=caller.actor,
            settled_at=datetime.now(UTC),
            settlement=said,
            settled_decision_id=decision_id,
        )
        self._store.change(settled)
        self._audit.note(
            *(caller.actor, AuditAction.REVIEW, "item", task.item_id),
            task=task.id,
            outcome="upheld" if decision_id is None else "overturned",
            decision=decision_id,
        )
        return Settled(settled, proposals)

    def _overturn(self, caller: Caller, task: ReviewTask, said: Said, note: str | None) -> tuple[UUID, list[Proposal]]:
        """Let another decision take the place of the first: other labels put it right, another verdict undoes it."""
        assert task.decision_id is not None  # noqa: S101  # a second look has one
        draft = DecisionDraft(task.item_id, task.item_version, said.verdict, said.labels, said.reason, note)
        if said.verdict == self._store.first_said(task).verdict:
            decided = self._review.decide(caller, replace(draft, corrects=task.decision_id))
            return decided.decision.id, list(decided.proposals)
        undone = self._review.undo(caller, task.item_id, task.decision_id)
        return self._review.decide(caller, draft).decision.id, list(undone.proposals)


def _require_final(task: ReviewTask, said: Said) -> None:
    require_whole(DecisionDraft(task.item_id, task.item_version, said.verdict, said.labels, said.reason))
    if said.verdict not in FINAL:
        fault = Fault("verdict", "Say what the item is: confirm, reject or unsure.", "unknown")
        raise RequestInvalidError("That settles nothing.", "Mend what `faults` names.", faults=[fault])
