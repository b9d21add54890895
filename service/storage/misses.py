"""Keeps reports of misses, and puts what was reported into the queue."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from service.domain.items import ItemState
from service.domain.misses import REPORTED, URGENCY, MissKind, MissReport
from service.schema import Item as SqlItem
from service.schema import MissReport as SqlMiss

__all__ = ["MissStore"]


class MissStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, report: MissReport) -> None:
        """Write a report; the item has none yet."""
        self._session.execute(insert(SqlMiss).values(asdict(report)))

    def of_items(self, item_ids: Collection[UUID]) -> dict[UUID, MissReport]:
        """Return the reports of these items, by item."""
        rows = self._session.scalars(select(SqlMiss).where(SqlMiss.item_id.in_(item_ids)))
        return {row.item_id: _report(row) for row in rows}

    def let_wait(self, report: MissReport) -> None:
        """Put a scored item into the queue, as urgent as what was reported."""
        values = {"state": ItemState.QUEUED, "priority": URGENCY[report.label], "priority_reason": [REPORTED]}
        self._session.execute(update(SqlItem).where(SqlItem.id == report.item_id).values(values))


def _report(row: SqlMiss) -> MissReport:
    values = {field.name: getattr(row, field.name) for field in fields(MissReport)}
    return MissReport(**values | {"kind": MissKind(row.kind)})
