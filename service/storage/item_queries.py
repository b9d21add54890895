"""Reads items for people and programs: filtered, in pages by keyset, one by one with their surroundings."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from service.domain.addresses import message_address
from service.domain.items import NOBODY, ContextItem, ItemFilter, ItemRecord
from service.schema import Channel as SqlChannel
from service.schema import Item as SqlItem
from service.schema import Score as SqlScore

__all__ = ["ItemQueryStore", "PagePosition", "conditions", "records", "select_items"]

PagePosition = tuple[float | None, UUID]
"""Where a page ended: the score (``None`` in order of storing) and id of its last item."""
_Selected = Select[SqlItem, SqlChannel, SqlScore | None]
"""Item, its channel, its present score."""


class ItemQueryStore:
    """Reads in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def newest(self, wanted: ItemFilter, after: PagePosition | None, limit: int) -> list[ItemRecord]:
        """Return items in the order of storing, newest first."""
        query = select_items().where(*conditions(wanted)).order_by(SqlItem.id.desc()).limit(limit)
        if after is not None:
            query = query.where(SqlItem.id < after[1])
        return records(self._session, query)

    def highest(self, wanted: ItemFilter, after: PagePosition | None, limit: int) -> list[ItemRecord]:
        """Return items that have a score, highest first."""
        query = select_items().where(*conditions(wanted), SqlItem.score.is_not(None))
        query = query.order_by(SqlItem.score.desc(), SqlItem.id.desc()).limit(limit)
        if after is not None:
            score, item_id = after
            query = query.where(or_(SqlItem.score < score, and_(SqlItem.score == score, SqlItem.id < item_id)))
        return records(self._session, query)

    def get(self, item_id: UUID) -> ItemRecord | None:
        """Return one item, or ``None`` when there is none of that id."""
        found = records(self._session, select_items().where(SqlItem.id == item_id))
        return found[0] if found else None

    def named(self, item_ids: Collection[UUID]) -> list[ItemRecord]:
        """Return those of these items that there are, oldest first."""
        return records(self._session, select_items().where(SqlItem.id.in_(item_ids)).order_by(SqlItem.id))

    def surroundings(self, item_id: UUID, before: int, after: int) -> list[ContextItem]:
        """Return the item that it answers and its neighbours in the same channel, oldest first."""
        item = self._session.get(SqlItem, item_id)
        if item is None:
            return []
        found = [_context_item(row, "reply_to") for row in self._answered(item)]
        if item.sent_at is None:
            return found
        here = and_(SqlItem.channel_id == item.channel_id, SqlItem.id != item.id)
        earlier = or_(SqlItem.sent_at < item.sent_at, and_(SqlItem.sent_at == item.sent_at, SqlItem.id < item.id))
        later = or_(SqlItem.sent_at > item.sent_at, and_(SqlItem.sent_at == item.sent_at, SqlItem.id > item.id))
        up = select(SqlItem).where(here, earlier).order_by(SqlItem.sent_at.desc(), SqlItem.id.desc()).limit(before)
        down = select(SqlItem).where(here, later).order_by(SqlItem.sent_at, SqlItem.id).limit(after)
        found += [_context_item(row, "before") for row in reversed(self._session.scalars(up).all())]
        return found + [_context_item(row, "after") for row in self._session.scalars(down)]

    def count(self) -> int:
        """Return how many items are stored."""
        return self._session.scalar(select(func.count()).select_from(SqlItem)) or 0

    def _answered(self, item: SqlItem) -> Sequence[SqlItem]:
        if item.reply_to_key is None:
            return []
        return self._session.scalars(
            select(SqlItem).where(SqlItem.channel_id == item.channel_id, SqlItem.source_key == item.reply_to_key)
        ).all()


def records(session: Session, query: _Selected) -> list[ItemRecord]:
    """Return what a query by `select_items` finds."""
    return [_record(*row) for row in session.execute(query)]


def select_items() -> _Selected:
    """Return the query for items, each with its channel and its present score."""
    present = and_(
        SqlScore.item_id == SqlItem.id,
        SqlScore.item_version == SqlItem.version,
        SqlScore.model_version == SqlItem.model_version,
    )
    query = select(SqlItem, SqlChannel, SqlScore)
    return query.join(SqlChannel, SqlChannel.id == SqlItem.channel_id).outerjoin(SqlScore, present)


def conditions(wanted: ItemFilter) -> list[ColumnElement[bool]]:
    """Return what a filter asks of items; every field that is set must hold."""
    score = {"recruitment": SqlItem.recruitment, "f4_sale": SqlItem.f4_sale, None: SqlItem.score}[wanted.label]
    tests: dict[str, Callable[[Any], ColumnElement[bool]]] = {
        "label": lambda label: SqlItem.labels.contains(f"|{label}|"),
        "min_score": lambda least: score >= least,
        "state": lambda state: SqlItem.state == state,
        "platform": lambda platform: SqlItem.platform == platform,
        "lang": lambda lang: SqlItem.lang == lang,
        "channel_id": lambda channel_id: SqlItem.channel_id == channel_id,
        "priority": lambda priority: SqlItem.priority == priority,
        "sent_from": lambda first: SqlItem.sent_at >= first,
        "sent_until": lambda end: SqlItem.sent_at < end,
        "verdict": lambda verdict: SqlItem.verdict == verdict,
        "text": lambda part: SqlItem.text.icontains(part, autoescape=True),
        "channel_name": _in_channels_called,
        "captured_from": lambda first: SqlItem.captured_at >= first,
        "captured_until": lambda end: SqlItem.captured_at < end,
        "assigned_to": lambda who: SqlItem.assigned_to == who if who != NOBODY else SqlItem.assigned_to.is_(None),
    }
    return [test(value) for name, test in tests.items() if (value := getattr(wanted, name)) is not None]


def _in_channels_called(part: str) -> ColumnElement[bool]:
    named = select(SqlChannel.id).where(SqlChannel.name.icontains(part, autoescape=True))
    return SqlItem.channel_id.in_(named)


def _record(item: SqlItem, channel: SqlChannel, score: SqlScore | None) -> ItemRecord:
    return ItemRecord(
        id=item.id,
        channel_id=item.channel_id,
        channel_name=channel.name,
        platform=item.platform,
        source_key=item.source_key,
        author_key=item.author_key,
        sent_at=item.sent_at,
        captured_at=item.captured_at,
        edited_at=item.edited_at,
        vanished_at=item.vanished_at,
        kind=item.kind,
        text=item.text,
        version=item.version,
        locator=item.locator or message_address(item.platform, channel.public_address, item.source_key),
        state=item.state,
        state_reason=item.state_reason,
        lang=item.lang,
        recruitment=item.recruitment,
        f4_sale=item.f4_sale,
        labels=tuple(label for label in (item.labels or "").split("|") if label),
        tier=item.tier,
        model_version=item.model_version,
        priority=item.priority,
        priority_reason=tuple(item.priority_reason or ()),
        role=item.role,
        visibility=channel.visibility,
        channel_address=channel.public_address,
        verdict=item.verdict,
        decision_id=item.decision_id,
        text_sha256=item.text_sha256,
        explanation=tuple(score.explanation) if score else (),
        unsure=tuple(score.unsure or ()) if score else (),
        entities=tuple(score.entities or ()) if score else (),
        queued_at=item.queued_at,
        assigned_to=item.assigned_to,
    )


def _context_item(item: SqlItem, position: str) -> ContextItem:
    return ContextItem(item.id, item.text, item.author_key, item.sent_at, position)
