"""Keeps to whom an item is assigned."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.schema import Item as SqlItem

__all__ = ["AssignmentStore", "Held"]


@dataclass(frozen=True, slots=True)
class Held:
    """As much of an item as an assignment needs, locked until the transaction ends."""

    state: str
    assigned_to: str | None


class AssignmentStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def lock(self, item_id: UUID) -> Held | None:
        """Return an item and hold it, so that of two who assign it one comes after the other."""
        query = select(SqlItem.state, SqlItem.assigned_to).where(SqlItem.id == item_id)
        row = self._session.execute(query.with_for_update(key_share=True)).one_or_none()
        return None if row is None else Held(*row)

    def put(self, item_id: UUID, assigned_to: str | None) -> None:
        """Note to whom an item is assigned; ``None``: to nobody."""
        self._session.execute(update(SqlItem).where(SqlItem.id == item_id).values(assigned_to=assigned_to))

    def take_back(self, actor: str) -> Sequence[UUID]:
        """Assign to nobody what is assigned to somebody, also what is decided and may come back; return which."""
        mine = update(SqlItem).where(SqlItem.assigned_to == actor).values(assigned_to=None)
        return sorted(self._session.scalars(mine.returning(SqlItem.id)))
