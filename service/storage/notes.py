"""Keeps notes on items."""

from __future__ import annotations

from dataclasses import asdict, fields
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from service.domain.notes import ItemNote
from service.schema import Item as SqlItem
from service.schema import ItemNote as SqlNote

__all__ = ["NoteStore"]


class NoteStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def has_item(self, item_id: UUID) -> bool:
        """Return whether there is an item of that id."""
        return self._session.scalar(select(SqlItem.id).where(SqlItem.id == item_id)) is not None

    def add(self, note: ItemNote) -> None:
        """Write a note; it is never changed again."""
        self._session.execute(insert(SqlNote).values(asdict(note)))

    def of_item(self, item_id: UUID) -> list[ItemNote]:
        """Return the notes on an item, oldest first."""
        rows = self._session.scalars(select(SqlNote).where(SqlNote.item_id == item_id).order_by(SqlNote.id))
        return [ItemNote(**{field.name: getattr(row, field.name) for field in fields(ItemNote)}) for row in rows]
