"""What the calls that decide items of the queue as one take and give; some of it serves campaigns as well."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.batches import BatchDraft, Seen, Skip
from service.domain.decisions import Verdict
from service.handlers.decision_models import ProposalAnswer, VerdictRequest
from service.handlers.wire import Whole
from service.services.batches import MOST_ITEMS, BatchDecided, BatchUndone

__all__ = ["BatchDecisionAnswer", "BatchDecisionRequest", "BatchDecisionUndone", "PickedItem"]


class PickedItem(BaseModel):
    """An item as the reviewer saw it."""

    model_config = ConfigDict(extra="forbid")

    item_id: UUID
    version: Annotated[int, Field(ge=1), Whole]


class BatchDecisionRequest(VerdictRequest):
    """What a reviewer says of items whose texts were all in view.

    It takes no `saw_original` and no `spans`, since nobody looked at each of them alone.
    """

    items: list[PickedItem] = Field(min_length=1, max_length=MOST_ITEMS)
    dry_run: bool = Field(default=False, description="Only tell what would become of the items.")

    def as_draft(self) -> BatchDraft:
        """Return the decision as the service takes it."""
        return BatchDraft(
            seen=Seen({each.item_id: each.version for each in self.items}),
            verdict=self.verdict,
            labels=tuple(dict.fromkeys(self.labels)),
            reason=self.reason,
            note=self.note,
            threat_to_life=self.threat_to_life,
        )


class BatchDecisionAnswer(BaseModel):
    """What became of the items, or would."""

    id: UUID | None = Field(
        description="Of these decisions together, for undoing; `batch_id` of each. Null for a dry run, and where"
        " nothing was decided."
    )
    verdict: Verdict
    labels: list[str]
    decided: list[UUID] = Field(description="Items that were decided, or would be.")
    skipped: dict[Skip, int] = Field(description="Items that were passed by, by why; what is not there is none.")
    request_ids: list[str] = Field(description="Takedown requests that were drafted.")
    for_police: list[UUID] = Field(
        description="Items that were confirmed, or would be, and stand in a private group or chat: no request is"
        " drafted, and somebody has to tell the police."
    )

    @classmethod
    def of(cls, draft: BatchDraft, done: BatchDecided) -> BatchDecisionAnswer:
        """Return the answer for what was decided."""
        return cls(
            id=done.batch_id,
            verdict=draft.verdict,
            labels=list(draft.labels),
            decided=list(done.decided),
            skipped={why: count for why, count in done.skipped.items() if count},
            request_ids=list(done.requests),
            for_police=list(done.for_police),
        )


class BatchDecisionUndone(BaseModel):
    """What taking decisions that were made as one back did, and what is left for people to do."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID = Field(validation_alias="batch_id", description="Of the decisions that were taken back.")
    undone: int = Field(description="Items that wait for review again.")
    copies: int = Field(description="Exact copies whose decision was taken over from them and taken back too.")
    skipped: int = Field(description="Items that were decided otherwise, undone or edited since.")
    proposals: list[ProposalAnswer] = Field(
        description="What an approver should do with each request that was approved or sent; the others ended."
    )

    @classmethod
    def of(cls, done: BatchUndone) -> BatchDecisionUndone:
        """Return the answer for what was taken back."""
        return cls.model_validate(done)
