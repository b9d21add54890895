"""Lets exact copies take over what a person decided of the same text in the same context, and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from models.near_copies import context_key
from models.scorer import Scorer
from service.domain.access import SYSTEM, AccessRole, Caller
from service.domain.audit import AuditAction
from service.domain.campaigns import Joining
from service.domain.decisions import DecisionRecord, Verdict
from service.domain.items import MOST_URGENT, WITH_SCORE, ItemState, ScoreRow
from service.logs import get_logger
from service.services.audit import AuditTrail
from service.services.context import surroundings_of
from service.services.takedown.drafts import ConfirmedDrafts
from service.storage.decisions import DecisionStore
from service.storage.precedents import CopyKey, PrecedentStore
from service.storage.surroundings import SurroundingsStore

__all__ = ["COPIER", "PrecedentService"]

COPIER = Caller(SYSTEM, "lont", frozenset(), frozenset({AccessRole.SYSTEM}))
"""Takes decisions over, and off again where a copy turns out to be more urgent."""
_log = get_logger(__name__)


class PrecedentService:
    """Works inside the caller's transaction.

    Parameters
    ----------
    store, decisions, surroundings
        The stores.
    takedown
        Builds what drafts requests; only asked where a confirmation is taken over.
    audit
        The log.
    """

    def __init__(
        self,
        store: PrecedentStore,
        decisions: DecisionStore,
        surroundings: SurroundingsStore,
        takedown: Callable[[], ConfirmedDrafts],
        audit: AuditTrail,
    ) -> None:
        self._store = store
        self._decisions = decisions
        self._surroundings = surroundings
        self._takedown = takedown
        self._audit = audit

    def remember(self, decision: DecisionRecord) -> None:
        """Let the next exact copies of an item take over what was decided of it, or nothing any more.

        Nothing is taken over of what may threaten somebody's life: there a person looks at each copy. Nor where other
        messages stand around the item than when it was scored: nobody knows then which context was decided of.
        """
        key = self._store.key_of(decision.item_id, decision.item_version)
        if key is None:
            return
        context = self._context_of(decision.item_id)
        if context == key[1] and not _may_threaten(decision):
            self._store.put(key, decision.id)
        else:
            self._store.clear({key} if context is None else {key, (key[0], context)})

    def forget(self, decision_id: UUID) -> None:
        """Let nothing take over a decision that does not hold any more."""
        self._store.drop(decision_id)

    def apply(self, fresh: Mapping[UUID, tuple[ScoreRow, Joining]]) -> None:
        """Decide items that have just joined a campaign as their exact copies were.

        Only where the normalised text is the same, and the context too, or both have none. What may be an imminent
        threat to life a person looks at each time: a "tonight" that is posted again is another night. A confirmation
        drafts the request that follows from it, and is not taken over where no request can follow, since there a
        person has to tell the police.
        """
        due = {item_id: each for item_id, each in fresh.items() if each[0].priority != MOST_URGENT}
        if not due:
            return
        precedents = self._store.find({_key(item) for _, item in due.values()})
        for item_id, (row, item) in sorted(due.items()):
            source = precedents.get(_key(item))
            if source is not None:
                self._try(item_id, row, source)

    def _context_of(self, item_id: UUID) -> bytes | None:
        """Return the context key of what stands around an item now; ``None`` where its text is gone."""
        item = self._surroundings.item(item_id)
        if item is None:
            return None
        (around,) = surroundings_of(self._surroundings, [item])
        message = Scorer.prepare(around.message(closer=False))
        return context_key(message.before, message.after) or b""

    def _try(self, item_id: UUID, row: ScoreRow, source: DecisionRecord) -> None:
        """Decide one item as its copy was; where that fails it waits for a person, and keeps its score."""
        try:
            with self._store.attempt():
                if self._is_open(item_id) and self._leads_on(item_id, source):
                    self._take_over(item_id, row, source)
                    if source.verdict == Verdict.CONFIRM:
                        self._takedown().follow(COPIER, item_id)
        except Exception as error:  # noqa: BLE001  # whatever it was, a score is worth more than a decision saved
            _log.warning("decision_not_taken_over", item=str(item_id), error=type(error).__name__)

    def _is_open(self, item_id: UUID) -> bool:
        """Tell whether nobody has said anything of an item; what somebody deferred or called others to stays so."""
        item = self._decisions.lock_item(item_id)
        return item is not None and item.decision_id is None and item.state in WITH_SCORE

    def _leads_on(self, item_id: UUID, source: DecisionRecord) -> bool:
        """Tell whether nothing is left undone when an item takes a decision over."""
        return source.verdict != Verdict.CONFIRM or self._takedown().may_notify(item_id)

    def _take_over(self, item_id: UUID, row: ScoreRow, source: DecisionRecord) -> None:
        decision = replace(
            source,
            id=uuid7(),
            item_id=item_id,
            item_version=row.item_version,
            note=None,
            threat_to_life=None,
            saw_original=False,  # nobody has seen this one where it was posted
            model_version=row.model_version,
            priority=row.priority,
            decided_by=SYSTEM,
            decided_at=datetime.now(UTC),
            inherited_from=source.id,
            batch_id=None,
            spans=(),  # their places are those of the other text
            corrects=None,
            score_visible=None,
        )
        self._decisions.add(decision)
        self._decisions.set_standing(item_id, decision, ItemState.DECIDED, row.priority)
        self._audit.note(
            *(SYSTEM, AuditAction.DECIDE, "item", item_id),
            verdict=decision.verdict,
            labels=list(decision.labels),
            decision=decision.id,
            inherited_from=source.id,
            version=row.item_version,
        )


def _may_threaten(decision: DecisionRecord) -> bool:
    return (
        decision.verdict == Verdict.ESCALATE
        or decision.threat_to_life not in (None, "none")
        or decision.priority == MOST_URGENT
    )


def _key(item: Joining) -> CopyKey:
    return item.exact_key, item.context_key
