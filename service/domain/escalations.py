"""What people note beside an escalation: whether the police know, what makes them think so, who else was told."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

__all__ = ["EscalationFacts", "EscalationRecord"]


@dataclass(frozen=True, slots=True)
class EscalationFacts:
    """What was noted; ``None``: nothing."""

    police_told_at: datetime | None = None
    police_channel: str | None = None
    """As in a takedown request: ``112``, ``0900-8844``, ``police_liaison`` or ``aangifte``."""
    police_reference: str | None = None
    """At most 200 characters."""
    target: str | None = None
    """At most 500 characters, as each of the following."""
    time: str | None = None
    person: str | None = None
    told: str | None = None
    """Who was told besides the people on call."""


@dataclass(frozen=True, slots=True)
class EscalationRecord:
    """All that was noted beside one decision to escalate."""

    decision_id: UUID
    item_id: UUID
    facts: EscalationFacts
    changed_by: str
    changed_at: datetime
