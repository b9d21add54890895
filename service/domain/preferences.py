"""What a person sets for themself: how pages show violent texts, and when lont speaks of a break."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum

from pydantic import BaseModel, ConfigDict, Field, ValidationError

__all__ = ["MOST_BREAK_MINUTES", "Fold", "Preferences"]

MOST_BREAK_MINUTES = 480


class Fold(StrEnum):
    """Which texts stay folded until they are asked for."""

    VIOLENT = "violent"
    """Long ones with words of violence."""
    ALL = "all"
    NONE = "none"


class Preferences(BaseModel):
    """Everything that one person can set; each field has a default, is stored by its name, and has a control of it.

    A new preference is one more field here and its control in ``preferences.html``. One that is a box to tick is off
    by default: what is not ticked is not sent.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    fold: Fold = Fold.VIOLENT
    break_after_minutes: int | None = Field(default=None, ge=0, le=MOST_BREAK_MINUTES)
    """Minutes at work after which a break is spoken of; 0: never; ``None``: what the operator set."""
    hide_scores: bool = False
    """Scores, labels and reasons stay hidden until this person has judged an item."""
    keys_off: bool = False
    """Single keys do nothing; for who speaks to the machine, or types without meaning to (WCAG 2.1.4)."""

    @classmethod
    def from_stored(cls, stored: Mapping[str, str]) -> Preferences:
        """Read what was stored; a name or value that this version does not know counts as not stored."""
        values = {name: json.loads(value) for name, value in stored.items() if name in cls.model_fields}
        try:
            return cls.model_validate(values)
        except ValidationError as error:
            faulty = {fault["loc"][0] for fault in error.errors()}
            return cls.model_validate({name: value for name, value in values.items() if name not in faulty})

    def to_store(self) -> dict[str, str]:
        """Return each value as JSON, by its name."""
        values = self.model_dump(mode="json", include=set(Preferences.model_fields))
        return {name: json.dumps(value) for name, value in values.items()}
