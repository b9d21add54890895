"""Keeps claims: finds the next free item, and lets one reviewer of many have it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from service.domain.claims import Claim
from service.domain.items import ItemFilter
from service.schema import Claim as SqlClaim
from service.schema import Item as SqlItem
from service.storage.queue_queries import next_for

__all__ = ["ClaimStore"]


class ClaimStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def next_free(self, actor: str, wanted: ItemFilter, passed: UUID | None, now: datetime) -> UUID | None:
        """Return the first item that nobody else claims or holds, and hold it: first of what is assigned to `actor`."""
        taken = select(SqlClaim.item_id).where(
            SqlClaim.item_id == SqlItem.id, SqlClaim.expires_at > now, SqlClaim.claimed_by != actor
        )
        free = next_for(actor, wanted, passed).where(~taken.exists()).limit(1)
        for query in (free.where(SqlItem.assigned_to == actor), free):
            found = self._session.scalar(query.with_for_update(key_share=True, skip_locked=True))
            if found is not None:
                return found
        return None

    def put(self, claim: Claim, now: datetime) -> bool:
        """Write a claim where there is none, one that has run out, or one of the same reviewer; tell whether it was.

        The database decides between two that claim at once: whoever looked before the other had written comes second.
        """
        dialect = postgresql if self._session.get_bind().dialect.name == "postgresql" else sqlite
        values = asdict(claim)
        statement = dialect.insert(SqlClaim).values(values)
        statement = statement.on_conflict_do_update(
            index_elements=[SqlClaim.item_id],
            set_={name: value for name, value in values.items() if name != "item_id"},
            where=or_(SqlClaim.expires_at <= now, SqlClaim.claimed_by == claim.claimed_by),
        )
        return self._session.execute(statement.returning(SqlClaim.item_id)).first() is not None

    def extend(self, item_id: UUID, actor: str, until: datetime) -> bool:
        """Let a claim of this reviewer last longer, also one that has run out untaken; tell whether there is one."""
        mine = and_(SqlClaim.item_id == item_id, SqlClaim.claimed_by == actor)
        statement = update(SqlClaim).where(mine).values(expires_at=until).returning(SqlClaim.item_id)
        return self._session.execute(statement).first() is not None

    def get(self, item_id: UUID) -> Claim | None:
        """Return the claim on an item, also one that has run out."""
        row = self._session.get(SqlClaim, item_id, populate_existing=True)
        return None if row is None else _claim(row)

    def of_items(self, item_ids: Collection[UUID], now: datetime) -> dict[UUID, Claim]:
        """Return the claims that hold on these items, by item."""
        rows = self._session.scalars(select(SqlClaim).where(SqlClaim.item_id.in_(item_ids), SqlClaim.expires_at > now))
        return {row.item_id: _claim(row) for row in rows}

    def drop(self, item_id: UUID, token: UUID | None = None) -> None:
        """Free an item; with a token only from the claim that has it."""
        statement = delete(SqlClaim).where(SqlClaim.item_id == item_id)
        self._session.execute(statement if token is None else statement.where(SqlClaim.token == token))


def _claim(row: SqlClaim) -> Claim:
    return Claim(**{field.name: getattr(row, field.name) for field in fields(Claim)})
