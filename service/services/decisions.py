"""Decides items: one verdict holds at a time, each is a row that stays, each can be taken back."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from models.contract import LABELS
from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.campaign_decisions import CampaignDraft
from service.domain.decisions import STATE_AFTER, DecisionDraft, DecisionRecord, Verdict
from service.domain.items import MOST_URGENT, WITH_SCORE, ItemState
from service.domain.priority_changes import PriorityCause
from service.errors import ConflictError, Fault
from service.locale.wording import worded
from service.request_errors import RequestInvalidError
from service.services.alerts import AlertService
from service.services.audit import AuditTrail
from service.services.claims import ClaimService
from service.services.items import ItemNotFoundError
from service.services.precedents import PrecedentService
from service.services.priority_log import PriorityLog
from service.storage.decisions import DecisionStore, ItemUnderReview

__all__ = ["CODEBOOK_VERSION", "DecisionConflictError", "DecisionService", "require_whole"]

CODEBOOK_VERSION = "1.1"
"""Of the definitions by which people decide; the same as in the corpus."""
_LEAST_URGENT = "P3"
"""Of an item that waits for review though nothing was raised: somebody deferred it, or decided it and undid that."""
_THREATS = ("none", "possible", "imminent")


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
            For a confirmation without a label, or a rejection without a reason.
        ItemNotFoundError
        DecisionConflictError
            When the text changed since the reviewer saw it, when another decision holds, or when there is no score.
        ItemClaimedError
            When another reviewer has claimed it.
        """
        require_whole(draft)
        item = self._locked(draft.item_id)
        self._require_open(item, draft)
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

    def undo(self, caller: Caller, item_id: UUID, decision_id: UUID) -> DecisionRecord:
        """Take back the decision that holds; the item waits for review again.

        Raises
        ------
        ItemNotFoundError
        DecisionConflictError
            When another decision holds, or none.
        """
        item = self._locked(item_id)
        standing = self._store.get(decision_id)
        if standing is None or item.decision_id != decision_id:
            raise DecisionConflictError(
                "That decision does not hold for this item (any more).", "Look at the item again; it lists them all."
            )
        undoing = _undoing(caller, standing)
        self._store.add(undoing)
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

    def _require_open(self, item: ItemUnderReview, draft: DecisionDraft) -> None:
        if item.version != draft.item_version:
            raise DecisionConflictError(
                worded(
                    "The text was edited: you saw version {seen}, it is at {now} now.",
                    seen=draft.item_version,
                    now=item.version,
                ),
                "Look at it again.",
            )
        if item.state not in WITH_SCORE:
            raise DecisionConflictError("The item has no score yet.", "Wait until it is scored.")
        if item.state == ItemState.DECIDED:
            raise DecisionConflictError(
                worded("It is decided already: {verdict}.", verdict=item.verdict),
                "Undo that decision first, if it is wrong.",
            )


def require_whole(draft: DecisionDraft | CampaignDraft) -> None:
    """Refuse a verdict that lacks what it needs, or has what it cannot have.

    Raises
    ------
    RequestInvalidError
        With all faults.
    """
    faults = []
    if draft.verdict is Verdict.CONFIRM and not draft.labels:
        faults.append(Fault("labels", "Say what it is: at least one label.", "missing"))
    if draft.verdict is not Verdict.CONFIRM and draft.labels:
        faults.append(Fault("labels", "Only a confirmation has labels.", "unexpected"))
    if any(label not in LABELS for label in draft.labels):
        faults.append(Fault("labels", worded("Known labels are {names}.", names=" and ".join(LABELS)), "unknown"))
    if (draft.verdict is Verdict.REJECT) != (draft.reason is not None):
        faults.append(Fault("reason", "A rejection has a reason, and nothing else has one.", "reason"))
    if draft.threat_to_life not in (None, *_THREATS):
        faults.append(Fault("threat_to_life", worded("Expected one of {names}.", names=", ".join(_THREATS)), "unknown"))
    if faults:
        raise RequestInvalidError("The decision is not whole.", "Mend what `faults` names.", faults=faults)


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
    )
