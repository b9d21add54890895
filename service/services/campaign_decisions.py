"""Decides the items of a campaign as one and takes that back as one; each item keeps a decision of its own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from service.domain.access import Caller
from service.domain.batches import BatchDraft, BatchRecord, Candidate, Seen, Skip
from service.errors import Fault
from service.locale.wording import worded
from service.request_errors import RequestInvalidError
from service.services.batches import BatchDecided, BatchUndone, BatchWriter
from service.services.campaign_acts import CampaignConflictError
from service.services.campaigns import CampaignNotFoundError
from service.services.decision_rules import require_whole
from service.services.decisions import DecisionConflictError
from service.storage.campaign_decisions import CampaignDecisionStore

__all__ = ["MOST_AT_ONCE", "CampaignDecisionService"]

MOST_AT_ONCE = 1_000
"""Items that one call decides; the others remain for the next one."""
_MOST_BATCHES = 20
_UNDER_WAY = timedelta(minutes=1)
"""A score written so shortly before a moment may not have been committed then: nobody can have seen its text."""


class CampaignDecisionService:
    """Works inside the caller's transaction; who decides the same campaign takes turns."""

    def __init__(self, store: CampaignDecisionStore, writer: BatchWriter) -> None:
        self._store = store
        self._writer = writer

    def decide(self, caller: Caller, campaign_id: UUID, draft: BatchDraft, *, dry_run: bool = False) -> BatchDecided:
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
        outcome = BatchDecided(None, [each.item_id for each in due], skipped, len(ready) - len(due))
        if dry_run or not due:
            return outcome
        return self._writer.write(caller, draft, due, outcome, about=("campaign", root_id))

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
        if not self._store.is_of(root_id, batch_id):
            raise DecisionConflictError("That was not decided of this campaign.", "Look at the campaign again.")
        return self._writer.take_back(caller, batch_id, about=("campaign", root_id))

    def batches(self, campaign_id: UUID) -> list[BatchRecord]:
        """Return what was decided as one of a campaign, the latest first, at most twenty.

        Raises
        ------
        CampaignNotFoundError
        """
        return self._store.batches(self._root(campaign_id), _MOST_BATCHES)

    def _sorted_out(self, caller: Caller, root_id: UUID, draft: BatchDraft) -> tuple[list[Candidate], Counter[Skip]]:
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
