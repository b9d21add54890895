"""Keeps what people set for themselves, one row a value."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.schema import AccountPreference as SqlPreference

__all__ = ["PreferenceStore"]


class PreferenceStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_account(self, account_id: UUID) -> dict[str, str]:
        """Return values as JSON, by name."""
        mine = select(SqlPreference.name, SqlPreference.value).where(SqlPreference.account_id == account_id)
        return {row.name: row.value for row in self._session.execute(mine)}

    def put(self, account_id: UUID, values: Mapping[str, str]) -> None:
        """Store values over those of the same names."""
        dialect = postgresql if self._session.get_bind().dialect.name == "postgresql" else sqlite
        rows = [{"account_id": account_id, "name": name, "value": value} for name, value in values.items()]
        statement = dialect.insert(SqlPreference).values(rows)
        key = [SqlPreference.account_id, SqlPreference.name]
        self._session.execute(
            statement.on_conflict_do_update(index_elements=key, set_={"value": statement.excluded.value})
        )
