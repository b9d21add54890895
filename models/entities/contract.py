"""What reading out gives: spans of a message with a type and a normalised value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol

from models.normalise import Normalised

__all__ = ["ENTITY_TYPES", "Entity", "Extractor", "Found", "Reading"]

ENTITY_TYPES: tuple[str, ...] = (
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
)
"""Every type of entity."""


@dataclass(frozen=True, slots=True)
class Entity:
    """One thing that a message says."""

    type: str
    """One of `ENTITY_TYPES`."""
    start: int
    """First code point of the original text."""
    end: int
    """One past the last code point."""
    text: str
    """The original text from start to end."""
    value: Mapping[str, Any] = field(default_factory=dict)
    """What it means, in the fields of its type (docs/entities.md); JSON values only, what is not known is left out."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What extractors read: one message."""

    text: Normalised
    """The message itself; extractors search ``text.text`` (normalised, lower case), the original tells capitals."""
    lang: str | None = None
    """ISO 639-1, where known."""
    sent_at: datetime | None = None
    """With a time zone; what "tonight" is counted from."""
    labels: tuple[str, ...] = ()
    """Labels that are raised: an amount beside a job is a reward, beside goods a price."""
    near: tuple[str, ...] = ()
    """Labels that are neither raised nor ruled out."""


@dataclass(frozen=True, slots=True)
class Found:
    """A candidate of one extractor, in places of the normalised text."""

    type: str
    start: int
    end: int
    value: Mapping[str, Any] = field(default_factory=dict)
    weight: float = 1.0
    """Of candidates of one type that overlap the weightier one stays, then the longer one."""


class Extractor(Protocol):
    """One rule part: finds candidates of one or a few types."""

    def __call__(self, reading: Reading) -> Sequence[Found]:
        """Return candidates in any order; an empty text gives none."""
        ...
