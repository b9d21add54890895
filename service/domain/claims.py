"""A claim: the exclusive lease of one reviewer on one item, which ends by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

__all__ = ["Claim"]


@dataclass(frozen=True, slots=True)
class Claim:
    """As long as it lasts, nobody else is handed the item, and nobody else decides it."""

    item_id: UUID
    token: UUID
    """Told to whoever claimed; another one each time that the item is taken, also by the same reviewer."""
    claimed_by: str
    """Actor id of the reviewer."""
    claimed_at: datetime
    expires_at: datetime

    def holds(self, now: datetime) -> bool:
        """Tell whether it has not run out."""
        return self.expires_at > now
