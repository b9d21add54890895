"""The path of a possible threat to life: colleagues are called by its first step, all else is noted as it is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import UTC, datetime
from uuid import UUID

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.decisions import DecisionDraft, DecisionRecord, Verdict
from service.domain.escalations import EscalationFacts, EscalationRecord
from service.services.audit import AuditTrail
from service.services.decisions import DecisionConflictError, DecisionService
from service.storage.decisions import DecisionStore
from service.storage.escalations import EscalationStore

__all__ = ["EscalationService", "Facts"]

Facts = Mapping[str, object]
"""What one step of the path says, by the names of `EscalationFacts`; ``None`` takes away what was noted."""


class EscalationService:
    """Works inside the caller's transaction."""

    def __init__(
        self, store: EscalationStore, decisions: DecisionService, standing: DecisionStore, audit: AuditTrail
    ) -> None:
        self._store = store
        self._decisions = decisions
        self._standing = standing
        self._audit = audit

    def escalate(self, caller: Caller, item_id: UUID, version: int, changes: Facts) -> DecisionRecord:
        """Call the people on call at once, and note what is known already.

        Raises
        ------
        LontError
            As `DecisionService.decide` does.
        """
        draft = DecisionDraft(item_id, version, Verdict.ESCALATE, threat_to_life="possible")
        decision = self._decisions.decide(caller, draft)
        self._put(caller, decision, changes)
        return decision

    def note(self, caller: Caller, item_id: UUID, changes: Facts) -> None:
        """Note more beside the last escalation of an item, also once it is decided; what is not named stays.

        Raises
        ------
        DecisionConflictError
            When nobody has escalated it.
        """
        self._standing.lock_item(item_id)  # of two who note at once neither takes away what the other wrote
        decision = self.decision(item_id)
        if decision is None:
            raise DecisionConflictError(
                "Nobody has escalated this item, so there is nothing to note beside it.", "Call colleagues first."
            )
        self._put(caller, decision, changes)

    def decision(self, item_id: UUID) -> DecisionRecord | None:
        """Return the last escalation of an item that was not taken back."""
        history = self._decisions.history(item_id)
        undone = {each.undoes for each in history}
        escalations = (each for each in reversed(history) if each.verdict == Verdict.ESCALATE and each.undoes is None)
        return next((each for each in escalations if each.id not in undone), None)

    def noted(self, decision_id: UUID) -> EscalationFacts:
        """Return what is noted beside a decision to escalate."""
        record = self._store.get(decision_id)
        return EscalationFacts() if record is None else record.facts

    def _put(self, caller: Caller, decision: DecisionRecord, changes: Facts) -> None:
        noted = self.noted(decision.id)
        after = replace(noted, **changes)  # type: ignore[arg-type]  # names and types are those of the facts
        if after == noted:
            return
        self._store.put(EscalationRecord(decision.id, decision.item_id, after, caller.actor, datetime.now(UTC)))
        before = asdict(noted)
        self._audit.note(
            *(caller.actor, AuditAction.ALTER, "item", str(decision.item_id)),
            escalation=str(decision.id),
            fields=[name for name, value in asdict(after).items() if value != before[name]],
        )
