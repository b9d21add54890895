"""Reads which contacts the items of a campaign name, and what else names them; each question bounded."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, case, distinct, func, select
from sqlalchemy.orm import Session, aliased

from service.domain.contacts import LinkKind, NamingItems
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignItem as SqlMember
from service.schema import Channel as SqlChannel
from service.schema import ContactMention as SqlMention
from service.schema import Item as SqlItem

__all__ = ["ContactQueryStore", "Naming", "NamingElsewhere", "Whose"]


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose contacts are asked for: those of a campaign, or those of one item."""

    campaign_id: UUID | None
    """As people see it; for an item its campaign, whose other items are no news."""
    item_id: UUID | None = None
    """``None``: of all items of the campaign."""


@dataclass(frozen=True, slots=True)
class Naming:
    """How items name one contact."""

    contact_key: bytes
    item_id: UUID
    """The latest of them."""
    items: int
    channels: int
    first_seen: datetime
    last_seen: datetime


@dataclass(frozen=True, slots=True)
class NamingElsewhere:
    """What else names a contact."""

    links: list[NamingItems]
    """Seen last first."""
    total: int
    """Campaigns and single items, those in `links` too."""
    items: int
    """Items that were looked at."""


class ContactQueryStore:
    """Reads in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def named(self, whose: Whose, limit: int) -> tuple[list[Naming], int]:
        """Return the contacts that were seen last, and how many there are in all."""
        own = _mine(whose)
        last = func.max(SqlMention.seen_at)
        columns = (func.count(), func.count(distinct(SqlMention.channel_id)), func.min(SqlMention.seen_at), last)
        counted = select(SqlMention.contact_key, *columns, func.count().over()).where(own)
        counted = counted.group_by(SqlMention.contact_key).order_by(last.desc(), SqlMention.contact_key).limit(limit)
        rows = self._session.execute(counted).all()
        latest = self._latest(own, [row[0] for row in rows])
        return [Naming(bytes(row[0]), latest[bytes(row[0])], *row[1:5]) for row in rows], rows[0][5] if rows else 0

    def elsewhere(self, contact_key: bytes, whose: Whose, most_items: int, limit: int) -> NamingElsewhere:
        """Return what else names a contact, seen last first, of at most so many items: the latest ones."""
        rows = self._session.execute(_grouped(contact_key, whose, most_items).limit(limit)).all()
        links = [
            NamingItems(LinkKind.ITEM if row[0] is None else LinkKind.CAMPAIGN, row[0] or row[1], *row[2:6])
            for row in rows
        ]
        return NamingElsewhere(links, rows[0][6] if rows else 0, int(rows[0][7]) if rows else 0)

    def channel_names(self, item_ids: Collection[UUID]) -> dict[UUID, str]:
        """Return the names of the channels of items."""
        query = select(SqlItem.id, SqlChannel.name).join(SqlChannel, SqlChannel.id == SqlItem.channel_id)
        return {row[0]: row[1] for row in self._session.execute(query.where(SqlItem.id.in_(item_ids)))}

    def _latest(self, own: ColumnElement[bool], keys: Collection[bytes]) -> dict[bytes, UUID]:
        order = (SqlMention.seen_at.desc(), SqlMention.item_id.desc())
        place = func.row_number().over(partition_by=SqlMention.contact_key, order_by=order).label("place")
        ranked = select(SqlMention.contact_key, SqlMention.item_id, place)
        found = ranked.where(own, SqlMention.contact_key.in_(keys)).subquery()
        rows = self._session.execute(select(found.c.contact_key, found.c.item_id).where(found.c.place == 1))
        return {bytes(row[0]): row[1] for row in rows}


def _members(campaign_id: UUID) -> Select[UUID]:
    parts = select(SqlCampaign.id).where(SqlCampaign.root_id == campaign_id)
    return select(SqlMember.item_id).where(SqlMember.campaign_id.in_(parts))


def _mine(whose: Whose) -> ColumnElement[bool]:
    if whose.item_id is not None:
        return SqlMention.item_id == whose.item_id
    assert whose.campaign_id is not None  # noqa: S101  # one of them is given
    return SqlMention.item_id.in_(_members(whose.campaign_id))


def _others(whose: Whose) -> list[ColumnElement[bool]]:
    conditions = [] if whose.item_id is None else [SqlMention.item_id != whose.item_id]
    if whose.campaign_id is not None:
        mine = _members(whose.campaign_id).where(SqlMember.item_id == SqlMention.item_id)
        conditions.append(~mine.correlate(SqlMention).exists())
    return conditions


def _grouped(contact_key: bytes, whose: Whose, most_items: int) -> Select[Any]:
    """Select campaigns and single items among the latest that name a contact; walks the index and stops there."""
    latest = (
        select(SqlMention.item_id, SqlMention.channel_id, SqlMention.seen_at)
        .where(SqlMention.contact_key == contact_key, *_others(whose))
        .order_by(SqlMention.seen_at.desc(), SqlMention.item_id.desc())
        .limit(most_items)
        .subquery("latest")
    )
    own, root = aliased(SqlCampaign), aliased(SqlCampaign)
    folded = (
        select(
            case((root.items > 1, root.id)).label("campaign_id"),
            case((root.items > 1, None), else_=latest.c.item_id).label("item_id"),
            latest.c.channel_id,
            latest.c.seen_at,
        )
        .select_from(latest)
        .outerjoin(SqlMember, SqlMember.item_id == latest.c.item_id)
        .outerjoin(own, own.id == SqlMember.campaign_id)
        .outerjoin(root, root.id == own.root_id)
        .subquery("folded")
    )
    count, last = func.count(), func.max(folded.c.seen_at)
    columns = (count, func.count(distinct(folded.c.channel_id)), func.min(folded.c.seen_at), last)
    in_all = (func.count().over(), func.sum(func.count()).over())
    query = select(folded.c.campaign_id, folded.c.item_id, *columns, *in_all)
    query = query.group_by(folded.c.campaign_id, folded.c.item_id)
    return query.order_by(last.desc(), folded.c.campaign_id, folded.c.item_id)
