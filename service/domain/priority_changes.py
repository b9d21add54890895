"""Changes of an item's priority: what made each, and how the log tells it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

__all__ = ["PriorityCause", "PriorityChange"]


class PriorityCause(StrEnum):
    """What changed the priority of an item."""

    SCORE = "score"
    """The item was scored, for the first time or after an edit."""
    CONTEXT = "context"
    """It was scored again since a message came in beside it."""
    EDIT = "edit"
    """Its text was edited, so that what was said of the old one is void."""
    DECISION = "decision"
    """Somebody escalated it, or put it back into the queue."""
    UNDO = "undo"
    """A decision was taken back."""
    REPORT = "report"
    """Somebody reported that it was missed."""


@dataclass(frozen=True, slots=True)
class PriorityChange:
    """One change."""

    at: datetime
    actor: str
    """Id of the account or key, or `service.domain.access.SYSTEM`."""
    before: str | None
    after: str | None
    cause: PriorityCause
    reasons: tuple[str, ...]
    """Codes of what made the priority after it, where lont set it."""
    by_id: UUID | None
    """The item that came in beside it, or the decision."""
