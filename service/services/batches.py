"""Decides many items as one and takes that back as one; each item keeps a decision of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.batches import BatchDraft, Candidate, Skip
from service.domain.decisions import Verdict
from service.domain.takedown.records import public_id
from service.locale.wording import worded
from service.request_errors import RequestInvalidError
from service.services.audit import AuditTrail
from service.services.claims import ItemClaimedError
from service.services.decision_rules import require_whole
from service.services.decisions import DecisionConflictError
from service.services.review import ReviewService
from service.services.takedown.requests import Proposal
from service.storage.batches import BatchStore

__all__ = ["MOST_ITEMS", "BatchDecided", "BatchUndone", "BatchWriter", "ItemBatchService"]

MOST_ITEMS = 200
"""Items that are named one by one in one call: as many as somebody can have read."""


@dataclass(frozen=True, slots=True)
class BatchDecided:
    """What became of the items that a reviewer meant."""

    batch_id: UUID | None
    """``None`` where nothing was decided, and for a dry run."""
    decided: Sequence[UUID]
    """Items that were decided, or would be."""
    skipped: Mapping[Skip, int]
    remaining: int
    """Items that the same call decides when it is made again."""
    requests: Sequence[str] = ()
    """Takedown requests that were drafted."""
    for_police: Sequence[UUID] = ()
    """Items that were confirmed and of which only the police can be told."""


@dataclass(frozen=True, slots=True)
class BatchUndone:
    """What taking back decisions that were made as one did."""

    batch_id: UUID
    undone: int
    copies: int
    """Exact copies whose decision was taken back with them."""
    skipped: int
    """Items that were decided otherwise, undone or edited since."""
    proposals: Sequence[Proposal]
    """What is left for an approver to do with each request that was approved or sent."""


class BatchWriter:
    """Works inside the caller's transaction, on items that it holds."""

    def __init__(self, store: BatchStore, review: ReviewService, audit: AuditTrail) -> None:
        self._store = store
        self._review = review
        self._audit = audit

    def write(
        self,
        caller: Caller,
        draft: BatchDraft,
        due: Sequence[Candidate],
        outcome: BatchDecided,
        about: tuple[str, UUID] | None = None,
    ) -> BatchDecided:
        """Decide each of these items and return what became of all; `about`: kind and id of what they are part of."""
        batch_id = uuid7()
        skipped, made = Counter(outcome.skipped), []
        for each in due:
            try:
                made.append(self._review.decide(caller, draft.of_item(each.item_id, each.version, batch_id)))
            except ItemClaimedError:  # a claim does not wait for whoever holds the item, and nothing was written yet
                skipped[Skip.CLAIMED] += 1
        if not made:
            return replace(outcome, decided=(), skipped=skipped)
        self._audit.note(
            *(caller.actor, AuditAction.DECIDE, *(about or ("batch", batch_id))),
            verdict=draft.verdict,
            labels=list(draft.labels),
            batch=batch_id,
            items=len(made),
        )
        return BatchDecided(
            batch_id=batch_id,
            decided=[each.decision.item_id for each in made],
            skipped=skipped,
            remaining=outcome.remaining,
            requests=[public_id(each.request.id) for each in made if each.request is not None],
            for_police=[each.decision.item_id for each in made if each.for_police],
        )

    def take_back(self, caller: Caller, batch_id: UUID, about: tuple[str, UUID] | None = None) -> BatchUndone:
        """Take back what was decided as one, where it holds still.

        Raises
        ------
        DecisionConflictError
            When nothing of it holds.
        """
        made = self._store.made(batch_id, standing=False)
        self._store.lock_batch(batch_id)
        standing = self._store.made(batch_id, standing=True)
        if not standing:
            raise DecisionConflictError("Nothing of that decision holds (any more).", "Look at its items again.")
        undone = [self._review.undo(caller, item_id, decision_id) for item_id, decision_id in standing]
        self._audit.note(
            *(caller.actor, AuditAction.DECIDE, *(about or ("batch", batch_id))),
            verdict="undo",
            batch=batch_id,
            items=len(undone),
        )
        proposals = [proposal for each in undone for proposal in each.proposals]
        copies = sum(each.copies for each in undone)
        return BatchUndone(batch_id, len(undone), copies, len(made) - len(standing), proposals)


class ItemBatchService:
    """Decides items that were named one by one, inside the caller's transaction.

    Who decides items of the same campaigns takes turns, whether by the campaign or from the queue.
    """

    def __init__(self, store: BatchStore, writer: BatchWriter, review: ReviewService) -> None:
        self._store = store
        self._writer = writer
        self._review = review

    def decide(self, caller: Caller, draft: BatchDraft, *, dry_run: bool = False) -> BatchDecided:
        """Say the same of up to 200 items, each in the version that was in view; a dry run only tells the outcome.

        Raises
        ------
        RequestInvalidError
            When the verdict is not whole, or no item or too many are named.
        """
        require_whole(draft)
        named = dict(draft.seen.items or {})
        if not 0 < len(named) <= MOST_ITEMS:
            raise RequestInvalidError(
                worded("Name at least one item, and at most {most}.", most=MOST_ITEMS), "Tick items that you have read."
            )
        if not dry_run:
            self._store.take_turn(*self._store.roots_of(named).values())
            self._store.lock(named)
        found = self._store.named(named, datetime.now(UTC))
        reasons = {each.item_id: each.passed_by(caller, draft, unseen=False) for each in found}
        skipped = Counter(why for why in reasons.values() if why is not None)
        if len(named) > len(found):
            skipped[Skip.LEFT] = len(named) - len(found)
        due = [each for each in found if reasons[each.item_id] is None]
        outcome = BatchDecided(None, [each.item_id for each in due], skipped, 0)
        if dry_run and draft.verdict is Verdict.CONFIRM:
            return replace(outcome, for_police=self._review.only_for_police(outcome.decided))
        return outcome if dry_run or not due else self._writer.write(caller, draft, due, outcome)

    def campaigns_of(self, item_ids: Collection[UUID]) -> dict[UUID, UUID]:
        """Return the campaigns of these items, by item; an item that is in none is left out."""
        return self._store.roots_of(item_ids)

    def undo(self, caller: Caller, batch_id: UUID) -> BatchUndone:
        """Take back what was decided as one, where it holds still; the items wait for review again.

        Raises
        ------
        DecisionConflictError
            When nothing of it holds.
        """
        items = [item_id for item_id, _ in self._store.made(batch_id, standing=False)]
        self._store.take_turn(*self._store.roots_of(items).values())
        return self._writer.take_back(caller, batch_id)
