"""What stands around items in their channels: neighbours in time, what they answer, and what answers them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import exists, or_, select, tuple_
from sqlalchemy.orm import Session, aliased

from service.schema import Item as SqlItem
from service.storage.scores import PendingItem, SelectPending, select_pending

__all__ = ["SurroundingsStore"]


class SurroundingsStore:
    """Reads in the caller's transaction; each query returns a bounded number of items, all with a text."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def item(self, item_id: UUID) -> PendingItem | None:
        """Return one item as its neighbours are read; ``None`` where its text is gone."""
        return next(iter(self._found(select_pending().where(SqlItem.id == item_id))), None)

    def between(self, channel_id: UUID, first: datetime, last: datetime, limit: int) -> list[PendingItem]:
        """Return the items that a channel held in a span of time, oldest first."""
        here = select_pending().where(SqlItem.channel_id == channel_id)
        query = here.where(SqlItem.sent_at >= first, SqlItem.sent_at <= last)
        return self._found(query.order_by(SqlItem.sent_at, SqlItem.id).limit(limit))

    def nearest(self, item: PendingItem, each_side: int) -> list[PendingItem]:
        """Return the items of its channel next to one that has a time, oldest first, without itself."""
        here, place = select_pending().where(SqlItem.channel_id == item.channel_id), (item.sent_at, item.id)
        order = tuple_(SqlItem.sent_at, SqlItem.id)
        before = here.where(order < place).order_by(SqlItem.sent_at.desc(), SqlItem.id.desc()).limit(each_side)
        after = here.where(order > place).order_by(SqlItem.sent_at, SqlItem.id).limit(each_side)
        return [*reversed(self._found(before)), *self._found(after)]

    def answered(self, replies: Collection[tuple[UUID, str]]) -> dict[tuple[UUID, str], PendingItem]:
        """Return the items that replies answer, by channel and source key."""
        if not replies:
            return {}
        query = select_pending().where(tuple_(SqlItem.channel_id, SqlItem.source_key).in_(list(replies)))
        return {(item.channel_id, item.source_key): item for item in self._found(query)}

    def answers(self, item: PendingItem, limit: int) -> list[PendingItem]:
        """Return what answers an item, the latest stored first; a message may have a million answers."""
        query = select_pending().where(SqlItem.channel_id == item.channel_id, SqlItem.reply_to_key == item.source_key)
        return self._found(query.where(SqlItem.id != item.id).order_by(SqlItem.id.desc()).limit(limit))

    def overtaken(self, item_ids: Collection[UUID]) -> set[UUID]:
        """Return those of the items that an answer came in before, or that were edited and have an answer."""
        answer = aliased(SqlItem)
        answered = exists().where(
            answer.channel_id == SqlItem.channel_id,
            answer.reply_to_key == SqlItem.source_key,
            or_(answer.id < SqlItem.id, SqlItem.version > 1),
        )
        return set(self._session.scalars(select(SqlItem.id).where(SqlItem.id.in_(item_ids), answered)))

    def _found(self, query: SelectPending) -> list[PendingItem]:
        return [PendingItem(*row) for row in self._session.execute(query)]
