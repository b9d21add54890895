"""What else is known of what an item belongs to: its author's other items, its campaign's, and said of its copies."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

__all__ = ["CopyVerdict", "Related", "RelatedItem"]


@dataclass(frozen=True, slots=True)
class RelatedItem:
    """An item in a list beside another one: when, where, and what was decided. No text, no score."""

    id: UUID
    channel_id: UUID
    channel_name: str
    platform: str
    sent_at: datetime | None
    verdict: str | None
    """Of the decision that holds."""


@dataclass(frozen=True, slots=True)
class CopyVerdict:
    """How many copies a verdict holds for."""

    exact: bool
    """Of the same normalised text; otherwise near-copies of the same campaign."""
    verdict: str
    items: int
    latest: UUID
    """The item among them that was decided last."""


@dataclass(frozen=True, slots=True)
class Related:
    """What else is known."""

    of_author: Sequence[RelatedItem] = ()
    """Earlier items under the same author key, latest first, at most 10."""
    of_campaign: Sequence[RelatedItem] = ()
    """Other items of the campaign, latest first, at most 10."""
    copies: Sequence[CopyVerdict] = ()
    """Exact copies first."""
