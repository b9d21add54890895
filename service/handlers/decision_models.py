"""What the calls on decisions, the queue and alerts take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.decisions import DecisionDraft, RejectReason, Verdict
from service.domain.takedown.records import public_id
from service.handlers.wire import Whole, Words
from service.services.review import Decided, Undone

__all__ = [
    "AlertAnswer",
    "AlertList",
    "DecisionAnswer",
    "DecisionMade",
    "DecisionRequest",
    "DecisionUndone",
    "ProposalAnswer",
    "VerdictRequest",
]


class VerdictRequest(BaseModel):
    """What a reviewer says, of one item or of many."""

    model_config = ConfigDict(extra="forbid")

    verdict: Verdict = Field(
        description="`confirm` (with labels), `reject` (with a reason), `unsure`, `escalate` (possible threat to life:"
        " calls the people on call), `defer`."
    )
    labels: list[Literal["recruitment", "f4_sale"]] = Field(default=[], max_length=2)
    reason: RejectReason | None = None
    note: Annotated[str, Words(1, 2000)] | None = None
    threat_to_life: Literal["none", "possible", "imminent"] | None = None


class DecisionRequest(VerdictRequest):
    """What a reviewer says of an item."""

    version: Annotated[int, Field(ge=1), Whole] = Field(description="`version` of the item that the reviewer saw.")
    saw_original: bool = Field(default=False, description="The reviewer looked at the message where it was posted.")

    def as_draft(self, item_id: UUID) -> DecisionDraft:
        """Return the decision as the service takes it."""
        return DecisionDraft(
            item_id=item_id,
            item_version=self.version,
            verdict=self.verdict,
            labels=tuple(dict.fromkeys(self.labels)),
            reason=self.reason,
            note=self.note,
            threat_to_life=self.threat_to_life,
            saw_original=self.saw_original,
        )


class DecisionAnswer(BaseModel):
    """A decision; each is a row that stays."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    item_version: int
    verdict: Verdict
    labels: list[str]
    reason: str | None
    note: str | None
    threat_to_life: str | None
    saw_original: bool
    codebook_version: str
    model_version: str | None
    decided_by: str = Field(description="Opaque id of the person.")
    decided_at: datetime
    undoes: UUID | None = Field(description="The decision that this row takes back; null for a decision.")
    inherited_from: UUID | None = Field(
        description="The decision on an exact copy that it was taken over from; null: a person decided this item."
    )
    batch_id: UUID | None = Field(
        description="The same for decisions that were made as one of many items of a campaign; null: of this one alone."
    )


class DecisionMade(DecisionAnswer):
    """A decision that was just made, and what followed from it."""

    request_id: str | None = Field(
        description="The takedown request that a confirmation drafted; null: none, or one is open for it already, or"
        " only the police can be told."
    )

    @classmethod
    def of(cls, decided: Decided) -> DecisionMade:
        """Return the answer for a decision."""
        members = DecisionAnswer.model_validate(decided.decision).model_dump()
        return cls(**members, request_id=None if decided.request is None else public_id(decided.request.id))


class ProposalAnswer(BaseModel):
    """What an approver should do with a request that rests on nothing any more."""

    model_config = ConfigDict(from_attributes=True)

    act: Literal["revoke", "withdraw"] = Field(description="`revoke` an approved one, `withdraw` one that was sent.")
    request_id: str


class DecisionUndone(BaseModel):
    """What taking a decision back did, and what is left for people to do."""

    decision: DecisionAnswer
    proposal: Literal["none", "revoke", "withdraw"] = Field(
        description="What an approver should do with the request that rests on it: `revoke` an approved one,"
        " `withdraw` one that the platform has. One that had not been approved was taken back with it."
    )
    request_id: str | None = Field(description="That request; where there are several, the first of `proposals`.")
    proposals: list[ProposalAnswer] = Field(
        description="The same of each request: of the item first, then of copies that took the decision over."
    )

    @classmethod
    def of(cls, undone: Undone) -> DecisionUndone:
        """Return the answer for a decision that was taken back."""
        proposals = [ProposalAnswer.model_validate(each) for each in undone.proposals]
        return cls(
            decision=DecisionAnswer.model_validate(undone.decision),
            proposal=proposals[0].act if proposals else "none",
            request_id=proposals[0].request_id if proposals else None,
            proposals=proposals,
        )


class AlertAnswer(BaseModel):
    """An alert of a possible threat to life."""

    model_config = ConfigDict(from_attributes=True)

    item_id: UUID
    platform: str
    raised_at: datetime
    times: int = Field(description="How often it was sent round.")
    claimed_by: str | None
    claimed_at: datetime | None


class AlertList(BaseModel):
    """Alerts, unclaimed ones first."""

    alerts: list[AlertAnswer]
