"""What `POST /v1/moderations` takes and gives: the shape of the OpenAI moderation API, with the labels of lont."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic_core import PydanticCustomError

from service.handlers.score_models import MOST_INPUTS, UNSURE_DESCRIPTION, ScoreValues
from service.handlers.wire import ScoredText

__all__ = ["ModerationRequest", "ModerationResponse", "ModerationResult"]


class TextPart(BaseModel):
    """A part of one input in several parts; lont reads text only."""

    type: Literal["text"]
    text: ScoredText

    @model_validator(mode="before")
    @classmethod
    def _is_text(cls, value: object) -> object:
        if isinstance(value, dict) and value.get("type") == "image_url":
            raise PydanticCustomError("image_not_supported", "lont reads text only; leave the image out of the request")
        return value


def _kind(value: object) -> str:
    if isinstance(value, list):
        return "<parts>" if value and isinstance(value[0], dict) else "<texts>"
    return "<text>"


_Texts = Annotated[list[ScoredText], Field(min_length=1, max_length=MOST_INPUTS)]
_Parts = Annotated[list[TextPart], Field(min_length=1, max_length=MOST_INPUTS)]


class ModerationRequest(BaseModel):
    """One text, several texts, or one input in several text parts; fields not named here are passed over."""

    model_config = ConfigDict(protected_namespaces=())

    input: Annotated[
        Annotated[ScoredText, Tag("<text>")] | Annotated[_Texts, Tag("<texts>")] | Annotated[_Parts, Tag("<parts>")],
        Discriminator(_kind),
    ]
    model: str | None = Field(
        default=None, max_length=200, description="Taken for the sake of clients that send it; lont has one model."
    )

    def texts(self) -> list[str]:
        """Return the texts to be scored: one for a string, one each for a list, one for all parts together."""
        if isinstance(self.input, str):
            return [self.input]
        parts = [part.text for part in self.input if isinstance(part, TextPart)]
        return ["\n".join(parts)] if parts else [text for text in self.input if isinstance(text, str)]


class Categories(BaseModel):
    """Whether each label was raised."""

    recruitment: bool
    f4_sale: bool


class AppliedInputTypes(BaseModel):
    """What each label was judged by: always the text."""

    recruitment: list[Literal["text"]] = ["text"]
    f4_sale: list[Literal["text"]] = ["text"]


class ModerationResult(BaseModel):
    """What lont says of one text."""

    flagged: bool = Field(description="Whether any label was raised.")
    categories: Categories
    category_scores: ScoreValues
    category_applied_input_types: AppliedInputTypes
    unsure: list[str] = Field(description=f"lont's own. {UNSURE_DESCRIPTION}")


class ModerationResponse(BaseModel):
    """Results in the order of the texts."""

    id: str = Field(description="Of this answer; nothing is stored under it.")
    model: str = Field(description="Version of the bundle.")
    results: list[ModerationResult]
