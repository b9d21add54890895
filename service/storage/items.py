"""Items on their way in: stored once, edited, seen again, missing from a later export."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from service.domain.items import ItemState
from service.domain.messages import text_sha256
from service.schema import ImportChannel as SqlImportChannel
from service.schema import Item as SqlItem
from service.schema import ItemVersion as SqlItemVersion
from service.storage.contacts import ContactStore
from service.storage.inserting import insert_ignoring

__all__ = ["ItemStore", "KnownItem", "NewItem", "TextChange"]


@dataclass(frozen=True, slots=True)
class KnownItem:
    """As much of a stored item as an import compares with."""

    id: UUID
    source_key: str
    text: str | None
    version: int
    edited_at: datetime | None
    priority: str | None = None


_KNOWN = (SqlItem.id, SqlItem.source_key, SqlItem.text, SqlItem.version, SqlItem.edited_at, SqlItem.priority)


@dataclass(frozen=True, slots=True)
class NewItem:
    """An item to be stored."""

    id: UUID
    channel_id: UUID
    platform: str
    source_key: str
    author_key: str | None
    forward_key: str | None
    reply_to_key: str | None
    kind: str
    text: str | None
    locator: str | None
    sent_at: datetime | None
    captured_at: datetime
    edited_at: datetime | None
    seen_import_id: UUID | None
    state: ItemState
    lane: str

    def as_row(self) -> dict[str, object]:
        """Return the row of the table, with what every new item has."""
        row: dict[str, object] = {name: getattr(self, name) for name in self.__slots__}
        row |= {"version": 1, "attempts": 0, "enqueued_at": self.captured_at}
        return row | {"text_sha256": text_sha256(self.text)}


@dataclass(frozen=True, slots=True)
class TextChange:
    """A known item whose text is another now."""

    known: KnownItem
    source_key: str
    kind: str
    text: str | None
    edited_at: datetime | None
    state: ItemState
    at: datetime


class ItemStore:
    """Writes items in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def by_source_keys(self, channel_id: UUID, keys: Collection[str]) -> dict[str, KnownItem]:
        """Return the items of a channel that are known under these keys."""
        rows = self._session.execute(
            select(*_KNOWN).where(SqlItem.channel_id == channel_id, SqlItem.source_key.in_(keys))
        )
        return {row.source_key: KnownItem(*row) for row in rows}

    def add(self, items: Sequence[NewItem]) -> list[UUID]:
        """Store new items and return the ids of those that no other process stored first."""
        insert_ignoring(self._session, SqlItem, [item.as_row() for item in items])
        ids = [item.id for item in items]
        return list(self._session.scalars(select(SqlItem.id).where(SqlItem.id.in_(ids)).order_by(SqlItem.id)))

    def change_text(self, change: TextChange) -> None:
        """Keep the earlier text as a version and put the new one in its place, to be scored anew."""
        known = change.known
        self._session.execute(
            insert(SqlItemVersion).values(
                item_id=known.id,
                version=known.version,
                text=known.text,
                edited_at=known.edited_at,
                replaced_at=change.at,
            )
        )
        self._session.execute(
            update(SqlItem)
            .where(SqlItem.id == known.id)
            .values(
                source_key=change.source_key,
                kind=change.kind,
                text=change.text,
                edited_at=change.edited_at,
                version=known.version + 1,
                state=change.state,
                state_reason=None,
                attempts=0,
                enqueued_at=change.at,
                queued_at=None,
                lang=None,
                recruitment=None,
                f4_sale=None,
                score=None,
                labels=None,
                tier=None,
                model_version=None,
                role=None,
                priority=None,
                priority_reason=None,
                decision_id=None,
                verdict=None,
                text_sha256=text_sha256(change.text),
            )
        )
        ContactStore(self._session).forget([known.id])  # what the new text names, its score will tell

    def mark_seen(self, ids: Collection[UUID], import_id: UUID) -> None:
        """Note that an import held these items."""
        if ids:
            self._session.execute(update(SqlItem).where(SqlItem.id.in_(ids)).values(seen_import_id=import_id))

    def unseen_siblings(
        self, channel_id: UUID, author_key: str | None, sent_at: datetime, import_id: UUID
    ) -> list[KnownItem]:
        """Return what the same author sent at the same time and this import did not hold."""
        rows = self._session.execute(
            select(*_KNOWN).where(
                SqlItem.channel_id == channel_id,
                SqlItem.author_key == author_key,
                SqlItem.sent_at == sent_at,
                SqlItem.seen_import_id != import_id,
            )
        )
        return [KnownItem(*row) for row in rows]

    def mark_vanished(self, channel_id: UUID, import_id: UUID, first: datetime, last: datetime) -> int:
        """Mark items that this export should hold and does not; return how many.

        Only items that an export no newer than this one held count: an older export that is imported late must
        not declare dead what a newer one has shown to live. The first instant is left out, since an export may
        begin in the middle of a minute.
        """
        earlier = select(SqlImportChannel.import_id).where(
            SqlImportChannel.channel_id == channel_id, SqlImportChannel.covers_until <= last
        )
        marked = self._session.scalars(
            update(SqlItem)
            .where(
                SqlItem.channel_id == channel_id,
                SqlItem.sent_at > first,
                SqlItem.sent_at <= last,
                SqlItem.seen_import_id != import_id,
                SqlItem.seen_import_id.in_(earlier),
                SqlItem.vanished_at.is_(None),
            )
            .values(vanished_at=last)
            .returning(SqlItem.id),
            execution_options={"synchronize_session": False},
        )
        return len(marked.all())

    def mark_returned(self, channel_id: UUID, import_id: UUID, last: datetime) -> int:
        """Take the mark from items that this newer export holds again; return how many."""
        returned = self._session.scalars(
            update(SqlItem)
            .where(
                SqlItem.channel_id == channel_id,
                SqlItem.seen_import_id == import_id,
                SqlItem.vanished_at < last,
            )
            .values(vanished_at=None)
            .returning(SqlItem.id),
            execution_options={"synchronize_session": False},
        )
        return len(returned.all())
