"""Decides the items of a campaign as one and takes that back as one; each item keeps a decision of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.campaign_decisions import BatchRecord, CampaignDraft, Candidate, Seen, Skip
from service.domain.takedown.records import public_id
from service.errors import Fault
from service.locale.wording import worded
from service.request_errors import RequestInvalidError
from service.services.audit import AuditTrail
from service.services.campaign_acts import CampaignConflictError
from service.services.campaigns import CampaignNotFoundError
from service.services.claims import ItemClaimedError
from service.services.decisions import DecisionConflictError, require_whole
from service.services.review import ReviewService
from service.services.takedown.requests import Proposal
from service.storage.campaign_decisions import CampaignDecisionStore

__all__ = ["MOST_AT_ONCE", "BatchUndone", "CampaignDecided", "CampaignDecisionService"]

MOST_AT_ONCE = 1_000
"""Items that one call decides; the others remain for the next one."""
_MOST_BATCHES = 20
_UNDER_WAY = timedelta(minutes=1)
"""A score written so shortly before a moment may not have been committed then: nobody can have seen its text."""


@dataclass(frozen=True, slots=True)
class CampaignDecided:
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


class CampaignDecisionService:
    """Works inside the caller's transaction; who decides the same campaign takes turns."""

    def __init__(self, store: CampaignDecisionStore, review: ReviewService, audit: AuditTrail) -> None:
        self._store = store
        self._review = review
        self._audit = audit

    def decide(
        self, caller: Caller, campaign_id: UUID, draft: CampaignDraft, *, dry_run: bool = False
    ) -> CampaignDecided:
        """Say the same of up to a thousand items of a campaign; a dry run only tells what would become of them.

        Raises
        ------
        RequestInvalidError
            When the verdict is not whole, or what was seen is said to lie in the future.
        CampaignNotFoundError
        CampaignConflictError
            When a text is not in the campaign, or the campaign was merged or split since the reviewer looked.
        """
        require_whole(draft)
        root_id = self._root(campaign_id)
        if not dry_run:
            self._store.take_turn(root_id)
        self._require_seen(root_id, draft.seen)
        chosen = self._sorted_out(caller, root_id, draft)[0][:MOST_AT_ONCE]
        if not dry_run:
            self._store.lock([each.item_id for each in chosen])
        held = {each.item_id for each in chosen}
        ready, skipped = self._sorted_out(caller, root_id, draft)  # as they are now that they are held
        due = [each for each in ready if each.item_id in held]
        outcome = CampaignDecided(None, [each.item_id for each in due], skipped, len(ready) - len(due))
        return outcome if dry_run or not due else self._decided(caller, root_id, draft, due, outcome)

    def undo(self, caller: Caller, campaign_id: UUID, batch_id: UUID) -> BatchUndone:
        """Take back what was decided as one, where it holds still; the items wait for review again.

        Raises
        ------
        CampaignNotFoundError
        DecisionConflictError
            When it was not decided of this campaign, or nothing of it holds.
        """
        root_id = self._root(campaign_id)
        self._store.take_turn(root_id)
        made = self._store.made(batch_id, standing=False)
        if not self._store.is_of(root_id, batch_id):
            raise DecisionConflictError("That was not decided of this campaign.", "Look at the campaign again.")
        self._store.lock_batch(batch_id)
        standing = self._store.made(batch_id, standing=True)
        if not standing:
            raise DecisionConflictError("Nothing of that decision holds (any more).", "Look at the campaign again.")
        undone = [self._review.undo(caller, item_id, decision_id) for item_id, decision_id in standing]
        self._audit.note(
            *(caller.actor, AuditAction.DECIDE, "campaign", root_id),
            verdict="undo",
            batch=batch_id,
            items=len(undone),
        )
        proposals = [proposal for each in undone for proposal in each.proposals]
        copies = sum(each.copies for each in undone)
        return BatchUndone(batch_id, len(undone), copies, len(made) - len(standing), proposals)

    def batches(self, campaign_id: UUID) -> list[BatchRecord]:
        """Return what was decided as one of a campaign, the latest first, at most twenty.

        Raises
        ------
        CampaignNotFoundError
        """
        return self._store.batches(self._root(campaign_id), _MOST_BATCHES)

    def _decided(
        self, caller: Caller, root_id: UUID, draft: CampaignDraft, due: Sequence[Candidate], outcome: CampaignDecided
    ) -> CampaignDecided:
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
            *(caller.actor, AuditAction.DECIDE, "campaign", root_id),
            verdict=draft.verdict,
            labels=list(draft.labels),
            batch=batch_id,
            items=len(made),
        )
        return CampaignDecided(
            batch_id=batch_id,
            decided=[each.decision.item_id for each in made],
            skipped=skipped,
            remaining=outcome.remaining,
            requests=[public_id(each.request.id) for each in made if each.request is not None],
            for_police=[each.decision.item_id for each in made if each.for_police],
        )

    def _sorted_out(self, caller: Caller, root_id: UUID, draft: CampaignDraft) -> tuple[list[Candidate], Counter[Skip]]:
        """Return the items that are to be decided, and how many are not, by why."""
        seen = draft.seen
        found = self._store.candidates(root_id, seen, datetime.now(UTC))
        known = None if seen.at is None else self._store.texts_at(root_id, seen.at - _UNDER_WAY)
        ready, skipped = [], Counter[Skip]()
        for each in found:
            why = each.passed_by(caller, draft, unseen=known is not None and each.exact_key not in known)
            if why is None:
                ready.append(each)
            else:
                skipped[why] += 1
        if seen.items is not None and len(seen.items) > len(found):
            skipped[Skip.LEFT] = len(seen.items) - len(found)
        self._require_texts(seen, found)
        return ready, skipped

    def _root(self, campaign_id: UUID) -> UUID:
        root_id = self._store.root_of(campaign_id)
        if root_id is None:
            raise CampaignNotFoundError(
                worded("There is no campaign {id} that has items.", id=campaign_id),
                "Take the id from the list of campaigns.",
            )
        return root_id

    def _require_seen(self, root_id: UUID, seen: Seen) -> None:
        if seen.at is None:
            return
        if seen.at > datetime.now(UTC):
            fault = Fault("body.seen_at", "A moment that has passed: when the campaign was read.", "future")
            raise RequestInvalidError("Nobody has seen that yet.", "Mend what `faults` names.", faults=[fault])
        if self._store.changed_since(root_id, seen.at - _UNDER_WAY):
            raise CampaignConflictError(
                "People merged or split the campaign since you saw it.", "Look at it again, or name its texts."
            )

    @staticmethod
    def _require_texts(seen: Seen, found: Sequence[Candidate]) -> None:
        texts = {each.exact_key for each in found}
        if seen.texts is not None and (not seen.texts or set(seen.texts) - texts):
            raise CampaignConflictError("Not all of these texts are in the campaign.", "Look at the campaign again.")
