"""One line of a span file: the id of a row of the corpus, and the spans that were marked in its text."""

from __future__ import annotations

from itertools import combinations
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from models.entities.contract import ENTITY_TYPES

__all__ = ["MarkedSpan", "SpanRow"]

_AROUND = "price_row"


class MarkedSpan(BaseModel):
    """A stretch of the original text."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    type: str
    """One of `models.entities.ENTITY_TYPES`."""
    start: Annotated[int, Field(ge=0)]
    """First code point."""
    end: Annotated[int, Field(ge=1)]
    """One past the last."""

    @model_validator(mode="after")
    def _is_a_stretch(self) -> Self:
        if self.end <= self.start:
            raise ValueError("a span ends after it starts")
        if self.type not in ENTITY_TYPES:
            raise ValueError(f"type is none of {', '.join(ENTITY_TYPES)}")
        return self


class SpanRow(BaseModel):
    """The spans of one text, in their order; a text in which there is nothing to mark has none."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    id: Annotated[str, Field(min_length=1, max_length=80)]
    spans: Annotated[tuple[MarkedSpan, ...], Field(strict=False)]

    @model_validator(mode="after")
    def _only_price_rows_hold_others(self) -> Self:
        for one, other in combinations(self.spans, 2):
            apart = one.end <= other.start or other.end <= one.start
            if not apart and (one.type == _AROUND) == (other.type == _AROUND):
                raise ValueError("two spans overlap, and neither is a price row around the other")
        return self
