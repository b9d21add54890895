"""A saved view: a part of the queue under a name, of one account."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

__all__ = ["MOST_VIEWS", "SavedView"]

MOST_VIEWS = 12
"""Of one account: each is counted whenever the queue is shown."""


@dataclass(frozen=True, slots=True)
class SavedView:
    """Filters as the form of the queue sends them; who reads them checks them as it does the form."""

    id: UUID
    account_id: UUID
    name: str
    filters: Mapping[str, Any]
    created_at: datetime
