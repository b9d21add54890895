"""Reads what stands beside an item: earlier ones of its author key, others of its campaign, verdicts on its copies."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from service.domain.items import ItemRecord
from service.domain.related import CopyVerdict, RelatedItem
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignItem as SqlMember
from service.schema import Channel as SqlChannel
from service.schema import Item as SqlItem

__all__ = ["RelatedStore"]

_Listed = Select[UUID, UUID, str, str, datetime | None, str | None]
"""Columns of `RelatedItem`."""


class RelatedStore:
    """Reads in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_author(self, item: ItemRecord, limit: int) -> list[RelatedItem]:
        """Return items under the same author key that were sent before this one, latest first."""
        if item.author_key is None or item.sent_at is None:
            return []
        query = _listed().where(
            SqlItem.author_key == item.author_key, SqlItem.sent_at <= item.sent_at, SqlItem.id != item.id
        )
        return self._items(query.order_by(SqlItem.sent_at.desc(), SqlItem.id.desc()).limit(limit))

    def of_campaign(self, item: ItemRecord, campaign_id: UUID, limit: int) -> list[RelatedItem]:
        """Return the other items of a campaign that were seen last."""
        query = _listed().join(SqlMember, SqlMember.item_id == SqlItem.id)
        query = query.where(SqlMember.campaign_id.in_(_parts(campaign_id)), SqlItem.id != item.id)
        return self._items(query.order_by(SqlMember.seen_at.desc(), SqlItem.id.desc()).limit(limit))

    def copies(self, item: ItemRecord, campaign_id: UUID) -> list[CopyVerdict]:
        """Return what holds for the other items of a campaign: first for those of the same normalised text."""
        own = select(SqlMember.exact_key).where(SqlMember.item_id == item.id).scalar_subquery()
        same_text = SqlMember.exact_key == own
        members = select(SqlItem.verdict, same_text.label("exact"), func.count().label("items"))
        members = members.join(SqlMember, SqlMember.item_id == SqlItem.id).where(
            SqlMember.campaign_id.in_(_parts(campaign_id)), SqlItem.id != item.id, SqlItem.verdict.is_not(None)
        )
        rows = self._session.execute(members.group_by(SqlItem.verdict, same_text)).all()
        found = [
            CopyVerdict(bool(exact), verdict, items, self._latest(campaign_id, verdict, item.id, exact=bool(exact)))
            for verdict, exact, items in rows
            if verdict is not None
        ]
        return sorted(found, key=lambda each: (not each.exact, each.verdict))

    def _latest(self, campaign_id: UUID, verdict: str, besides: UUID, *, exact: bool) -> UUID:
        own = select(SqlMember.exact_key).where(SqlMember.item_id == besides).scalar_subquery()
        same_text = SqlMember.exact_key == own if exact else SqlMember.exact_key != own
        query = select(SqlItem.id).join(SqlMember, SqlMember.item_id == SqlItem.id)
        query = query.where(SqlMember.campaign_id.in_(_parts(campaign_id)), same_text, SqlItem.verdict == verdict)
        query = query.where(SqlItem.id != besides).order_by(SqlItem.decision_id.desc()).limit(1)
        return self._session.scalars(query).one()

    def _items(self, query: _Listed) -> list[RelatedItem]:
        return [RelatedItem(*row) for row in self._session.execute(query)]


def _listed() -> _Listed:
    columns = (SqlItem.id, SqlItem.channel_id, SqlChannel.name, SqlItem.platform, SqlItem.sent_at, SqlItem.verdict)
    return select(*columns).join(SqlChannel, SqlChannel.id == SqlItem.channel_id)


def _parts(campaign_id: UUID) -> Select[UUID]:
    """Select a campaign and those that are part of it."""
    return select(SqlCampaign.id).where(SqlCampaign.root_id == campaign_id)
