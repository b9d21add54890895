"""Keeps the holds of the police, and finds whether one lies on an item."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import asdict, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session, aliased

from service.domain.holds import HoldKind, PoliceHold
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignItem as SqlMember
from service.schema import ContactMention as SqlMention
from service.schema import Item as SqlItem
from service.schema import PoliceHold as SqlHold

__all__ = ["HoldStore"]


class HoldStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, hold: PoliceHold) -> None:
        """Write a new hold."""
        self._session.execute(insert(SqlHold).values(asdict(hold)))

    def lock(self, hold_id: UUID) -> PoliceHold | None:
        """Return a hold and keep others from changing it."""
        query = select(SqlHold).where(SqlHold.id == hold_id).with_for_update()
        row = self._session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
        return None if row is None else _hold(row)

    def page(self, limit: int) -> list[PoliceHold]:
        """Return holds: first those that were not lifted, each newest first."""
        query = select(SqlHold).order_by(SqlHold.lifted_at.is_not(None), SqlHold.id.desc()).limit(limit)
        return [_hold(row) for row in self._session.scalars(query)]

    def lift(self, hold_id: UUID, actor: str, at: datetime) -> None:
        """End a hold."""
        self._session.execute(update(SqlHold).where(SqlHold.id == hold_id).values(lifted_by=actor, lifted_at=at))

    def note_passed(self, now: datetime) -> list[UUID]:
        """Note which holds have come to their end since this was last asked, and return them; each only once."""
        due = and_(SqlHold.until <= now, SqlHold.lifted_at.is_(None), SqlHold.passed_at.is_(None))
        return list(self._session.scalars(update(SqlHold).where(due).values(passed_at=now).returning(SqlHold.id)))

    def count_passed(self) -> int:
        """Return how many holds wait for the liaison to lift them."""
        waiting = and_(SqlHold.passed_at.is_not(None), SqlHold.lifted_at.is_(None))
        return self._session.scalar(select(func.count()).select_from(SqlHold).where(waiting)) or 0

    def on_any(self, item_ids: Collection[UUID]) -> bool:
        """Return whether a hold that nobody lifted lies on any of these items, whichever came first."""
        query = select(SqlItem.id).where(SqlItem.id.in_(item_ids), exists().where(*_lies_on_item()))
        return self._session.scalar(query.limit(1)) is not None


def _lies_on_item() -> list[ColumnElement[bool]]:
    own, held = aliased(SqlCampaign), aliased(SqlCampaign)
    named = select(SqlMention.contact_key).where(SqlMention.item_id == SqlItem.id).correlate(SqlItem)
    campaigns = (
        select(held.id)
        .join(own, own.root_id == held.root_id)
        .join(SqlMember, SqlMember.campaign_id == own.id)
        .where(SqlMember.item_id == SqlItem.id)
        .correlate(SqlItem)
    )
    subject = or_(
        SqlHold.channel_id == SqlItem.channel_id,
        SqlHold.contact_key.in_(named),
        SqlHold.campaign_id.in_(campaigns),
    )
    return [SqlHold.lifted_at.is_(None), subject]


def _hold(row: SqlHold) -> PoliceHold:
    values = {field.name: getattr(row, field.name) for field in fields(PoliceHold)}
    return PoliceHold(**values | {"kind": HoldKind(row.kind)})
