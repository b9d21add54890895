"""What follows when an item is scored again in changed surroundings: never anything against what a person said."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from service.domain.items import ItemState, ScoreRow

__all__ = ["LEAST_CHANGE", "Effect", "PastScore", "ScoreChange", "ScoredItem", "effect_of"]

LEAST_CHANGE = 0.01
"""Scores that move by less are left as they were, unless labels or priority change with them."""


class Effect(StrEnum):
    """What a new score does to an item."""

    NONE = "none"
    """Nothing that one would notice has changed; nothing is written."""
    HOLDS = "holds"
    """It takes the place of the old one, with labels, priority and place in the queue."""
    NOTED = "noted"
    """It is written into the history alone, since a person has said something of the item or is called to it."""


@dataclass(frozen=True, slots=True)
class ScoredItem:
    """An item as it was scored before, locked until the transaction ends."""

    id: UUID
    version: int
    state: str
    recruitment: float
    f4_sale: float
    labels: tuple[str, ...]
    priority: str | None
    is_touched: bool
    """Somebody has said something of it, even if that was taken back, or it raised an alert."""
    inherited_id: UUID | None = None
    """The decision that holds, where it was taken over from an exact copy and nobody has looked at this item."""


@dataclass(frozen=True, slots=True)
class ScoreChange:
    """A change to be written into the history."""

    old: ScoredItem
    new: ScoreRow
    cause_id: UUID
    """The item that came in beside it."""
    holds: bool
    """Whether the item takes it on."""


@dataclass(frozen=True, slots=True)
class PastScore:
    """One change as the history of an item tells it."""

    at: datetime
    cause_id: UUID
    """The item that came in beside it."""
    model_version: str
    before: dict[str, float]
    after: dict[str, float]
    priority_before: str | None
    priority_after: str | None
    holds: bool
    """Whether the item took it on."""


def effect_of(old: ScoredItem, new: ScoreRow) -> Effect:
    """Return what a new score of the same text does.

    Of what a person has touched, only what becomes more urgent moves, and nothing of what is decided: a threat that
    shows itself later must not wait behind a "later", and a falling score takes nothing out of anybody's hands. A
    decision that was taken over from a copy is no person's on this item: it gives way to what is more urgent.
    """
    moved = max(abs(new.recruitment - old.recruitment), abs(new.f4_sale - old.f4_sale))
    if moved < LEAST_CHANGE and new.labels == old.labels and new.priority == old.priority:
        return Effect.NONE
    if old.state == ItemState.DECIDED and old.inherited_id is None:
        return Effect.NOTED
    if old.is_touched and not _is_more_urgent(new.priority, old.priority):
        return Effect.NOTED
    return Effect.HOLDS


def _is_more_urgent(one: str | None, other: str | None) -> bool:
    return one is not None and (other is None or one < other)
