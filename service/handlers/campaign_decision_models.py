"""What the calls that decide a campaign as one take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from service.domain.batches import BatchDraft, Seen, Skip
from service.domain.decisions import Verdict
from service.handlers.batch_models import PickedItem
from service.handlers.campaign_models import VariantId
from service.handlers.decision_models import VerdictRequest
from service.services.batches import BatchDecided
from service.services.campaign_decisions import MOST_AT_ONCE

__all__ = ["BatchList", "CampaignDecisionAnswer", "CampaignDecisionRequest"]

_WAYS = ("items", "variants", "seen_at")
_NAMED_BY: dict[str, Any] = {way: {"required": [way], "properties": {way: {"not": {"type": "null"}}}} for way in _WAYS}


class CampaignDecisionRequest(VerdictRequest):
    """What a reviewer says of many items of a campaign, and which of them were in view: one of three ways.

    It takes no `saw_original`, since nobody looked at each of them where it was posted.
    """

    model_config = ConfigDict(json_schema_extra={"oneOf": [_NAMED_BY[way] for way in _WAYS]})

    items: list[PickedItem] | None = Field(default=None, min_length=1, max_length=MOST_AT_ONCE)
    variants: list[VariantId] | None = Field(
        default=None, min_length=1, max_length=200, description="`id` of `in_variants`: all items with these texts."
    )
    seen_at: AwareDatetime | None = Field(
        default=None,
        description="When the reviewer read the campaign: all items whose texts were in it then. A text that joined in"
        " the minute before counts as not seen.",
    )
    dry_run: bool = Field(default=False, description="Only tell what would become of the items.")

    @model_validator(mode="after")
    def _says_what_was_seen(self) -> CampaignDecisionRequest:
        if sum(getattr(self, way) is not None for way in _WAYS) != 1:
            raise PydanticCustomError("seen", "Name what was in view: one of `items`, `variants` and `seen_at`")
        return self

    def as_draft(self) -> BatchDraft:
        """Return the decision as the service takes it."""
        items = None if self.items is None else {each.item_id: each.version for each in self.items}
        texts = None if self.variants is None else [bytes.fromhex(each) for each in self.variants]
        return BatchDraft(
            seen=Seen(items, texts, self.seen_at),
            verdict=self.verdict,
            labels=tuple(dict.fromkeys(self.labels)),
            reason=self.reason,
            note=self.note,
            threat_to_life=self.threat_to_life,
        )


class CampaignDecisionAnswer(BaseModel):
    """What became of the items, or would."""

    id: UUID | None = Field(
        description="Of these decisions together, for undoing; `batch_id` of each. Null for a dry run, and where"
        " nothing was decided."
    )
    verdict: Verdict
    labels: list[str]
    decided: int = Field(description="Items that were decided, or would be.")
    skipped: dict[Skip, int] = Field(description="Items that were passed by, by why; what is not there is none.")
    remaining: int = Field(description="Items over the thousand of one call: make it again, with another key.")
    request_ids: list[str] = Field(description="Takedown requests that were drafted.")
    for_police: list[UUID] = Field(
        description="Items that were confirmed and stand in a private group or chat: somebody has to tell the police."
    )

    @classmethod
    def of(cls, draft: BatchDraft, done: BatchDecided) -> CampaignDecisionAnswer:
        """Return the answer for what was decided."""
        return cls(
            id=done.batch_id,
            verdict=draft.verdict,
            labels=list(draft.labels),
            decided=len(done.decided),
            skipped={why: count for why, count in done.skipped.items() if count},
            remaining=done.remaining,
            request_ids=list(done.requests),
            for_police=list(done.for_police),
        )


class BatchAnswer(BaseModel):
    """Decisions of a campaign that were made as one."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID = Field(description="For undoing.")
    verdict: Verdict
    labels: list[str]
    reason: str | None
    decided_by: str = Field(description="Opaque id of the person.")
    decided_at: datetime
    items: int
    standing: int = Field(description="Those that hold still.")


class BatchList(BaseModel):
    """What was decided as one of a campaign."""

    decisions: list[BatchAnswer] = Field(description="The latest first, at most 20.")

    @classmethod
    def of(cls, found: list[Any]) -> BatchList:
        """Return the answer for what was decided."""
        return cls(decisions=[BatchAnswer.model_validate(each) for each in found])
