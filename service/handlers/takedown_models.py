"""What the calls on takedown requests take from people: drafts, edits, events, and which requests to list."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from service.dependencies.changes import REQUEST_ID_PATTERN
from service.domain.messages import Platform
from service.domain.takedown.content import MAX_EXPLANATION, MAX_ITEMS
from service.domain.takedown.outcomes import DecisionGround, ItemOutcome
from service.domain.takedown.records import RequestFilter, read_public_id
from service.domain.takedown.states import RequestEvent, RequestState
from service.domain.takedown.vocabulary import ClassBasis, Language, PoliceChannel, PoliceStatus, ThreatToLife
from service.handlers.moments import Moment
from service.handlers.wire import Words
from service.importers.field_reading import MAX_LOCATOR
from service.services.takedown.inputs import EventInput, RequestEdit

__all__ = [
    "ATTEST_LIVE",
    "AskedEvent",
    "Cursor",
    "DraftRequest",
    "EditRequest",
    "EventRequest",
    "Rationale",
    "ReceivedQuery",
    "TakedownQuery",
    "Ticket",
]

ATTEST_LIVE = "attest_live"
_Priority = Literal["P0", "P1", "P2", "P3"]
Rationale = Annotated[str, Words(1, 4000)]
"""Why, or a question or its answer."""
Ticket = Annotated[str, Words(1, 200)]
"""A platform's own number of a request."""


class AskedEvent(StrEnum):
    """What a person can ask for; which of it fits depends on the state and on the access role."""

    SUBMIT_FOR_REVIEW = "submit_for_review"
    DISCARD = "discard"
    REJECT = "reject"
    CONTENT_GONE = "content_gone"
    CONFIRM = "confirm"
    SEND_BACK = "send_back"
    APPROVE = "approve"
    DISPATCH = "dispatch"
    REVOKE = "revoke"
    ACCEPTED = "accepted"
    FAIL = "fail"
    RETRY = "retry"
    SWITCH_CHANNEL = "switch_channel"
    GIVE_UP = "give_up"
    ACK = "ack"
    DECISION_ACTION = "decision_action"
    DECISION_NONE = "decision_none"
    ASK_INFO = "ask_info"
    ANSWER = "answer"
    VERIFY = "verify"
    STILL_LIVE = "still_live"
    WITHDRAW = "withdraw"
    ACCEPT = "accept"
    CLOSE = "close"
    COMPLAIN = "complain"
    REVERSED = "reversed"
    UPHELD = "upheld"
    DISPUTE = "dispute"
    DECIDED = "decided"
    REINSTATED = "reinstated"
    ATTEST_LIVE = ATTEST_LIVE
    """No transition: the caller has just seen every item online."""


class EditRequest(BaseModel):
    """Changes of a draft or of a request in review; what is absent or null stays as it is."""

    model_config = ConfigDict(extra="forbid")

    explanation: Annotated[str, Words(0, MAX_EXPLANATION)] | None = Field(
        default=None, description="Why it is illegal; quotes the excerpt and names the provision (Article 16(2)(a))."
    )
    language: Language | None = Field(default=None, description="Language of the notice.")
    url: Annotated[str, Words(0, MAX_LOCATOR)] | None = Field(
        default=None, description="Exact https address of the message (Article 16(2)(b))."
    )
    additional_info: Annotated[str, Words(0, 2000)] | None = Field(
        default=None, description="How to find the message where its address is that of a whole channel or profile."
    )
    excerpt: Annotated[str, Words(0, 4000)] | None = Field(
        default=None, description="A part of the captured text, word for word."
    )
    firework_class_basis: ClassBasis | None = Field(default=None, description="How the class of a firework is known.")
    delivery_channel: Annotated[str, Words(1, 64)] | None = Field(
        default=None, description="Id from `GET /v1/delivery-channels`."
    )
    preserve_data: bool | None = Field(default=None, description="Also ask the platform to preserve the data.")
    threat_to_life: ThreatToLife | None = Field(default=None, description="A person's judgement; never sent.")
    police_status: PoliceStatus | None = Field(default=None, description="Whether the police were told; never sent.")
    police_channel: PoliceChannel | None = None
    police_reference: Annotated[str, Words(0, 200)] | None = None

    def as_edit(self) -> RequestEdit:
        """Return the changes as the service takes them."""
        return RequestEdit(**self.model_dump(include=set(EditRequest.model_fields)))


class DraftRequest(EditRequest):
    """A new request for a confirmed item; lont proposes every field that is not given."""

    item_id: UUID = Field(description="Of the item in lont, on which a confirmation stands.")


class EventRequest(BaseModel):
    """One event of a request, with what it needs."""

    model_config = ConfigDict(extra="forbid")

    event: AskedEvent
    rationale: Rationale | None = Field(
        default=None, description="Why; with `ask_info` the platform's question, with `answer` what it is told."
    )
    saw_original: bool = Field(default=False, description="To confirm: the caller looked at the original message.")
    bona_fide: bool = Field(
        default=False,
        description="To confirm or answer: the caller believes in good faith that the notice is accurate and complete.",
    )
    still_online: bool = Field(default=False, description="The caller has just seen every item at its address.")
    reminders: bool = Field(
        default=False, description="To approve: lont may remind the platform, at most 3 times, when it is late."
    )
    gone: bool = Field(
        default=False,
        description="The caller has just seen that no item is there any more. `content_gone` takes two such looks at "
        "least 5 minutes apart: the first is noted as `saw_gone` and moves nothing.",
    )
    decision: ItemOutcome | None = Field(
        default=None, description="Of a platform's decision: what was done with each item that `answers` leaves out."
    )
    answers: dict[UUID, ItemOutcome] = Field(
        default={}, max_length=MAX_ITEMS, description="Of a platform's decision: what was done, by id of the item."
    )
    ground: DecisionGround | None = None
    ticket: Ticket | None = Field(default=None, description="The platform's own number.")
    delivery_channel: Annotated[str, Words(1, 64)] | None = Field(
        default=None, description="To switch: another one of the same platform."
    )
    body: Annotated[str, Words(1, 200)] | None = Field(
        default=None, description="To dispute: the certified body of Article 21."
    )

    def as_input(self) -> EventInput:
        """Return the event as the service takes it; not for `attest_live`, which is none."""
        return EventInput(event=RequestEvent(self.event), **self.model_dump(exclude={"event"}))


class Cursor(BaseModel):
    """A place in a list of requests."""

    model_config = ConfigDict(extra="forbid")

    cursor: str | None = Field(
        default=None, pattern=REQUEST_ID_PATTERN, description="`next_cursor` of the page before."
    )
    limit: int = Field(default=50, ge=1, le=200)

    @property
    def before(self) -> UUID | None:
        """Return the request before which the page begins."""
        return None if self.cursor is None else read_public_id(self.cursor)


class ReceivedQuery(Cursor):
    """Which requests that a platform got; every filter that is set must hold."""

    state: list[RequestState] = Field(default=[], max_length=50, description="One of these; may stand several times.")
    since: Moment | None = Field(default=None, description="Handed over then or later; with its zone.")
    reference: Ticket | None = Field(
        default=None,
        description="Id of the request, or part of a number of yours (`ticket`, `reference`).",
    )

    def as_filter(self) -> RequestFilter:
        """Return the filter as the store takes it, but for the platform."""
        return RequestFilter(states=self.state, arrived_since=self.since, reference=self.reference)


class TakedownQuery(Cursor):
    """Which requests; every filter that is set must hold."""

    state: list[RequestState] = Field(default=[], max_length=50, description="One of these; may stand several times.")
    platform: Platform | None = None
    priority: list[_Priority] = Field(default=[], max_length=4, description="One of these.")
    since: Moment | None = Field(default=None, description="Drafted then or later; with its zone.")
    reference: Ticket | None = Field(
        default=None, description="Id of the request, or part of a number that its platform gave, in any case."
    )

    def as_filter(self) -> RequestFilter:
        """Return the filter as the store takes it."""
        return RequestFilter(self.state, self.platform, self.priority, self.since, None, self.reference)
