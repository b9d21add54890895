"""Who calls the API and what a key may do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

__all__ = ["Caller", "Scope"]


class Scope(StrEnum):
    """What a key lets its holder do."""

    SCORE = "score"
    """Score texts, nothing stored."""
    INGEST = "ingest"
    """Hand items in."""
    READ = "read"
    """Read stored items with their text."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The holder of a key, as found for one request."""

    key_id: UUID | None
    """``None`` in score-only mode, where no database knows keys."""
    name: str
    scopes: frozenset[Scope]
