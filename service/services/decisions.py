"""Decides items: one verdict holds at a time, each is a row that stays, each can be taken back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.decisions import STATE_AFTER, DecisionDraft, DecisionRecord, Verdict
from service.domain.items import MOST_URGENT, WITH_SCORE, ItemState
from service.domain.priority_changes import PriorityCause
from service.errors import ConflictError
from service.locale.wording import worded
from service.services.alerts import AlertService
from service.services.audit import AuditTrail
from service.services.claims import ClaimService
from service.services.decision_rules import require_spans_in, require_whole
from service.services.items import ItemNotFoundError
from service.services.precedents import PrecedentService
from service.services.priority_log import PriorityLog
from service.storage.decisions import DecisionStore, ItemUnderReview

__all__ = ["CODEBOOK_VERSION", "DecisionConflictError", "DecisionService"]

CODEBOOK_VERSION = "1.1"
"""Of the definitions by which people decide; the same as in the corpus."""
_CORRECTABLE = frozenset({Verdict.CONFIRM, Verdict.REJECT})
_LEAST_URGENT = "P3"
"""Of an item that waits for review though nothing was raised: somebody deferred it, or decided it and undid that."""


class DecisionConflictError(ConflictError):
    """The item was decided or changed meanwhile, or has no standing decision to undo."""

    code = "decision_conflict"
    title = "The item is not as you saw it"


class DecisionService:
    """Decides inside the caller's transaction."""

    def __init__(
        self,
        store: DecisionStore,
        claims: ClaimService,
        alerts: AlertService,
        precedents: PrecedentService,
        *,
        priorities: PriorityLog,
        audit: AuditTrail,
    ) -> None:
        self._store = store
        self._claims = claims
        self._alerts = alerts
        self._precedents = precedents
        self._priorities = priorities
        self._audit = audit

    def decide(self, caller: Caller, draft: DecisionDraft) -> DecisionRecord:
        """Write a verdict and let it hold.

        Raises
        ------
        RequestInvalidError
            When it is not whole, such as a confirmation without a label; see `require_whole` and `require_spans_in`.
        ItemNotFoundError
        DecisionConflictError
            When the text changed since the reviewer saw it, when another decision holds, or when there is no score.
        ItemClaimedError
            When another reviewer has claimed it.
        """
        require_whole(draft)
        item = self._locked(draft.item_id)
        self._require_open(item, draft)
        require_spans_in(draft, item.text)
        self._claims.require_free(caller, item.id)
        decision = _record(caller, draft, item)
        self._store.add(decision)
        state = STATE_AFTER[draft.verdict]
        priority = _priority_after(draft.verdict, item)
        self._store.set_standing(item.id, decision, state, priority)
        change = (item.priority, priority)
        self._priorities.note(item.id, change, PriorityCause.DECISION, actor=caller.actor, by_id=decision.id)
        self._claims.end(item.id)
        if draft.verdict is Verdict.ESCALATE:
            self._alerts.raise_for([item.id])
            self._precedents.remember(decision)
        elif state is ItemState.DECIDED:  # whoever defers has taken nothing on
            self._alerts.settle(caller, item.id)
            self._precedents.remember(decision)
        self._audit.note(
            *(caller.actor, AuditAction.DECIDE, "item", str(item.id)),
            verdict=draft.verdict,
            labels=list(draft.labels),
            decision=str(decision.id),
            version=item.version,
            batch=draft.batch_id,
        )
        return decision

    def correct(self, caller: Caller, draft: DecisionDraft) -> DecisionRecord:
        """Let a decision take the place of the one that `draft.corrects` names; the verdict is the same.

        Raises
        ------
        RequestInvalidError
            When it is not whole.
        ItemNotFoundError
        DecisionConflictError
            When that decision does not hold (any more), or says something that cannot be put right in this way.
        """
        require_whole(draft)
        item = self._locked(draft.item_id)
        standing = None if draft.corrects is None else self._store.get(draft.corrects)
        if standing is None or item.decision_id != draft.corrects:
            raise _holds_no_more()
        self._require_version(item, draft)
        if standing.verdict != draft.verdict or draft.verdict not in _CORRECTABLE:
            raise DecisionConflictError(
                "Only a confirmation or a rejection is put right, and it stays one.", "To say something else, undo it."
            )
        require_spans_in(draft, item.text)
        decision = replace(_record(caller, draft, item), priority=standing.priority)
        self._let_stand(caller, decision, item)
        self._precedents.forget(standing.inherited_from or standing.id)
        self._precedents.remember(decision)
        return decision

    def correct_copy(self, caller: Caller, copy: DecisionRecord, by: DecisionRecord) -> DecisionRecord:
        """Let a copy that took over a decision take over the one in its place; the words stay those of the first."""
        item = self._locked(copy.item_id)
        decision = replace(
            copy,
            id=uuid7(),
            labels=by.labels,
            reason=by.reason,
            decided_at=datetime.now(UTC),
            inherited_from=by.id,
            corrects=copy.id,
        )
        self._let_stand(caller, decision, item)
        return decision

    def undo(self, caller: Caller, item_id: UUID, decision_id: UUID) -> DecisionRecord:
        """Take back the decision that holds; the item waits for review again.

        Of a decision that put another one right, that other one holds again (`corrects` of what is returned).

        Raises
        ------
        ItemNotFoundError
        DecisionConflictError
            When another decision holds, or none.
        """
        item = self._locked(item_id)
        standing = self._store.get(decision_id)
        if standing is None or item.decision_id != decision_id:
            raise _holds_no_more()
        undoing = _undoing(caller, standing)
        self._store.add(undoing)
        if standing.corrects is not None:
            self._restore(caller, standing, item)
            return undoing
        self._precedents.forget(standing.inherited_from or decision_id)  # if it was wrong here, so it may be there
        priority = standing.priority or _LEAST_URGENT
        self._store.set_standing(item.id, None, ItemState.QUEUED, priority)
        change = (item.priority, priority)
        self._priorities.note(item.id, change, PriorityCause.UNDO, actor=caller.actor, by_id=decision_id)
        if standing.verdict == Verdict.ESCALATE and priority != MOST_URGENT:
            self._alerts.settle(caller, item.id)  # nothing else had raised it
        self._audit.note(
            *(caller.actor, AuditAction.DECIDE, "item", str(item.id)),
            verdict="undo",
            decision=str(decision_id),
            batch=standing.batch_id,
        )
        return undoing

    def _let_stand(self, caller: Caller, decision: DecisionRecord, item: ItemUnderReview) -> None:
        self._store.add(decision)
        self._store.set_standing(item.id, decision, ItemState.DECIDED, item.priority)
        self._claims.end(item.id)
        self._audit.note(
            *(caller.actor, AuditAction.DECIDE, "item", str(item.id)),
            verdict=decision.verdict,
            labels=list(decision.labels),
            decision=str(decision.id),
            corrects=str(decision.corrects),
            version=item.version,
        )

    def _restore(self, caller: Caller, correction: DecisionRecord, item: ItemUnderReview) -> None:
        """Let the decision that was put right hold again."""
        earlier = None if correction.corrects is None else self._store.get(correction.corrects)
        self._precedents.forget(correction.inherited_from or correction.id)
        self._store.set_standing(item.id, earlier, ItemState.DECIDED, item.priority)
        if earlier is not None and earlier.inherited_from is None:
            self._precedents.remember(earlier)
        self._audit.note(
            *(caller.actor, AuditAction.DECIDE, "item", str(item.id)),
            verdict="undo",
            decision=str(correction.id),
            holds_again=str(correction.corrects),
        )

    def get(self, decision_id: UUID) -> DecisionRecord | None:
        """Return one decision."""
        return self._store.get(decision_id)

    def history(self, item_id: UUID) -> list[DecisionRecord]:
        """Return everything that was decided of an item, oldest first."""
        return self._store.of_item(item_id)

    def taken_over(self, decision_id: UUID) -> list[DecisionRecord]:
        """Return the decisions that exact copies took over from this one and that hold."""
        return self._store.taken_over(decision_id)

    def _locked(self, item_id: UUID) -> ItemUnderReview:
        item = self._store.lock_item(item_id)
        if item is None:
            raise ItemNotFoundError(worded("There is no item {id}.", id=item_id), "Take the id from the queue.")
        return item

    def _require_version(self, item: ItemUnderReview, draft: DecisionDraft) -> None:
        if item.version != draft.item_version:
            raise DecisionConflictError(
                worded(
                    "The text was edited: you saw version {seen}, it is at {now} now.",
                    seen=draft.item_version,
                    now=item.version,
                ),
                "Look at it again.",
            )

    def _require_open(self, item: ItemUnderReview, draft: DecisionDraft) -> None:
        self._require_version(item, draft)
        if item.state not in WITH_SCORE:
            raise DecisionConflictError("The item has no score yet.", "Wait until it is scored.")
        if item.state == ItemState.DECIDED:
            raise DecisionConflictError(
                worded("It is decided already: {verdict}.", verdict=item.verdict),
                "Undo that decision first, if it is wrong.",
            )


def _holds_no_more() -> DecisionConflictError:
    return DecisionConflictError(
        "That decision does not hold for this item (any more).", "Look at the item again; it lists them all."
    )


def _priority_after(verdict: Verdict, item: ItemUnderReview) -> str | None:
    if verdict is Verdict.ESCALATE:
        return MOST_URGENT
    waits = STATE_AFTER[verdict] is ItemState.QUEUED
    return item.priority or (_LEAST_URGENT if waits else None)


def _record(caller: Caller, draft: DecisionDraft, item: ItemUnderReview) -> DecisionRecord:
    return DecisionRecord(
        id=uuid7(),
        item_id=item.id,
        item_version=item.version,
        verdict=draft.verdict,
        labels=draft.labels,
        reason=draft.reason,
        note=draft.note,
        threat_to_life=draft.threat_to_life,
        saw_original=draft.saw_original,
        codebook_version=CODEBOOK_VERSION,
        model_version=item.model_version,
        priority=item.priority,
        decided_by=caller.actor,
        decided_at=datetime.now(UTC),
        undoes=None,
        batch_id=draft.batch_id,
        spans=draft.spans,
        defer_until=draft.defer_until,
        corrects=draft.corrects,
        score_visible=draft.score_visible,
    )


def _undoing(caller: Caller, standing: DecisionRecord) -> DecisionRecord:
    return DecisionRecord(
        id=uuid7(),
        item_id=standing.item_id,
        item_version=standing.item_version,
        verdict=standing.verdict,
        labels=standing.labels,
        reason=None,
        note=None,
        threat_to_life=None,
        saw_original=False,
        codebook_version=CODEBOOK_VERSION,
        model_version=standing.model_version,
        priority=standing.priority,
        decided_by=caller.actor,
        decided_at=datetime.now(UTC),
        undoes=standing.id,
        batch_id=standing.batch_id,
        corrects=standing.corrects,
    )
