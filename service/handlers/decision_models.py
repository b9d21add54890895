"""What the calls on decisions, the queue and alerts take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from service.domain.decisions import DecisionDraft, DecisionSpan, RejectReason, Verdict
from service.domain.takedown.records import public_id
from service.handlers.wire import Whole, Words
from service.services.decision_rules import MOST_SPANS
from service.services.review import Decided, Undone

__all__ = [
    "AlertAnswer",
    "AlertList",
    "DecisionAnswer",
    "DecisionMade",
    "DecisionRequest",
    "DecisionUndone",
    "ProposalAnswer",
    "SpanBody",
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


class SpanBody(BaseModel):
    """Words that are evidence of a label, or that were marked and are none."""

    model_config = ConfigDict(extra="forbid", from_attributes=True)

    label: Literal["recruitment", "f4_sale"]
    start: Annotated[int, Field(ge=0), Whole] = Field(
        description="Of the first character of `text`; Unicode code points, counted from 0."
    )
    end: Annotated[int, Field(ge=1), Whole] = Field(description="Behind the last character.")
    speaks: bool = Field(default=True, description="False: these words do not speak for the label.")


class DecisionRequest(VerdictRequest):
    """What a reviewer says of an item."""

    version: Annotated[int, Field(ge=1), Whole] = Field(description="`version` of the item that the reviewer saw.")
    saw_original: bool = Field(default=False, description="The reviewer looked at the message where it was posted.")
    spans: list[SpanBody] = Field(
        default=[], max_length=MOST_SPANS, description="Of `confirm` and `reject`: words of the text in that version."
    )
    defer_until: AwareDatetime | None = Field(
        default=None, description="Of `defer`: when the item is handed out again, at most 90 days from now."
    )
    corrects: UUID | None = Field(
        default=None,
        description="The decision that holds, a `confirm` or `reject`: this one takes its place with other labels,"
        " reason, spans or note. Its takedown request follows.",
    )
    score_visible: bool = Field(default=True, description="The reviewer could see the score before judging.")

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
            spans=tuple(DecisionSpan(**each.model_dump()) for each in self.spans),
            defer_until=self.defer_until,
            corrects=self.corrects,
            score_visible=self.score_visible,
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
        description="The same for decisions that were made as one of many items; null: of this one alone."
    )
    spans: list[SpanBody] = Field(description="Words that the reviewer said to be evidence of a label, or none.")
    defer_until: datetime | None = Field(description="When a deferred item is handed out again.")
    corrects: UUID | None = Field(
        description="The decision that this one took the place of; of a taking back: the one that holds again by it."
    )
    score_visible: bool | None = Field(
        description="The reviewer could see the score; null: nobody looked, or it was not kept yet."
    )


class ProposalAnswer(BaseModel):
    """What an approver should do with a request that rests on nothing any more."""

    model_config = ConfigDict(from_attributes=True)

    act: Literal["revoke", "withdraw"] = Field(description="`revoke` an approved one, `withdraw` one that was sent.")
    request_id: str


class DecisionMade(DecisionAnswer):
    """A decision that was just made, and what followed from it."""

    request_id: str | None = Field(
        description="The takedown request that a confirmation drafted; null: none, or one is open for it already, or"
        " only the police can be told."
    )
    proposals: list[ProposalAnswer] = Field(
        description="Of a correction: what an approver should do with requests of what it was said to be before."
    )

    @classmethod
    def of(cls, decided: Decided) -> DecisionMade:
        """Return the answer for a decision."""
        members = DecisionAnswer.model_validate(decided.decision).model_dump()
        return cls(
            **members,
            request_id=None if decided.request is None else public_id(decided.request.id),
            proposals=[ProposalAnswer.model_validate(each) for each in decided.proposals],
        )


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
