"""Reads campaigns for people and programs: in pages, and one with its channels, days and variants."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import and_, case, distinct, func, or_, select
from sqlalchemy.orm import Session

from service.domain.campaigns import CampaignChannel, CampaignSummary, CampaignVariant, DayCount
from service.domain.items import ItemState
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignItem as SqlMember
from service.schema import Channel as SqlChannel
from service.schema import Item as SqlItem
from service.storage.campaign_variants import CampaignVariants, members_of

__all__ = ["CampaignPosition", "CampaignQueryStore"]

CampaignPosition = tuple[datetime, UUID]
"""Where a page ended: when its last campaign was last seen, and its id."""


class CampaignQueryStore:
    """Reads in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(self, min_items: int, after: CampaignPosition | None, limit: int) -> list[CampaignSummary]:
        """Return campaigns of so many items or more, the one that was seen last first."""
        query = select(SqlCampaign).where(SqlCampaign.items >= min_items)
        query = query.order_by(SqlCampaign.last_seen.desc(), SqlCampaign.id.desc()).limit(limit)
        if after is not None:
            seen, campaign_id = after
            earlier = and_(SqlCampaign.last_seen == seen, SqlCampaign.id < campaign_id)
            query = query.where(or_(SqlCampaign.last_seen < seen, earlier))
        return self._summaries(list(self._session.scalars(query)))

    def get(self, campaign_id: UUID) -> CampaignSummary | None:
        """Return one campaign that has items and is not part of another."""
        query = select(SqlCampaign).where(SqlCampaign.id == campaign_id, SqlCampaign.items > 0)
        found = self._summaries(list(self._session.scalars(query)))
        return found[0] if found else None

    def of_item(self, item_id: UUID) -> UUID | None:
        """Return the campaign of an item, as people see it."""
        query = select(SqlCampaign.root_id).join(SqlMember, SqlMember.campaign_id == SqlCampaign.id)
        return self._session.scalar(query.where(SqlMember.item_id == item_id))

    def root_of(self, campaign_id: UUID) -> UUID | None:
        """Return what people see a campaign as; ``None`` when there is none of that id."""
        return self._session.scalar(select(SqlCampaign.root_id).where(SqlCampaign.id == campaign_id))

    def channels(self, campaign_id: UUID, limit: int) -> list[CampaignChannel]:
        """Return where a campaign was seen, most items first."""
        columns = (SqlMember.channel_id, func.count(), func.min(SqlMember.seen_at), func.max(SqlMember.seen_at))
        counted = members_of(campaign_id, *columns).group_by(SqlMember.channel_id)
        rows = self._session.execute(counted.order_by(func.count().desc(), SqlMember.channel_id).limit(limit)).all()
        ids = [row[0] for row in rows]
        named = {each.id: each for each in self._session.scalars(select(SqlChannel).where(SqlChannel.id.in_(ids)))}
        return [CampaignChannel(row[0], named[row[0]].name, named[row[0]].platform, *row[1:]) for row in rows]

    def days(self, campaign_id: UUID) -> list[DayCount]:
        """Return how many items each day has that has any, oldest first."""
        query = members_of(campaign_id, SqlMember.day, func.count()).group_by(SqlMember.day).order_by(SqlMember.day)
        return [DayCount(row[0], row[1]) for row in self._session.execute(query)]

    def variants(self, campaign_id: UUID, limit: int, *, waiting: bool = False) -> list[CampaignVariant]:
        """Return the texts of a campaign, that of its first item first; each as its first item has it.

        With `waiting` only those of which an item waits for review.
        """
        return CampaignVariants(self._session, campaign_id).first(limit, waiting=waiting)

    def decided(self, campaign_id: UUID, besides: UUID) -> CampaignVariant | None:
        """Return a variant that was decided on another item: that of the same text if there is one, else the latest."""
        own = select(SqlMember.exact_key).where(SqlMember.item_id == besides).scalar_subquery()
        query = members_of(campaign_id, SqlMember.exact_key).join(SqlItem, SqlItem.id == SqlMember.item_id)
        query = query.where(SqlItem.state == ItemState.DECIDED, SqlMember.item_id != besides)
        of_own_text = case((SqlMember.exact_key == own, 0), else_=1)
        key = self._session.scalar(query.order_by(of_own_text, SqlItem.decision_id.desc()).limit(1))
        return None if key is None else CampaignVariants(self._session, campaign_id).of(key)

    def _summaries(self, campaigns: Collection[SqlCampaign]) -> list[CampaignSummary]:
        found = (self._summary(campaign) for campaign in campaigns)
        return [each for each in found if each is not None]

    def _summary(self, campaign: SqlCampaign) -> CampaignSummary | None:
        waiting = func.sum(case((SqlItem.state == ItemState.QUEUED, 1), else_=0))
        counts = func.count(distinct(SqlMember.exact_key)), func.count(distinct(SqlMember.channel_id)), waiting
        counted = members_of(campaign.id, *counts).join(SqlItem, SqlItem.id == SqlMember.item_id)
        variants, channels, open_items = self._session.execute(counted).one()
        said = case((SqlItem.version == SqlMember.item_version, SqlItem.text))  # of another version it is another text
        first = members_of(campaign.id, SqlMember.item_id, said).join(SqlItem, SqlItem.id == SqlMember.item_id)
        shown = self._session.execute(first.order_by(SqlMember.seen_at, SqlMember.item_id).limit(1)).one_or_none()
        if shown is None:  # it became part of another since it was read
            return None
        item_id, text = shown
        platforms = members_of(campaign.id, SqlChannel.platform).join(SqlChannel, SqlChannel.id == SqlMember.channel_id)
        platforms = platforms.distinct().order_by(SqlChannel.platform)
        return CampaignSummary(
            id=campaign.id,
            items=campaign.items,
            variants=variants,
            channels=channels,
            platforms=tuple(self._session.scalars(platforms)),
            waiting=open_items or 0,
            first_seen=campaign.first_seen,
            last_seen=campaign.last_seen,
            item_id=item_id,
            text=text,
        )
