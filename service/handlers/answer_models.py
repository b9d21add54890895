"""What the calls on received requests take from a platform and give to it: the outbound whitelist, nothing else."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.domain.takedown.content import MAX_ITEMS
from service.domain.takedown.outbound import OutboundItem, notice_text
from service.domain.takedown.outcomes import AnswerVia, DecisionGround, ItemOutcome
from service.domain.takedown.records import ItemAnswerRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.domain.takedown.vocabulary import (
    CaseCategory,
    ContentType,
    DsaCategory,
    DsaKeyword,
    GroundRole,
    Language,
    RequestedAction,
)
from service.handlers.item_answer_models import AnswerDetails
from service.handlers.takedown_models import Rationale, Ticket
from service.services.takedown.answering import ReceivedNotice
from service.services.takedown.inputs import EventInput

__all__ = ["PlatformEvent", "ReceivedAnswer", "ReceivedList", "ReceivedSummary", "ReplyRequest"]


class PlatformEvent(StrEnum):
    """What a platform can answer."""

    ACK = "ack"
    """Article 16(4): the notice was received."""
    ASK_INFO = "ask_info"
    DECISION_ACTION = "decision_action"
    DECISION_NONE = "decision_none"
    REINSTATED = "reinstated"
    """What it had removed is back."""


class ReplyRequest(BaseModel):
    """One answer of the platform."""

    model_config = ConfigDict(extra="forbid")

    event: PlatformEvent = Field(
        description="`ack`: received; `ask_info`: a question; `decision_action`, `decision_none`: what was decided; "
        "`reinstated`: what you had removed is back."
    )
    question: Rationale | None = Field(default=None, description="With `ask_info`: what you need to know.")
    rationale: Rationale | None = Field(default=None, description="With a decision: why; needed with `reinstated`.")
    decision: ItemOutcome | None = Field(
        default=None, description="What was done with each item that `answers` leaves out."
    )
    answers: dict[UUID, ItemOutcome] = Field(
        default={}, max_length=MAX_ITEMS, description="What was done, by `item_id`."
    )
    ground: DecisionGround | None = None
    ticket: Ticket | None = Field(default=None, description="Your own number.")

    def as_input(self, via: AnswerVia = AnswerVia.KEY) -> EventInput:
        """Return the answer as the service takes it."""
        asks = self.event is PlatformEvent.ASK_INFO
        return EventInput(
            event=RequestEvent(self.event),
            rationale=self.question if asks else self.rationale,
            answers=self.answers,
            decision=self.decision,
            ground=self.ground,
            ticket=self.ticket,
            via=via,
        )


class ReceivedItem(BaseModel):
    """One item of the notice, and what the platform answered of it."""

    item_id: UUID = Field(description="For `answers`.")
    url: str
    message_id: str | None
    container_name: str | None = Field(description="Channel, group or profile, as the address names it.")
    additional_info: str
    author_handle: str | None
    content_types: list[ContentType]
    excerpt: str = Field(description="Word for word as it was captured.")
    posted_at: datetime | None
    answer: ItemOutcome | None
    answered_at: datetime | None
    answer_details: AnswerDetails

    @classmethod
    def of(cls, item: OutboundItem, answered: ItemAnswerRecord) -> ReceivedItem:
        """Return the answer for one item."""
        same = (
            *("url", "message_id", "container_name", "additional_info", "author_handle", "content_types"),
            *("excerpt", "posted_at"),
        )
        told = {name: getattr(answered, name) for name in ("item_id", "answer", "answered_at")}
        told["answer_details"] = answered.details
        return cls.model_validate(told | {name: getattr(item, name) for name in same})


class ReceivedGround(BaseModel):
    """One legal ground."""

    model_config = ConfigDict(from_attributes=True)

    jurisdiction: str
    law: str
    law_id: str | None = Field(description="BWBR number or CELEX.")
    provision: str
    role: GroundRole


class ReceivedMessage(BaseModel):
    """A question of the platform, or the notifier's answer to it."""

    by: Literal["platform", "notifier"]
    at: datetime
    text: str


class ReceivedSummary(BaseModel):
    """A request in a list."""

    id: str
    version: int
    state: RequestState
    case_category: CaseCategory
    submitted_at: datetime
    items: int = Field(description="How many.")

    @classmethod
    def of(cls, received: ReceivedNotice) -> ReceivedSummary:
        """Return the answer for one request of a list."""
        return cls(
            id=received.id,
            version=received.version,
            state=received.state,
            case_category=received.notice.case_category,
            submitted_at=received.submitted_at,
            items=len(received.items),
        )


class ReceivedList(BaseModel):
    """One page of requests."""

    requests: list[ReceivedSummary]
    next_cursor: str | None = Field(description="Null on the last page.")


class ReceivedAnswer(BaseModel):
    """A notice under Article 16 DSA as its platform sees it."""

    id: str
    version: int = Field(description="The number in the ETag; one more with each change.")
    state: RequestState
    submitted_at: datetime
    allowed_events: list[PlatformEvent] = Field(description="What you can answer now.")
    language: Language
    case_category: CaseCategory
    items: list[ReceivedItem]
    dsa_category: DsaCategory
    dsa_category_addition: list[DsaCategory]
    dsa_keywords: list[DsaKeyword]
    legal_grounds: list[ReceivedGround]
    explanation: str
    requested_action: list[RequestedAction]
    territorial_scope: list[str] = Field(description="States for which action is asked, in two letters.")
    notifier_name: str
    notifier_email: str
    bona_fide_text: str | None
    text: str = Field(description="The whole notice in words, as it is also sent by mail.")
    messages: list[ReceivedMessage] = Field(description="Your questions and the answers, oldest first.")

    @classmethod
    def of(cls, received: ReceivedNotice) -> ReceivedAnswer:
        """Return the answer for one request."""
        notice = received.notice
        same = (
            *("language", "case_category", "dsa_category", "dsa_category_addition", "dsa_keywords", "explanation"),
            *("requested_action", "territorial_scope", "notifier_name", "notifier_email", "bona_fide_text"),
        )
        members = {name: getattr(received, name) for name in ("id", "version", "state", "submitted_at", "messages")}
        members |= {name: getattr(notice, name) for name in same} | {"text": notice_text(notice)}
        members["allowed_events"] = received.allowed
        members["legal_grounds"] = [ReceivedGround.model_validate(each) for each in notice.legal_grounds]
        members["items"] = [ReceivedItem.of(*pair) for pair in zip(notice.items, received.items, strict=True)]
        return cls.model_validate(members)
