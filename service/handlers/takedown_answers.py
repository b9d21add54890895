"""What the calls on takedown requests give to people, and the registry of delivery channels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.takedown.clocks import Clock, ClockName
from service.domain.takedown.content import RequestContent
from service.domain.takedown.delivery_channels import Audience, Transport
from service.domain.takedown.outbound import notice_text, subject_of
from service.domain.takedown.records import RequestRecord, public_id
from service.domain.takedown.states import RequestEvent, RequestState
from service.domain.takedown.vocabulary import CaseCategory
from service.handlers.item_answer_models import AnswerDetails
from service.problems import ProblemFault
from service.services.takedown.errors import faults_of_failures
from service.services.takedown.request_reading import RequestView

__all__ = [
    "DeliveryChannelAnswer",
    "DeliveryChannelList",
    "ItemAnswered",
    "RequestEventAnswer",
    "TakedownAnswer",
    "TakedownList",
    "TakedownSummary",
]


class _FromRecord(BaseModel):
    model_config = ConfigDict(from_attributes=True)


class RequestEventAnswer(_FromRecord):
    """One event in the life of a request."""

    seq: int = Field(description="From 1, without a gap.")
    at: datetime
    actor: str = Field(description="Opaque id: `usr_…` a person, `svc_…` lont, `org_…` a platform.")
    event: str
    source: RequestState | None = Field(description="State before; null for the making of the request.")
    target: RequestState
    rationale: str | None
    details: dict[str, Any] = Field(description="Codes, ids and numbers.")


class ItemAnswered(_FromRecord):
    """One item of a request, and what the platform said of it."""

    item_id: UUID
    answer: str | None
    answered_at: datetime | None
    details: AnswerDetails


class AttemptAnswer(_FromRecord):
    """One attempt to hand a request over."""

    attempt: int = Field(description="From 1.")
    reminder: int | None = Field(description="Which reminder it is, from 1; null: the notice itself.")
    delivery_channel: str
    transport: str
    address: str
    message_id: str | None = Field(description="`Message-ID` of the mail, `webhook-id` of the post.")
    payload_sha256: str = Field(description="SHA-256 of exactly what was sent, in hex.")
    sent_by: str
    started_at: datetime
    opened_at: datetime | None = Field(description="Null: nothing can have been sent yet.")
    finished_at: datetime | None
    outcome: str | None = Field(description="Null while it is under way.")
    code: int | None = Field(description="Of the mail server, or the status of the answer to a post.")
    detail: str | None


class ClockAnswer(_FromRecord):
    """A clock that runs."""

    name: ClockName
    due_at: datetime
    state: Literal["running", "expired"]
    source: Literal["policy", "law"] = Field(description="`policy`: the operator sets it; `law`: nobody does.")


class OutboundText(BaseModel):
    """What the platform gets to read; nothing else leaves."""

    subject: str
    text: str


class TakedownSummary(BaseModel):
    """A request without the text of its items."""

    id: str
    version: int
    state: RequestState
    platform: str
    case_category: CaseCategory
    priority: str
    delivery_channel: str | None
    items: int = Field(description="How many.")
    created_by: str
    created_at: datetime
    clocks: list[ClockAnswer]

    @classmethod
    def of(cls, request: RequestRecord, clocks: Sequence[Clock]) -> TakedownSummary:
        """Return the answer for one request of a list."""
        content = request.content
        same = ("version", "state", "platform", "priority", "created_by", "created_at")
        return cls(
            id=public_id(request.id),
            case_category=content.case_category,
            delivery_channel=content.delivery_channel,
            items=len(content.items),
            clocks=[ClockAnswer.model_validate(each) for each in clocks],
            **{name: getattr(request, name) for name in same},
        )


class TakedownList(BaseModel):
    """One page of requests."""

    requests: list[TakedownSummary]
    next_cursor: str | None = Field(description="Null on the last page.")


class TakedownAnswer(BaseModel):
    """A request with its life, what the caller may do now, and what stands in the way of the next step."""

    id: str = Field(description="`tdr_` and a UUID.")
    version: int = Field(description="The number in the ETag; one more with each change.")
    state: RequestState
    platform: str
    priority: str
    content: RequestContent = Field(description="The whole content; `outbound` shows what of it leaves.")
    items: list[ItemAnswered] = Field(description="In the order of the content.")
    events: list[RequestEventAnswer] = Field(description="Oldest first.")
    attempts: list[AttemptAnswer] = Field(description="Oldest first.")
    allowed_events: list[RequestEvent] = Field(description="What the caller's access roles allow in this state.")
    warnings: list[ProblemFault] = Field(description="Rules that do not hold yet, and that the next step asks for.")
    clocks: list[ClockAnswer] = Field(description="Those that run in this state.")
    outbound: OutboundText
    by_hand: bool = Field(description="Its delivery channel is a web form that a person fills in.")
    created_by: str
    created_at: datetime
    edited_at: datetime = Field(description="Last change of what the platform reads.")
    retry_at: datetime | None = Field(description="When a failed delivery is tried again by itself.")

    @classmethod
    def of(cls, view: RequestView) -> TakedownAnswer:
        """Return the answer for one request."""
        request = view.request
        same = (
            *("version", "state", "platform", "priority", "content"),
            *("created_by", "created_at", "edited_at", "retry_at"),
        )
        return cls(
            id=public_id(request.id),
            items=[ItemAnswered.model_validate(each) for each in view.items],
            events=[RequestEventAnswer.model_validate(each) for each in view.events],
            attempts=[AttemptAnswer.model_validate(each) for each in view.attempts],
            allowed_events=list(view.allowed),
            warnings=[ProblemFault.model_validate(each) for each in faults_of_failures(view.failures)],
            clocks=[ClockAnswer.model_validate(each) for each in view.clocks],
            outbound=OutboundText(subject=subject_of(view.outbound), text=notice_text(view.outbound)),
            by_hand=view.by_hand,
            **{name: getattr(request, name) for name in same},
        )


class DeliveryChannelAnswer(_FromRecord):
    """One way to bring a notice to a platform."""

    id: str
    platform: str
    transport: Transport = Field(
        description="`email`, `https`: a signed post, or `webform_manual`: a person fills the form in."
    )
    address: str
    languages: list[str] = Field(description="Two letters each, in which the platform takes notices.")
    audience: Audience = Field(description="For whom the platform keeps it.")
    verified_on: date | None = Field(description="When the operator last checked it; null: never.")
    note: str
    daily_cap: int | None = Field(description="Notices a day that were agreed; null: no number was.")


class DeliveryChannelList(BaseModel):
    """The registry, in the operator's order."""

    delivery_channels: list[DeliveryChannelAnswer]
