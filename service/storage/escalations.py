"""Keeps what people note beside escalations."""

from __future__ import annotations

from dataclasses import asdict, fields
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.escalations import EscalationFacts, EscalationRecord
from service.schema import Escalation as SqlEscalation

__all__ = ["EscalationStore"]

_FACTS = [field.name for field in fields(EscalationFacts)]


class EscalationStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, decision_id: UUID) -> EscalationRecord | None:
        """Return what was noted beside one decision."""
        row = self._session.get(SqlEscalation, decision_id, populate_existing=True)
        return None if row is None else _record(row)

    def latest(self, item_id: UUID) -> EscalationRecord | None:
        """Return what was noted beside the last escalation of an item of which anything was noted."""
        query = select(SqlEscalation).where(SqlEscalation.item_id == item_id)
        row = self._session.scalar(query.order_by(SqlEscalation.decision_id.desc()).limit(1))
        return None if row is None else _record(row)

    def put(self, record: EscalationRecord) -> None:
        """Write what is noted now; the item is held by whoever writes."""
        values = {"changed_by": record.changed_by, "changed_at": record.changed_at, **asdict(record.facts)}
        row = self._session.get(SqlEscalation, record.decision_id)
        if row is None:
            self._session.add(SqlEscalation(decision_id=record.decision_id, item_id=record.item_id, **values))
        else:
            for name, value in values.items():
                setattr(row, name, value)
        self._session.flush()


def _record(row: SqlEscalation) -> EscalationRecord:
    facts = EscalationFacts(**{name: getattr(row, name) for name in _FACTS})
    return EscalationRecord(row.decision_id, row.item_id, facts, row.changed_by, row.changed_at)
