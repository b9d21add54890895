"""Keeps decisions, and beside the item the one that holds."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, dataclass, fields
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from service.domain.decisions import DecisionRecord, DecisionSpan, Verdict
from service.domain.items import ItemState
from service.schema import Decision as SqlDecision
from service.schema import Item as SqlItem

__all__ = ["DecisionStore", "ItemUnderReview", "decision_of"]

_FIELDS = [field.name for field in fields(DecisionRecord)]


@dataclass(frozen=True, slots=True)
class ItemUnderReview:
    """As much of an item as a decision needs, locked until the transaction ends."""

    id: UUID
    version: int
    state: str
    labels: str | None
    priority: str | None
    model_version: str | None
    decision_id: UUID | None
    verdict: str | None
    text: str | None


class DecisionStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock_item(self, item_id: UUID) -> ItemUnderReview | None:
        """Return an item and hold it, so that of two deciders one comes after the other."""
        columns = [getattr(SqlItem, field.name) for field in fields(ItemUnderReview)]
        query = select(*columns).where(SqlItem.id == item_id).with_for_update(key_share=True)
        row = self._session.execute(query).one_or_none()
        return None if row is None else ItemUnderReview(*row)

    def add(self, decision: DecisionRecord) -> None:
        """Write a decision; it is never changed again."""
        values = asdict(decision) | {
            "labels": list(decision.labels),
            "spans": [asdict(each) for each in decision.spans],
        }
        self._session.execute(insert(SqlDecision).values(values))

    def set_standing(self, item_id: UUID, decision: DecisionRecord | None, state: str, priority: str | None) -> None:
        """Note which decision holds for an item (``None``: none), and what follows of it."""
        self._session.execute(
            update(SqlItem)
            .where(SqlItem.id == item_id)
            .values(
                decision_id=decision.id if decision else None,
                verdict=decision.verdict if decision else None,
                state=state,
                priority=priority,
                queued_at=func.coalesce(SqlItem.queued_at, datetime.now(UTC)) if state == ItemState.QUEUED else None,
            )
        )

    def get(self, decision_id: UUID) -> DecisionRecord | None:
        """Return one decision."""
        row = self._session.get(SqlDecision, decision_id)
        return None if row is None else decision_of(row)

    def of_item(self, item_id: UUID) -> list[DecisionRecord]:
        """Return everything that was decided of an item, oldest first."""
        rows = self._session.scalars(select(SqlDecision).where(SqlDecision.item_id == item_id).order_by(SqlDecision.id))
        return [decision_of(row) for row in rows]

    def judged_by(self, actor: str, item_ids: Collection[UUID]) -> set[UUID]:
        """Return those of some items of which somebody has said what they are, whether it still holds or not."""
        if not item_ids:
            return set()
        found = self._session.scalars(
            select(SqlDecision.item_id).where(
                SqlDecision.item_id.in_(item_ids),
                SqlDecision.decided_by == actor,
                SqlDecision.verdict != Verdict.DEFER,
                SqlDecision.undoes.is_(None),
            )
        )
        return set(found)

    def taken_over(self, decision_id: UUID) -> list[DecisionRecord]:
        """Return the decisions that hold and were taken over from this one."""
        rows = self._session.scalars(
            select(SqlDecision)
            .join(SqlItem, SqlItem.decision_id == SqlDecision.id)
            .where(SqlDecision.inherited_from == decision_id)
            .order_by(SqlDecision.item_id)
        )
        return [decision_of(row) for row in rows]

    def due(self, now: datetime, limit: int) -> list[tuple[UUID, UUID]]:
        """Return item and decision of what was put off until a time that has come; the earliest first."""
        query = select(SqlDecision.item_id, SqlDecision.id).join(SqlItem, SqlItem.decision_id == SqlDecision.id)
        query = query.where(SqlDecision.defer_until <= now).order_by(SqlDecision.defer_until).limit(limit)
        return [(row[0], row[1]) for row in self._session.execute(query)]

    def confirmed(self, item_ids: Collection[UUID]) -> dict[UUID, DecisionRecord]:
        """Return the decisions to confirm that hold for these items, by item."""
        rows = self._session.scalars(
            select(SqlDecision)
            .join(SqlItem, SqlItem.decision_id == SqlDecision.id)
            .where(SqlItem.id.in_(item_ids), SqlItem.verdict == "confirm")
        )
        return {row.item_id: decision_of(row) for row in rows}


def decision_of(row: SqlDecision) -> DecisionRecord:
    """Return a row as the other layers know it."""
    values = {name: getattr(row, name) for name in _FIELDS}
    return DecisionRecord(
        **values | {"labels": tuple(row.labels), "spans": tuple(DecisionSpan(**each) for each in row.spans)}
    )
