"""What `POST /v1/score` takes and gives: the objects of `lont score`, many in one request."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, JsonValue, model_validator
from pydantic_core import PydanticCustomError

from models.contract import ContextMessage, Message
from service.handlers.wire import ScoredText, Whole
from service.services.score_lines import read_time

__all__ = [
    "ENTITIES_DESCRIPTION",
    "MOST_INPUTS",
    "ROLE_DESCRIPTION",
    "UNSURE_DESCRIPTION",
    "EntityAnswer",
    "RoleName",
    "ScoreAnswer",
    "ScoreInput",
    "ScoreRequest",
    "ScoreValues",
    "SpanAnswer",
    "TierName",
]

MOST_INPUTS = 256
"""Inputs in one request."""
MOST_MESSAGES = 400
"""Messages of context in one input."""

UNSURE_DESCRIPTION = (
    "Why the scores may say nothing, empty where they are sure. `language`: much of the text is in a language or "
    "script that lont does not serve, and a low score says nothing. `score`: a score lies in the band below its "
    "threshold, neither raised nor ruled out."
)
"""Of the field `unsure`, wherever it stands."""

ROLE_DESCRIPTION = "Place of the writer in the crime script; null without a label, or where the bundle tells no roles."
"""Of the field `role`, wherever it stands."""
ENTITIES_DESCRIPTION = (
    "What the message says, in the order of its text. Only read where a label is raised, a score is unsure, or there "
    "is a priority; else empty. Entities do not overlap, but a `price_row` holds those of its row."
)
"""Of the field `entities`, wherever it stands."""

TierName = Literal["linear", "transformer", "cascade"]
RoleName = Literal["client", "broker", "recruiter", "executor", "seller", "buyer"]
EntityType = Literal[
    "reward",
    "product",
    "quantity",
    "unit_price",
    "price_row",
    "target_object",
    "location",
    "person",
    "time",
    "contact",
    "payment",
    "delivery",
    "age_call",
    "proof_asked",
]
_WholeNumber = Annotated[int, Whole]
_Id = Annotated[str, Field(max_length=200)] | _WholeNumber
_Author = Annotated[str, Field(max_length=300)] | _WholeNumber
_TEXT_OR_MESSAGES: list[JsonValue] = [
    {"required": ["text"], "properties": {"text": {"type": "string"}, "messages": {"type": "null"}}},
    {
        "required": ["messages", "target_index"],
        "properties": {"messages": {"type": "array"}, "target_index": {"type": "integer"}},
    },
]


class ScoreMessage(BaseModel):
    """A message of a conversation; fields that are not named here are passed over."""

    text: ScoredText
    author: _Author | None = Field(default=None, description="Any key that tells authors apart.")
    sent_at: str | None = Field(
        default=None,
        max_length=64,
        description="ISO 8601 with a time zone; what `tonight` in the message to be scored is counted from.",
    )
    minutes: float | None = Field(default=None, allow_inf_nan=False, description="As `sent_at`.")


class ScoreInput(BaseModel):
    """A text by itself, or `messages` with the one to be scored; fields that are not named here are passed over."""

    model_config = ConfigDict(json_schema_extra={"anyOf": _TEXT_OR_MESSAGES})

    id: _Id | None = Field(default=None, description="Comes back with the answer.")
    text: ScoredText | None = Field(default=None, description="The text; passed over where there are `messages`.")
    messages: list[ScoreMessage] | None = Field(
        default=None, min_length=1, max_length=MOST_MESSAGES, description="A conversation, oldest message first."
    )
    target_index: Annotated[int, Field(ge=0, lt=MOST_MESSAGES), Whole] | None = Field(
        default=None,
        description="Position in `messages` of the one to be scored, from 0; needed with them.",
    )

    @model_validator(mode="after")
    def _has_something_to_score(self) -> ScoreInput:
        if self.messages is None and self.text is None:
            raise PydanticCustomError("nothing_to_score", "Expected `text`, or `messages` and `target_index`")
        if self.messages is not None and (self.target_index is None or self.target_index >= len(self.messages)):
            raise PydanticCustomError("target_index", "`target_index` is needed and must point into `messages`")
        return self

    def as_message(self) -> Message:
        """Return the input as the model takes it."""
        if self.messages is None or self.target_index is None:
            return Message(text=self.text or "")
        around = [ContextMessage(each.text, _author_key(each.author)) for each in self.messages]
        target = around[self.target_index]
        return Message(
            text=target.text,
            author=target.author,
            before=tuple(around[: self.target_index]),
            after=tuple(around[self.target_index + 1 :]),
            sent_at=read_time(self.messages[self.target_index].sent_at),
        )


def _author_key(author: str | int | None) -> str | None:
    return None if author is None else str(author)


class ScoreRequest(BaseModel):
    """Texts to be scored; nothing of them is stored or logged."""

    model_config = ConfigDict(extra="forbid")

    inputs: list[ScoreInput] = Field(min_length=1, max_length=MOST_INPUTS)
    explain: bool = Field(default=True, description="Whether to work out the spans that made a label.")
    tier: TierName = Field(
        default="cascade", description="`cascade` asks the slower tier where the fast one is unsure."
    )


class SpanAnswer(BaseModel):
    """A span of the text and what it added to the log-odds of a label."""

    label: str
    start: int = Field(ge=0, description="First code point of the text.")
    end: int = Field(ge=0, description="One past the last code point.")
    weight: float = Field(description="Log-odds; positive speaks for the label.")


class ScoreValues(BaseModel):
    """Calibrated probability of each label."""

    recruitment: float = Field(ge=0, le=1)
    f4_sale: float = Field(ge=0, le=1)


class EntityAnswer(BaseModel):
    """A span with a type and a normalised value."""

    type: EntityType
    start: int = Field(ge=0, description="First code point of the text.")
    end: int = Field(ge=0, description="One past the last code point.")
    text: str = Field(description="What stands there.")
    value: dict[str, JsonValue] = Field(description="What it means; which fields it has depends on the type.")


class ScoreAnswer(BaseModel):
    """What lont says of one input."""

    id: str | int | None = Field(description="As it was sent.")
    scores: ScoreValues
    labels: list[str] = Field(description="Labels whose score is at or above their threshold.")
    role: RoleName | None = Field(description=ROLE_DESCRIPTION)
    priority: str | None = Field(description="P0 to P3; null without a label, apart from P0.")
    lang: str | None = Field(description="ISO 639-1; null where the text is too short to tell.")
    unsure: list[str] = Field(description=UNSURE_DESCRIPTION)
    tier: str = Field(description="The tier that gave the scores.")
    model: str = Field(description="Version of the bundle.")
    entities: list[EntityAnswer] = Field(description=ENTITIES_DESCRIPTION)
    explanation: list[SpanAnswer]


class ScoreResponse(BaseModel):
    """Answers in the order of the inputs."""

    results: list[ScoreAnswer]
