"""What `GET /v1/items` and `GET /v1/items/{id}` take and give."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from models.entities.doors import WrongDoor
from service.domain.decisions import DecisionRecord, Verdict
from service.domain.items import ContextItem, ItemFilter, ItemRecord, ItemState
from service.domain.messages import Platform
from service.domain.priority_changes import PriorityCause, PriorityChange
from service.domain.rescoring import PastScore
from service.domain.takedown.routes import Route
from service.handlers.decision_models import DecisionAnswer
from service.handlers.moments import Moment
from service.handlers.score_models import (
    ENTITIES_DESCRIPTION,
    ROLE_DESCRIPTION,
    UNSURE_DESCRIPTION,
    EntityAnswer,
    RoleName,
    ScoreValues,
    SpanAnswer,
)
from service.handlers.wire import Words
from service.services.doors import warnings_of_item
from service.services.items import Order, Page
from service.services.routing import route_of_item

__all__ = ["ItemAnswer", "ItemDetail", "ItemList", "ItemQuery", "SearchText"]

SearchText = Annotated[str, Words(1, 200)]
"""What a text is searched for."""


class ItemQuery(BaseModel):
    """Which items; every filter that is set must hold."""

    model_config = ConfigDict(extra="forbid")

    label: Literal["recruitment", "f4_sale"] | None = Field(default=None, description="This label was raised.")
    min_score: float | None = Field(
        default=None, ge=0, le=1, allow_inf_nan=False, description="Least score: of `label`, else of either label."
    )
    state: ItemState | None = None
    platform: Platform | None = None
    lang: str | None = Field(default=None, pattern="^[a-z]{2,3}$", description="ISO 639-1, such as `nl`.")
    channel_id: UUID | None = None
    priority: Literal["P0", "P1", "P2", "P3"] | None = None
    sent_from: Moment | None = Field(default=None, description="Sent at this time or later.")
    sent_until: Moment | None = Field(default=None, description="Sent before this time.")
    verdict: Verdict | None = Field(default=None, description="Of the decision that holds.")
    text: SearchText | None = Field(default=None, description="The text contains this; capitals do not count.")
    order: Order = Field(default=Order.NEWEST, description="`score` lists only items that have one, highest first.")
    cursor: str | None = Field(default=None, max_length=300, description="`next_cursor` of the page before.")
    limit: int = Field(default=50, ge=1, le=200)

    def as_filter(self) -> ItemFilter:
        """Return the filter as the service takes it."""
        return ItemFilter(**self.model_dump(exclude={"order", "cursor", "limit"}))


class ChannelOut(BaseModel):
    """Where an item was posted."""

    id: UUID = Field(description="Of the channel in lont; for the filter `channel_id`.")
    name: str


class ItemAnswer(BaseModel):
    """A stored item with its present score."""

    id: UUID
    platform: str
    channel: ChannelOut
    source_id: str = Field(description="The platform's own id of the message, or the one that was made.")
    author_key: str | None = Field(description="Keyed pseudonym of the author on this platform.")
    kind: str = Field(description="`text`, `poll` or `media`.")
    text: str | None = Field(description="The latest text.")
    version: int = Field(description="1 for the first text, one more for each edit.")
    locator: str | None
    sent_at: datetime | None
    captured_at: datetime
    edited_at: datetime | None
    vanished_at: datetime | None = Field(description="A later export of the channel no longer held it.")
    state: ItemState
    state_reason: str | None
    lang: str | None
    scores: ScoreValues | None = Field(description="Null until it is scored.")
    labels: list[str]
    unsure: list[str] = Field(description=f"{UNSURE_DESCRIPTION} Empty also without a score.")
    role: RoleName | None = Field(description=ROLE_DESCRIPTION)
    priority: str | None
    priority_reason: list[str] = Field(description="Codes of what made the priority.")
    verdict: Verdict | None = Field(description="Of the decision that holds; null: none does.")
    assigned_to: str | None = Field(description="Id of the reviewer's account who is to look at it; null: nobody.")
    queued_at: datetime | None = Field(description="Since when it waits for review; null: it does not.")
    route: Route = Field(description="Where it can be brought: a notice, the police, or nowhere without its address.")
    text_sha256: str | None = Field(description="SHA-256 of the text as it came, in hex.")
    tier: str | None
    model: str | None = Field(description="Version of the bundle that gave the scores.")
    entities: list[EntityAnswer] = Field(description=f"{ENTITIES_DESCRIPTION} Empty also without a score.")

    @classmethod
    def of(cls, item: ItemRecord) -> ItemAnswer:
        """Return the answer for one stored item."""
        return cls.model_validate(_members(item))


class ContextAnswer(BaseModel):
    """A message near an item."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    position: Literal["reply_to", "before", "after"]
    text: str | None
    author_key: str | None
    sent_at: datetime | None


class PastScoreAnswer(BaseModel):
    """What a message that came in beside an item did to its scores."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    cause_id: UUID = Field(description="The item that came in beside it.")
    before: ScoreValues
    after: ScoreValues
    priority_before: str | None
    priority_after: str | None = Field(description="What the scores after it ask for.")
    holds: bool = Field(description="The item took them on; if not, a person had said something of it before.")
    model: str = Field(validation_alias="model_version", description="Version of the bundle.")


class PriorityChangeAnswer(BaseModel):
    """A change of an item's priority."""

    model_config = ConfigDict(from_attributes=True)

    at: datetime
    before: str | None = Field(description="Null: it had none.")
    after: str | None = Field(description="Null: it has none.")
    cause: PriorityCause = Field(
        description="`score` (scored for its present text), `context` (scored again since a message came in beside "
        "it), `edit`, `decision` (escalated, or put back into the queue), `undo`."
    )
    reasons: list[str] = Field(description="Codes of what made it; empty where a person did.")
    by_id: UUID | None = Field(description="The item that came in beside it, or the decision; else null.")
    actor: str = Field(description="Id of the account or key; `svc_system` for what lont does by itself.")


class ItemDetail(ItemAnswer):
    """A stored item with the messages around it and what made its score."""

    context: list[ContextAnswer] = Field(description="The message that it answers, those before it, those after it.")
    explanation: list[SpanAnswer]
    decisions: list[DecisionAnswer] = Field(description="Everything that was decided of it, oldest first.")
    warnings: list[WrongDoor] = Field(
        description="What is wrong with the addresses that it names; empty where they are right or nothing is known."
    )
    score_history: list[PastScoreAnswer] = Field(description="How messages beside it changed its scores, oldest first.")
    priority_history: list[PriorityChangeAnswer] = Field(
        description="Each change of its priority, oldest first; at most the latest 200."
    )

    @classmethod
    def of_whole(
        cls,
        item: ItemRecord,
        context: list[ContextItem],
        decisions: list[DecisionRecord],
        score_history: list[PastScore],
        priority_history: list[PriorityChange],
    ) -> ItemDetail:
        """Return the answer for one stored item with its surroundings, its decisions and its histories."""
        around = [ContextAnswer.model_validate(each) for each in context]
        decided = [DecisionAnswer.model_validate(each) for each in decisions]
        histories = {
            "score_history": [PastScoreAnswer.model_validate(each) for each in score_history],
            "priority_history": [PriorityChangeAnswer.model_validate(each) for each in priority_history],
        }
        members = {"context": around, "explanation": item.explanation, "decisions": decided} | histories
        return cls.model_validate(_members(item) | members | {"warnings": warnings_of_item(item)})


class ItemList(BaseModel):
    """One page of items."""

    items: list[ItemAnswer]
    next_cursor: str | None = Field(description="Null on the last page.")

    @classmethod
    def of(cls, page: Page) -> ItemList:
        """Return the answer for a page."""
        return cls(items=[ItemAnswer.of(item) for item in page.items], next_cursor=page.next_cursor)


def _members(item: ItemRecord) -> dict[str, object]:
    same = (
        *("id", "platform", "author_key", "kind", "text", "version", "locator", "sent_at", "captured_at", "edited_at"),
        *("vanished_at", "state", "state_reason", "lang", "labels", "role", "priority", "priority_reason", "verdict"),
        *("text_sha256", "tier", "unsure", "assigned_to", "queued_at"),
    )
    scored = item.recruitment is not None and item.f4_sale is not None
    return {name: getattr(item, name) for name in same} | {
        "channel": {"id": item.channel_id, "name": item.channel_name},
        "source_id": item.source_key,
        "scores": {"recruitment": item.recruitment, "f4_sale": item.f4_sale} if scored else None,
        "model": item.model_version,
        "entities": [_with_text(entity, item.text or "") for entity in item.entities],
        "route": route_of_item(item).route,
    }


def _with_text(entity: dict[str, object], text: str) -> dict[str, object]:
    start, end = entity["start"], entity["end"]
    assert isinstance(start, int) and isinstance(end, int)  # noqa: S101, PT018  # scoring wrote them so
    return entity | {"text": text[start:end]}
