"""Inserts rows that another process may be inserting at the same moment."""

from __future__ import annotations

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

__all__ = ["insert_ignoring"]


def insert_ignoring(session: Session, table: type, rows: list[dict[str, object]]) -> None:
    """Insert rows, passing by those whose key is there already (also when another process was faster)."""
    if not rows:
        return
    dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
    session.execute(dialect.insert(table).on_conflict_do_nothing(), rows)
