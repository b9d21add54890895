"""Keeps evidence; nothing here changes or replaces any."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from service.domain.evidence import EvidenceRecord
from service.schema import Evidence as SqlEvidence

__all__ = ["EvidenceStore"]

_COLUMNS = [getattr(SqlEvidence, field.name) for field in fields(EvidenceRecord)]


class EvidenceStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, record: EvidenceRecord, content: bytes) -> None:
        """Write one piece of evidence."""
        self._session.execute(insert(SqlEvidence).values(asdict(record) | {"content": content}))

    def of_items(self, item_ids: Collection[UUID]) -> list[EvidenceRecord]:
        """Return what was captured of these items, oldest first, without the contents."""
        query = select(*_COLUMNS).where(SqlEvidence.item_id.in_(item_ids)).order_by(SqlEvidence.id)
        return [EvidenceRecord(*row) for row in self._session.execute(query)]

    def content(self, evidence_id: UUID) -> tuple[EvidenceRecord, bytes] | None:
        """Return one piece of evidence with its content."""
        row = self._session.get(SqlEvidence, evidence_id)
        if row is None:
            return None
        return EvidenceRecord(*(getattr(row, field.name) for field in fields(EvidenceRecord))), bytes(row.content)
