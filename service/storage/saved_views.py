"""Keeps saved views; each statement names the account, so that nobody reaches those of another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, fields
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from service.domain.saved_views import SavedView
from service.schema import SavedView as SqlView
from service.storage.inserting import insert_ignoring

__all__ = ["SavedViewStore"]


class SavedViewStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of(self, account_id: UUID) -> Sequence[SavedView]:
        """Return the views of an account, in the order in which they were made."""
        rows = self._session.scalars(select(SqlView).where(SqlView.account_id == account_id).order_by(SqlView.id))
        return [SavedView(**{field.name: getattr(row, field.name) for field in fields(SavedView)}) for row in rows]

    def add(self, view: SavedView) -> bool:
        """Store a view; return whether its name was free in its account."""
        insert_ignoring(self._session, SqlView, [asdict(view) | {"filters": dict(view.filters)}])
        return self._session.scalar(select(SqlView.id).where(SqlView.id == view.id)) is not None

    def rename(self, account_id: UUID, view_id: UUID, name: str) -> bool:
        """Give a view of an account another name; return whether there is one."""
        mine = update(SqlView).where(SqlView.account_id == account_id, SqlView.id == view_id)
        return self._session.execute(mine.values(name=name).returning(SqlView.id)).first() is not None

    def delete(self, account_id: UUID, view_id: UUID) -> bool:
        """Forget a view of an account; return whether there was one."""
        mine = delete(SqlView).where(SqlView.account_id == account_id, SqlView.id == view_id)
        return self._session.execute(mine.returning(SqlView.id)).first() is not None
