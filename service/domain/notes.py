"""A note: what a reviewer wants colleagues to know of an item, beside any decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

__all__ = ["LONGEST_NOTE", "ItemNote"]

LONGEST_NOTE = 2_000
"""Characters."""


@dataclass(frozen=True, slots=True)
class ItemNote:
    """Never changed, never sent to a platform."""

    id: UUID
    item_id: UUID
    text: str
    written_by: str
    """Actor id of whoever wrote it."""
    written_at: datetime
