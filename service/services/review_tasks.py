"""Hands out looks at items beside their review: hidden known items, and blind second reviews; and takes the answers."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.claims import Claim
from service.domain.decisions import DecisionDraft, DecisionRecord, Verdict
from service.domain.items import ItemFilter, ItemRecord
from service.domain.review_tasks import FINAL, ReviewTask, Said, SecondReason, TaskKind, TaskState
from service.errors import ConflictError, LontError
from service.services.alerts import AlertService
from service.services.audit import AuditTrail
from service.services.claims import ClaimService
from service.services.decision_rules import require_whole
from service.storage.item_queries import ItemQueryStore
from service.storage.review_tasks import ReviewTaskStore

__all__ = ["ReviewTaskService", "SecondLooks", "Shares", "TaskGoneError", "TaskNotFoundError", "drawn"]

_SECOND_TURN = 0.2
"""Of those who ask for the next item, the share that gets a second look while any waits: more than are drawn."""
_HELD_AT_LEAST = timedelta(minutes=30)
"""For which somebody has a task; its page does not renew, and nobody else waits for it."""


class TaskNotFoundError(LontError):
    """There is no review task of that id, or it is in the hands of somebody else."""

    code = "review_task_not_found"
    status = 404
    title = "No such review"


class TaskGoneError(ConflictError):
    """The task was answered already, or somebody else has it by now."""

    code = "review_task_gone"
    title = "This review is not open any more"


@dataclass(frozen=True, slots=True)
class Shares:
    """How much is looked at beside the review; each from 0 (nothing) to 1."""

    known: float
    """Of what *Next* hands out: hidden known items."""
    second: float
    """Of decisions: blind second reviews."""
    strong: float | None
    """A score from which on a rejection, and up to 1 minus which a confirmation, gets a second look; ``None``: off."""


class SecondLooks:
    """Chooses which decisions get a second look; works inside the caller's transaction."""

    def __init__(self, store: ReviewTaskStore, items: ItemQueryStore, shares: Shares) -> None:
        self._store = store
        self._items = items
        self._shares = shares

    def consider(self, decision: DecisionRecord) -> None:
        """Ask for a second look at a decision if it is drawn, or if the score says strongly otherwise.

        Only of what says what an item is, and once for each text: how two settled it is not looked at again.
        """
        item = self._items.get(decision.item_id)
        if decision.verdict not in FINAL or item is None:
            return
        reason = self._reason(decision, item)
        if reason is None or self._store.looked_at(item.id, item.version):
            return
        self._store.add(
            ReviewTask(
                id=uuid7(),
                kind=TaskKind.SECOND,
                state=TaskState.OPEN,
                item_id=item.id,
                item_version=item.version,
                made_at=decision.decided_at,
                decision_id=decision.id,
                reason=reason,
                first_by=decision.decided_by,
            )
        )

    def _reason(self, decision: DecisionRecord, item: ItemRecord) -> SecondReason | None:
        if drawn(item.id, self._shares.second):
            return SecondReason.SAMPLE
        strong = self._shares.strong
        if strong is not None and _says_otherwise(decision, item, strong):
            return SecondReason.MODEL
        return None


class ReviewTaskService:
    """Works inside the caller's transaction.

    Parameters
    ----------
    store
        Of tasks and known items.
    claims, alerts
        Of items.
    shares
        How much is looked at.
    lasts
        How long a claim on an item holds; a task is held as long, and for half an hour at least.
    chance
        Draws from 0 up to 1.
    audit
        The log.
    """

    def __init__(
        self,
        store: ReviewTaskStore,
        claims: ClaimService,
        alerts: AlertService,
        *,
        shares: Shares,
        lasts: timedelta,
        chance: Callable[[], float],
        audit: AuditTrail,
    ) -> None:
        self._store = store
        self._claims = claims
        self._alerts = alerts
        self._shares = shares
        self._lasts = max(lasts, _HELD_AT_LEAST)
        self._chance = chance
        self._audit = audit

    def next(self, caller: Caller, wanted: ItemFilter, passed: UUID | None = None) -> Claim | ReviewTask | None:
        """Claim what a reviewer should look at next: an item of the queue, or now and then a review task.

        Never a task while something most urgent waits. `passed` is the item or task that was just looked at.
        """
        if passed is not None:
            self._pass_on(caller, passed)
        alike = ItemFilter(platform=wanted.platform, lang=wanted.lang)  # labels and priority would tell of the score
        urgent = self._store.urgent_waits()
        task = None if urgent else self._in_hand(caller, passed) or self._drawn(caller, alike, passed)
        if task is not None:
            return task
        claim = self._claims.take_next(caller, wanted, passed)
        return self._second(caller, alike, passed) if claim is None and not urgent else claim

    def held(self, caller: Caller, task_id: UUID) -> ReviewTask:
        """Return a task that a reviewer has in hand, or has answered.

        Raises
        ------
        TaskNotFoundError
            When there is none, or it is not theirs.
        """
        task = self._store.get(task_id)
        if task is None or task.held_by != caller.actor:
            raise TaskNotFoundError("There is no such review in your hands.", "Go on with the next one.")
        return task

    def answer(self, caller: Caller, task_id: UUID, said: Said, note: str | None = None) -> ReviewTask:
        """Note what a reviewer says of a task; nothing of the item changes.

        An escalation of a second look calls the people on call at once; *later* gives the task back.

        Raises
        ------
        RequestInvalidError
            As `DecisionService.decide` does.
        TaskNotFoundError
        TaskGoneError
            When it was answered already.
        """
        task = self._store.lock(task_id)
        if task is None or task.held_by != caller.actor:
            raise TaskNotFoundError("There is no such review in your hands.", "Go on with the next one.")
        if task.state is not TaskState.OPEN:
            raise TaskGoneError("This review was answered already.", "Go on with the next one.")
        require_whole(DecisionDraft(task.item_id, task.item_version, said.verdict, said.labels, said.reason))
        if said.verdict is Verdict.DEFER:
            return self._give_back(task)
        answered = replace(
            task,
            state=self._outcome(task, said),
            answered_by=caller.actor,
            answered_at=datetime.now(UTC),
            answer=said,
            note=note,
        )
        self._store.change(answered)
        if said.verdict is Verdict.ESCALATE and task.kind is TaskKind.SECOND:
            self._alerts.raise_for([task.item_id])
        self._note(caller, answered)
        return answered

    def _outcome(self, task: ReviewTask, said: Said) -> TaskState:
        if task.kind is TaskKind.KNOWN:
            return TaskState.ANSWERED
        if said.verdict is not Verdict.ESCALATE and not self._store.stands(task):
            return TaskState.VOID
        return TaskState.AGREED if said.agrees_with(self._store.first_said(task)) else TaskState.DIFFERS

    def _in_hand(self, caller: Caller, passed: UUID | None) -> ReviewTask | None:
        task = self._store.in_hand(caller.actor, passed)
        return None if task is None else self._hold(caller, task)

    def _drawn(self, caller: Caller, alike: ItemFilter, passed: UUID | None) -> ReviewTask | None:
        now = datetime.now(UTC)
        if self._chance() < self._shares.known:
            known = self._store.next_known(caller.actor, alike)
            if known is not None:
                task = self._store.start_known(known, caller.actor, now + self._lasts, now)
                self._note(caller, task)
                return task
        return self._second(caller, alike, passed) if self._chance() < _SECOND_TURN else None

    def _second(self, caller: Caller, alike: ItemFilter, passed: UUID | None) -> ReviewTask | None:
        task = self._store.next_second(caller.actor, alike, passed, datetime.now(UTC))
        return None if task is None else self._hold(caller, task)

    def _hold(self, caller: Caller, task: ReviewTask) -> ReviewTask:
        held = replace(task, held_by=caller.actor, held_until=datetime.now(UTC) + self._lasts)
        self._store.change(held)
        if task.held_by != caller.actor:
            self._note(caller, held)
        return held

    def _pass_on(self, caller: Caller, passed: UUID) -> None:
        task = self._store.lock(passed)
        if task is not None and task.held_by == caller.actor and task.state is TaskState.OPEN:
            self._give_back(task)

    def _give_back(self, task: ReviewTask) -> ReviewTask:
        if task.kind is TaskKind.KNOWN:
            given = replace(task, state=TaskState.PASSED, held_until=None)
        else:
            given = replace(task, held_by=None, held_until=None)
        self._store.change(given)
        return given

    def _note(self, caller: Caller, task: ReviewTask) -> None:
        said = task.answer
        self._audit.note(
            *(caller.actor, AuditAction.REVIEW, "item", task.item_id),
            task=task.id,
            kind=task.kind,
            outcome=task.state,
            verdict=None if said is None else said.verdict,
            labels=[] if said is None else list(said.labels),
        )


def drawn(item_id: UUID, share: float) -> bool:
    """Tell whether an item is in a sample of this share; the same for everybody, each time."""
    digest = hashlib.sha256(b"second look" + item_id.bytes).digest()
    return int.from_bytes(digest[:6]) < share * 2**48


def _says_otherwise(decision: DecisionRecord, item: ItemRecord, strong: float) -> bool:
    scores = {"recruitment": item.recruitment or 0.0, "f4_sale": item.f4_sale or 0.0}
    if decision.verdict == Verdict.REJECT:
        return max(scores.values()) >= strong
    return any(scores[label] <= 1 - strong for label in decision.labels)
