"""Finds the items that are decided as one, holds them in one order, and finds them again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from service.domain.batches import Candidate
from service.schema import Alert as SqlAlert
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignItem as SqlMember
from service.schema import Claim as SqlClaim
from service.schema import Decision as SqlDecision
from service.schema import Item as SqlItem

__all__ = ["BatchStore"]

_HALF = 2**63
_CANDIDATE = (
    *(SqlItem.id, SqlItem.version, SqlItem.state, SqlItem.priority, SqlItem.verdict),
    *(func.coalesce(SqlMember.item_version, SqlItem.version), SqlMember.exact_key, SqlMember.context_key),
    func.coalesce(SqlClaim.claimed_by, SqlAlert.claimed_by),
)


class BatchStore:
    """Reads and locks in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take_turn(self, *campaign_ids: UUID) -> None:
        """Wait until nobody else decides many items of these campaigns, and keep others waiting until this one ends.

        Two who do so hold items of the same texts, and would else wait for each other's precedents. It comes before
        any lock on an item, and whoever writes scores never asks for it. SQLite has one writer at a time anyway.
        """
        if self._session.get_bind().dialect.name == "postgresql":
            for key in sorted({each.int % _HALF for each in campaign_ids}):
                self._session.execute(select(func.pg_advisory_xact_lock(key)))

    def roots_of(self, item_ids: Collection[UUID]) -> dict[UUID, UUID]:
        """Return what people see the campaigns of these items as, by item; an item that is in none is left out."""
        query = select(SqlMember.item_id, SqlCampaign.root_id)
        query = query.join(SqlCampaign, SqlCampaign.id == SqlMember.campaign_id).where(SqlMember.item_id.in_(item_ids))
        return {row[0]: row[1] for row in self._session.execute(query)}

    def named(self, item_ids: Collection[UUID], now: datetime) -> list[Candidate]:
        """Return these items, in the order in which they are decided."""
        return self._candidates(now, SqlItem.id.in_(item_ids))

    def lock(self, item_ids: Collection[UUID]) -> None:
        """Hold items until the transaction ends; everybody takes them in the same order."""
        query = select(SqlItem.id).where(SqlItem.id.in_(item_ids)).order_by(SqlItem.id)
        self._session.execute(query.with_for_update(key_share=True)).all()

    def made(self, batch_id: UUID, *, standing: bool) -> list[tuple[UUID, UUID]]:
        """Return item and decision of what was decided as one; those that hold still, or all that there were."""
        query = select(SqlDecision.item_id, SqlDecision.id).join(SqlItem, SqlItem.id == SqlDecision.item_id)
        query = query.where(SqlDecision.batch_id == batch_id, SqlDecision.undoes.is_(None))
        query = query.where(SqlItem.decision_id == SqlDecision.id if standing else true())
        return [(row[0], row[1]) for row in self._session.execute(query.order_by(SqlDecision.item_id))]

    def lock_batch(self, batch_id: UUID) -> None:
        """Hold what was decided as one, and the items that took over a decision of it, in the same order."""
        own = select(SqlDecision.id).where(SqlDecision.batch_id == batch_id)
        rests = or_(SqlDecision.id.in_(own), SqlDecision.inherited_from.in_(own))
        query = select(SqlItem.id).where(SqlItem.decision_id.in_(select(SqlDecision.id).where(rests)))
        self._session.execute(query.order_by(SqlItem.id).with_for_update(key_share=True)).all()

    def _candidates(self, now: datetime, *meant: ColumnElement[bool]) -> list[Candidate]:
        """Return items by text and context: who decides copies of the same texts meets them in the same order."""
        query = select(*_CANDIDATE).outerjoin(SqlMember, SqlMember.item_id == SqlItem.id)
        claimed = (SqlClaim.item_id == SqlItem.id) & (SqlClaim.expires_at > now)
        query = query.outerjoin(SqlClaim, claimed).outerjoin(SqlAlert, SqlAlert.item_id == SqlItem.id)
        rows = self._session.execute(
            query.where(*meant).order_by(SqlMember.exact_key, SqlMember.context_key, SqlItem.id)
        )
        return [Candidate(*row[:6], bytes(row[6] or b""), bytes(row[7] or b""), row[8]) for row in rows]
