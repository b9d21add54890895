"""Contacts on their way in: which items name them, as keyed hashes."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import and_, delete, func, select
from sqlalchemy.orm import Session

from service.domain.contacts import Mention
from service.schema import ContactMention as SqlMention
from service.schema import Item as SqlItem
from service.schema import Score as SqlScore
from service.storage.inserting import insert_ignoring

__all__ = ["ContactStore", "SaidEntities"]


@dataclass(frozen=True, slots=True)
class SaidEntities:
    """What was read of the present text of an item, and what tells how to read it."""

    item_id: UUID
    item_version: int
    platform: str
    lang: str | None
    entities: Sequence[dict[str, Any]]


class ContactStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def replace(self, item_ids: Collection[UUID], mentions: Sequence[Mention]) -> None:
        """Let items name these contacts and no others; the caller holds the items."""
        self.forget(item_ids)
        if not mentions:
            return
        seen_at = func.coalesce(SqlItem.sent_at, SqlItem.captured_at, type_=SqlItem.captured_at.type)
        naming = SqlItem.id.in_({each.item_id for each in mentions})
        rows = self._session.execute(select(SqlItem.id, SqlItem.channel_id, seen_at).where(naming))
        seen = {row[0]: {"channel_id": row[1], "seen_at": row[2]} for row in rows}
        insert_ignoring(self._session, SqlMention, [asdict(each) | seen[each.item_id] for each in mentions])

    def forget(self, item_ids: Collection[UUID]) -> None:
        """Let items name no contact: their text is another now, or gone."""
        self._session.execute(delete(SqlMention).where(SqlMention.item_id.in_(item_ids)))

    def platforms(self, item_ids: Collection[UUID]) -> dict[UUID, str]:
        """Return where items were posted."""
        rows = self._session.execute(select(SqlItem.id, SqlItem.platform).where(SqlItem.id.in_(item_ids)))
        return {row[0]: row[1] for row in rows}

    def said(self, item_ids: Collection[UUID]) -> list[SaidEntities]:
        """Return what was read of the present texts of items that have one and a score."""
        return self._said(select(*_SAID).where(SqlItem.id.in_(item_ids)))

    def said_after(self, item_id: UUID | None, limit: int) -> list[SaidEntities]:
        """Return the same of the next items in the order of storing, and hold them."""
        query = select(*_SAID).order_by(SqlItem.id).limit(limit).with_for_update(of=SqlItem, key_share=True)
        return self._said(query if item_id is None else query.where(SqlItem.id > item_id))

    def _said(self, query: Any) -> list[SaidEntities]:  # noqa: ANN401  # a Select of `_SAID`
        present = and_(
            SqlScore.item_id == SqlItem.id,
            SqlScore.item_version == SqlItem.version,
            SqlScore.model_version == SqlItem.model_version,
        )
        query = query.join(SqlScore, present).where(SqlItem.text.is_not(None))
        return [SaidEntities(row[0], row[1], row[2], row[3], row[4] or ()) for row in self._session.execute(query)]


_SAID = (SqlItem.id, SqlItem.version, SqlItem.platform, SqlItem.lang, SqlScore.entities)
