"""Reports of misses: what a person found elsewhere and lont should have found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

__all__ = ["REPORTED", "URGENCY", "MissKind", "MissReport"]

REPORTED = "reported_missed"
"""Reason of the priority of an item that waits since somebody reported it."""
URGENCY = {"recruitment": "P1", "f4_sale": "P3"}
"""Priority of what was reported as this label: that of any item on which it is raised."""


class MissKind(StrEnum):
    """What went wrong."""

    NOT_RAISED = "not_raised"
    """It was stored and scored, and the label was not raised: a miss of the model."""
    NOT_STORED = "not_stored"
    """It was never taken in: a miss of the collection."""


@dataclass(frozen=True, slots=True)
class MissReport:
    """One report; an item has at most one."""

    id: UUID
    item_id: UUID
    item_version: int
    kind: MissKind
    label: str
    """What it should have been raised as."""
    note: str | None
    recruitment: float | None
    """Scores and model at the report; ``None``: it had none yet."""
    f4_sale: float | None
    model_version: str | None
    reported_by: str
    reported_at: datetime
