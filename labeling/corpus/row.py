"""One labelled message, with the fields of the codebook."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.contract import ContextMessage, Message

__all__ = ["SPAN_TYPES", "CorpusMessage", "CorpusRow", "CorpusSpan", "Explicitness", "Label", "Role"]

_Name = Annotated[str, Field(min_length=1, max_length=80)]
_Shown = Annotated[_Name, Field(pattern=r"^\P{Cc}*$")]
"""Names that tables and faults show: without control characters, which a terminal would obey."""
# Not ``Literal[0, 1]``, which takes ``true`` for 1.
Label = Annotated[int, Field(ge=0, le=1)]
"""Whether a label applies."""
Explicitness = Literal["explicit", "veiled", "none"]
Role = Literal["client", "broker", "recruiter", "executor", "seller", "buyer", "none"]


class CorpusMessage(BaseModel):
    """One message of a conversation."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    author: _Name
    """Tells the writers of one conversation apart, and nothing more."""
    text: Annotated[str, Field(min_length=1)]
    sent_at: str | None = None
    minutes: Annotated[float, Field(ge=0)] | None = None
    """Minutes since the first message."""


SPAN_TYPES = (
    "reward",
    "product",
    "quantity",
    "unit_price",
    "target_object",
    "location",
    "person",
    "time",
    "contact",
    "payment",
    "delivery",
    "age_call",
    "proof_asked",
)
"""Types of entities that a span may have."""


class CorpusSpan(BaseModel):
    """A stretch of the text with the type of entity that it is."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    start: Annotated[int, Field(ge=0)]
    """First code point of the original text."""
    end: Annotated[int, Field(ge=1)]
    """Code point after the last."""
    type: str

    @model_validator(mode="after")
    def _is_a_stretch(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a span ends after it starts")
        if self.type not in SPAN_TYPES:
            raise ValueError(f"type is none of {', '.join(SPAN_TYPES)}")
        return self


class CorpusRow(BaseModel):
    """One labelled message."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: _Shown
    text: Annotated[str, Field(min_length=1)]
    lang: Annotated[str, Field(pattern=r"^([a-z]{2,3}|mix)$")]
    """ISO 639-1; 639-3 where there is none (``pap``); or ``mix``."""
    platform: _Shown
    recruitment: Label
    f4_sale: Label
    explicitness: Explicitness
    role: Role
    kind: _Shown
    """For a 0: what makes it look like a 1."""
    pair: _Shown | None = None
    """Shared by two messages that differ little and have different labels."""
    messages: Annotated[tuple[CorpusMessage, ...], Field(min_length=1, strict=False)] | None = None
    """The conversation, the labelled message included."""
    target_index: Annotated[int, Field(ge=0)] | None = None
    """Place of the labelled message in the conversation."""
    spans: Annotated[tuple[CorpusSpan, ...], Field(strict=False)] | None = None
    """Entities that were marked; ``None`` where nobody has looked for any."""
    author_batch: _Shown
    """Who wrote it; no split cuts through a batch."""
    codebook_version: Annotated[str, Field(pattern=r"^\d+\.\d+$")]

    @model_validator(mode="after")
    def _fields_agree(self) -> Self:
        labelled = self.recruitment or self.f4_sale
        if (self.explicitness == "none") == bool(labelled) or (self.role == "none") == bool(labelled):
            raise ValueError("explicitness and role are none exactly where both labels are 0")
        if (self.messages is None) != (self.target_index is None):
            raise ValueError("messages and target_index go together")
        if self.messages is not None and self.target_index is not None:
            if self.target_index >= len(self.messages):
                raise ValueError("target_index points past the last of messages")
            if self.messages[self.target_index].text != self.text:
                raise ValueError("text is not that of the message at target_index")
        if any(span.end > len(self.text) for span in self.spans or ()):
            raise ValueError("a span ends outside the text")
        return self

    @property
    def labels(self) -> tuple[int, int]:
        """Labels in the order of `models.contract.LABELS`."""
        return self.recruitment, self.f4_sale

    def to_message(self, *, with_context: bool = True) -> Message:
        """Return what a tier scores: all messages before the labelled one are its context, and all after it."""
        if self.messages is None or self.target_index is None or not with_context:
            return Message(self.text)
        around = tuple(ContextMessage(message.text, message.author) for message in self.messages)
        target = self.target_index
        return Message(self.text, around[target].author, around[:target], around[target + 1 :])
