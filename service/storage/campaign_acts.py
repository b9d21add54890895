"""Moves items and texts between campaigns, and keeps what people did to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict
from uuid import UUID

from sqlalchemy import insert, or_, select, update
from sqlalchemy.orm import Session

from service.domain.campaigns import CampaignAct, CampaignEvent
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignEvent as SqlEvent
from service.schema import CampaignItem as SqlMember
from service.schema import CampaignParting as SqlParting
from service.schema import CampaignText as SqlText
from service.storage.inserting import insert_ignoring

__all__ = ["CampaignActStore"]


class CampaignActStore:
    """Reads and writes in the caller's transaction, which has taken its turn."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_event(self, event: CampaignEvent) -> None:
        """Write an act; it is never changed again."""
        self._session.execute(insert(SqlEvent).values(asdict(event) | {"moved": list(event.moved)}))

    def event(self, event_id: UUID) -> CampaignEvent | None:
        """Return one act."""
        row = self._session.get(SqlEvent, event_id)
        return None if row is None else _event(row)

    def events(self, campaign_id: UUID) -> list[CampaignEvent]:
        """Return what was done to a campaign and to those that are part of it, oldest first."""
        parts = select(SqlCampaign.id).where(SqlCampaign.root_id == campaign_id)
        about = or_(SqlEvent.campaign_id.in_(parts), SqlEvent.other_id.in_(parts))
        return [_event(row) for row in self._session.scalars(select(SqlEvent).where(about).order_by(SqlEvent.id))]

    def undoing(self, event_id: UUID) -> UUID | None:
        """Return the act that took this one back."""
        return self._session.scalar(select(SqlEvent.id).where(SqlEvent.undoes == event_id))

    def parts(self, root_id: UUID) -> list[UUID]:
        """Return a campaign and those that are part of it."""
        query = select(SqlCampaign.id).where(SqlCampaign.root_id == root_id).order_by(SqlCampaign.id)
        return list(self._session.scalars(query))

    def set_root(self, campaign_ids: Collection[UUID], root_id: UUID) -> None:
        """Let campaigns be seen as this one; what is part of another counts no items of its own."""
        query = update(SqlCampaign).where(SqlCampaign.id.in_(campaign_ids)).values(root_id=root_id, items=0)
        self._session.execute(query)

    def members(self, root_id: UUID, item_ids: Collection[UUID], exact_keys: Collection[bytes]) -> list[SqlMember]:
        """Return the memberships in a campaign of these items and of all items with these texts."""
        wanted = or_(SqlMember.item_id.in_(item_ids), SqlMember.exact_key.in_(exact_keys))
        own = SqlMember.campaign_id.in_(self.parts(root_id))
        return list(self._session.scalars(select(SqlMember).where(own, wanted).order_by(SqlMember.item_id)))

    def text_owner(self, exact_key: bytes) -> UUID | None:
        """Return where the next item with a text goes."""
        return self._session.scalar(select(SqlText.campaign_id).where(SqlText.exact_key == exact_key))

    def count_text(self, root_id: UUID, exact_key: bytes) -> int:
        """Return how many items of a campaign have a text."""
        return len(self.members(root_id, (), [exact_key]))

    def move_text(self, exact_key: bytes, campaign_id: UUID) -> None:
        """Let the next items with a text go to this campaign."""
        query = update(SqlText).where(SqlText.exact_key == exact_key).values(campaign_id=campaign_id)
        self._session.execute(query)

    def move_items(self, item_ids: Collection[UUID], campaign_id: UUID) -> None:
        """Let items belong to this campaign."""
        query = update(SqlMember).where(SqlMember.item_id.in_(item_ids)).values(campaign_id=campaign_id)
        self._session.execute(query)

    def move_all(self, campaign_id: UUID, target_id: UUID) -> None:
        """Let all items and texts of one campaign belong to another."""
        for table in (SqlMember, SqlText):
            query = update(table).where(table.campaign_id == campaign_id).values(campaign_id=target_id)
            self._session.execute(query)

    def part(self, item_ids: Collection[UUID], campaign_id: UUID) -> None:
        """Keep items from joining a campaign again by themselves."""
        rows: list[dict[str, object]] = [{"item_id": item_id, "campaign_id": campaign_id} for item_id in item_ids]
        insert_ignoring(self._session, SqlParting, rows)

    def unpart(self, item_ids: Collection[UUID], campaign_id: UUID) -> None:
        """Let items join a campaign again."""
        parted = select(SqlParting).where(SqlParting.item_id.in_(item_ids), SqlParting.campaign_id == campaign_id)
        for row in self._session.scalars(parted).all():
            self._session.delete(row)
        self._session.flush()


def _event(row: SqlEvent) -> CampaignEvent:
    return CampaignEvent(
        row.id, CampaignAct(row.act), row.campaign_id, row.other_id, tuple(row.moved), row.at, row.by, row.undoes
    )
