"""Keeps which decision the next exact copy of an item takes over."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import AbstractContextManager
from uuid import UUID

from sqlalchemy import delete, select, tuple_, update
from sqlalchemy.orm import Session

from service.domain.decisions import DecisionRecord
from service.schema import CampaignItem as SqlMember
from service.schema import Decision as SqlDecision
from service.schema import Precedent as SqlPrecedent
from service.storage.decisions import decision_of
from service.storage.inserting import insert_ignoring

__all__ = ["CopyKey", "PrecedentStore"]

CopyKey = tuple[bytes, bytes]
"""Exact key and context key."""


class PrecedentStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def attempt(self) -> AbstractContextManager[object]:
        """Begin what, if it fails, is taken back alone; what the transaction did before stays."""
        return self._session.begin_nested()

    def key_of(self, item_id: UUID, version: int) -> CopyKey | None:
        """Return by what copies of an item are known; ``None`` for one that is in no campaign."""
        query = select(SqlMember.exact_key, SqlMember.context_key)
        row = self._session.execute(
            query.where(SqlMember.item_id == item_id, SqlMember.item_version == version)
        ).one_or_none()
        return None if row is None else (bytes(row[0]), bytes(row[1]))

    def put(self, key: CopyKey, decision_id: UUID) -> None:
        """Let copies take over this decision, and no earlier one."""
        here = (SqlPrecedent.exact_key == key[0], SqlPrecedent.context_key == key[1])
        changed = self._session.scalars(
            update(SqlPrecedent).where(*here).values(decision_id=decision_id).returning(SqlPrecedent.decision_id),
            execution_options={"synchronize_session": False},
        )
        if not changed.all():
            row = {"exact_key": key[0], "context_key": key[1], "decision_id": decision_id}
            insert_ignoring(self._session, SqlPrecedent, [row])

    def clear(self, keys: Collection[CopyKey]) -> None:
        """Let copies of these keys take over nothing; waits for those that are about to."""
        at = tuple_(SqlPrecedent.exact_key, SqlPrecedent.context_key)
        self._session.execute(delete(SqlPrecedent).where(at.in_(sorted(keys))))

    def drop(self, decision_id: UUID) -> None:
        """Let no copy take over this decision any more; waits for those that are about to."""
        self._session.execute(delete(SqlPrecedent).where(SqlPrecedent.decision_id == decision_id))

    def find(self, keys: Collection[CopyKey]) -> dict[CopyKey, DecisionRecord]:
        """Return the decisions to take over, held against being undone until the transaction ends."""
        query = select(SqlPrecedent, SqlDecision).join(SqlDecision, SqlDecision.id == SqlPrecedent.decision_id)
        query = query.where(tuple_(SqlPrecedent.exact_key, SqlPrecedent.context_key).in_(list(keys)))
        rows = self._session.execute(query.order_by(SqlPrecedent.exact_key).with_for_update(of=SqlPrecedent, read=True))
        return {(bytes(at.exact_key), bytes(at.context_key)): decision_of(decision) for at, decision in rows}
