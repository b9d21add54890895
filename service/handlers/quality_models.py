"""What the call on the quality of decisions gives, and what the call that reports a miss takes."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal, Self
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator
from pydantic_core import PydanticCustomError

from service.domain.messages import Platform
from service.domain.misses import MissKind
from service.domain.quality import QualityReport, Share
from service.handlers.wire import ItemText, Name, WebAddress, Words
from service.services.capture import CaptureDraft
from service.services.misses import MissDraft

__all__ = ["MISS", "MISSED", "REPORT", "MissAnswer", "MissRequest", "QualityAnswer"]

_SHARE: dict[str, Any] = {"k": 46, "n": 50, "share": 0.92, "low": 0.811, "high": 0.969}
REPORT: dict[str, Any] = {
    "since": "2026-08-31T00:00:00Z",
    "until": "2026-11-23T00:00:00Z",
    "known": [{"answer": "recruitment", "right": _SHARE}],
    "agreement": [{"label": "recruitment", "same": _SHARE, "kappa": 0.81, "pair": None}],
    "pairs": [],
    "against_model": {"k": 3, "n": 7, "share": None, "low": None, "high": None},
    "waiting": 4,
    "open": 2,
    "settled": {"k": 3, "n": 5, "share": None, "low": None, "high": None},
    "overturns": [
        {
            "week": "2026-11-16",
            "label": "recruitment",
            "model_version": "2026.11.6",
            "decided": 120,
            "undone": 3,
            "corrected": 1,
            "settled": 2,
            "unfounded": 0,
        }
    ],
    "misses": [{"label": "f4_sale", "kind": "not_raised", "model_version": "2026.11.6", "n": 2}],
}
MISS: dict[str, Any] = {"label": "f4_sale", "item_id": "019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37"}
MISSED: dict[str, Any] = MISS | {
    "id": "019a5d33-0d1e-7f2a-8b3c-4d5e6f708192",
    "kind": "not_raised",
    "reported_at": "2026-11-05T20:31:09Z",
}


class ShareAnswer(BaseModel):
    """So many of so many; no share is given of fewer than twenty."""

    k: int
    n: int
    share: float | None = Field(description="From 0 to 1; null of fewer than 20.")
    low: float | None = Field(description="Lower end of the 95% interval (Wilson).")
    high: float | None = Field(description="Upper end of it.")

    @classmethod
    def of(cls, share: Share) -> Self:
        """Return the answer for a share."""
        told = (share.share, share.low, share.high) if share.enough else (None, None, None)
        rounded = [None if each is None else round(each, 4) for each in told]
        return cls(k=share.k, n=share.n, share=rounded[0], low=rounded[1], high=rounded[2])


class KnownRowAnswer(BaseModel):
    """Hidden known items of one kind."""

    answer: str = Field(description="What was agreed on: a label, or `neither`.")
    right: ShareAnswer


class AgreementAnswer(BaseModel):
    """How far two looks at the same item agree on a label."""

    label: str
    same: ShareAnswer
    kappa: float | None = Field(description="Cohen's kappa; null of fewer than 20, and where chance explains all.")
    pair: tuple[str, str] | None = Field(description="Opaque ids of the two, by name; null: all pairs together.")


class OverturnAnswer(BaseModel):
    """What became of the decisions of a week on one label."""

    model_config = ConfigDict(from_attributes=True)

    week: date = Field(description="Its Monday, in UTC.")
    label: str
    model_version: str | None
    decided: int
    undone: int
    corrected: int
    settled: int = Field(description="Overturned after a second look.")
    unfounded: int = Field(description="Declined by the platform as manifestly unfounded.")


class MissRowAnswer(BaseModel):
    """Reported misses."""

    model_config = ConfigDict(from_attributes=True)

    label: str
    kind: MissKind = Field(description="`not_raised`: a miss of the model; `not_stored`: of the collection.")
    model_version: str | None
    n: int


class QualityAnswer(BaseModel):
    """How sure the decisions of a time are; nothing of it is of one person."""

    since: datetime
    until: datetime
    known: list[KnownRowAnswer]
    agreement: list[AgreementAnswer]
    pairs: list[AgreementAnswer] = Field(description="Only pairs that the caller is in; all for supervisors.")
    against_model: ShareAnswer = Field(description="Second looks at decisions against a strong score: same verdict.")
    waiting: int = Field(description="Second looks that wait.")
    open: int = Field(description="Disagreements to be settled.")
    settled: ShareAnswer = Field(description="Settled disagreements: first decision overturned.")
    overturns: list[OverturnAnswer]
    misses: list[MissRowAnswer]

    @classmethod
    def of(cls, report: QualityReport) -> Self:
        """Return the answer for a report."""
        rows = {
            name: [
                AgreementAnswer(label=row.label, same=ShareAnswer.of(row.same), kappa=row.kappa, pair=row.pair)
                for row in getattr(report, name)
            ]
            for name in ("agreement", "pairs")
        }
        return cls(
            since=report.since,
            until=report.until,
            known=[KnownRowAnswer(answer=row.answer, right=ShareAnswer.of(row.right)) for row in report.known],
            against_model=ShareAnswer.of(report.against_model),
            waiting=report.waiting,
            open=report.open,
            settled=ShareAnswer.of(report.settled),
            overturns=[OverturnAnswer.model_validate(row) for row in report.overturns],
            misses=[MissRowAnswer.model_validate(row) for row in report.misses],
            **rows,
        )


class MissRequest(BaseModel):
    """What was missed: a stored item by its id, or what was seen elsewhere by its text."""

    model_config = ConfigDict(extra="forbid")

    label: Literal["recruitment", "f4_sale"] = Field(description="What it should have been raised as.")
    item_id: UUID | None = None
    text: ItemText | None = Field(default=None, description="Exactly as posted; without `item_id`.")
    url: WebAddress | None = None
    platform: Platform | None = None
    channel: Name | None = None
    note: Annotated[str, Words(1, 2000)] | None = None

    @model_validator(mode="after")
    def _one_of_both(self) -> Self:
        if (self.item_id is None) == (not self.text):
            raise PydanticCustomError("one_of_two", "Name the item, or give the text: one of the two")
        return self

    def as_draft(self) -> MissDraft:
        """Return the report as the service takes it."""
        return MissDraft(self.label, self.note)

    def as_capture(self) -> CaptureDraft:
        """Return what was seen elsewhere as the service takes it in."""
        return CaptureDraft(self.text or "", self.url, self.platform, self.channel)


class MissAnswer(BaseModel):
    """A report of a miss."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    item_id: UUID
    kind: MissKind
    label: str
    reported_at: datetime
