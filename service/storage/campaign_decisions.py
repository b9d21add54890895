"""Finds the items that are decided as one with their campaign, holds them in one order, and finds them again."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select, true
from sqlalchemy.orm import Session

from service.domain.campaign_decisions import BatchRecord, Candidate, Seen
from service.schema import Alert as SqlAlert
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignEvent as SqlEvent
from service.schema import CampaignItem as SqlMember
from service.schema import Claim as SqlClaim
from service.schema import Decision as SqlDecision
from service.schema import Item as SqlItem
from service.schema import Score as SqlScore

__all__ = ["CampaignDecisionStore"]

_HALF = 2**63
_CANDIDATE = (
    *(SqlItem.id, SqlItem.version, SqlItem.state, SqlItem.priority, SqlItem.verdict),
    *(SqlMember.item_version, SqlMember.exact_key, SqlMember.context_key),
    func.coalesce(SqlClaim.claimed_by, SqlAlert.claimed_by),
)


class CampaignDecisionStore:
    """Reads and locks in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def take_turn(self, campaign_id: UUID) -> None:
        """Wait until nobody else decides this campaign as a whole, and keep others waiting until this one ends.

        Two who do so hold items of the same texts, and would else wait for each other's precedents. It comes before
        any lock on an item, and whoever writes scores never asks for it. SQLite has one writer at a time anyway.
        """
        if self._session.get_bind().dialect.name == "postgresql":
            self._session.execute(select(func.pg_advisory_xact_lock(campaign_id.int % _HALF)))

    def root_of(self, campaign_id: UUID) -> UUID | None:
        """Return what people see a campaign as; ``None`` where there is none of that id with items."""
        root_id = self._session.scalar(select(SqlCampaign.root_id).where(SqlCampaign.id == campaign_id))
        has_items = select(SqlCampaign.id).where(SqlCampaign.id == root_id, SqlCampaign.items > 0)
        return self._session.scalar(has_items)

    def candidates(self, root_id: UUID, seen: Seen, now: datetime) -> list[Candidate]:
        """Return the items of a campaign that a reviewer means, in the order in which they are decided.

        That is by text and context: who decides copies of the same texts elsewhere meets them in the same order.
        """
        query = select(*_CANDIDATE).join(SqlMember, SqlMember.item_id == SqlItem.id)
        claimed = (SqlClaim.item_id == SqlItem.id) & (SqlClaim.expires_at > now)
        query = query.outerjoin(SqlClaim, claimed).outerjoin(SqlAlert, SqlAlert.item_id == SqlItem.id)
        query = query.where(_within(root_id), _meant(seen))
        rows = self._session.execute(query.order_by(SqlMember.exact_key, SqlMember.context_key, SqlItem.id))
        return [Candidate(*row[:6], bytes(row[6]), bytes(row[7]), row[8]) for row in rows]

    def texts_at(self, root_id: UUID, moment: datetime) -> set[bytes]:
        """Return the texts that a campaign had: an item joins in the transaction that writes its score."""
        scored = SqlScore.item_version == SqlMember.item_version
        query = select(SqlMember.exact_key).join(SqlScore, (SqlScore.item_id == SqlMember.item_id) & scored)
        query = query.where(_within(root_id), SqlScore.scored_at <= moment).distinct()
        return {bytes(key) for key in self._session.scalars(query)}

    def changed_since(self, root_id: UUID, moment: datetime) -> bool:
        """Return whether people merged or split a campaign, or took that back, after a moment."""
        parts = select(SqlCampaign.id).where(SqlCampaign.root_id == root_id)
        about = or_(SqlEvent.campaign_id.in_(parts), SqlEvent.other_id.in_(parts))
        return self._session.scalar(select(SqlEvent.id).where(about, SqlEvent.at > moment).limit(1)) is not None

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

    def is_of(self, root_id: UUID, batch_id: UUID) -> bool:
        """Return whether an item of what was decided as one is in a campaign."""
        query = select(SqlDecision.id).join(SqlMember, SqlMember.item_id == SqlDecision.item_id)
        query = query.where(SqlDecision.batch_id == batch_id, _within(root_id))
        return self._session.scalar(query.limit(1)) is not None

    def batches(self, root_id: UUID, limit: int) -> list[BatchRecord]:
        """Return what was decided as one of a campaign, the latest first."""
        at = func.min(SqlDecision.decided_at)
        here = select(SqlDecision.batch_id).join(SqlMember, SqlMember.item_id == SqlDecision.item_id)
        here = here.where(_within(root_id), SqlDecision.batch_id.is_not(None))
        holds = func.sum(case((SqlItem.decision_id == SqlDecision.id, 1), else_=0))
        query = select(SqlDecision.batch_id, at, func.count(), holds)
        query = query.join(SqlItem, SqlItem.id == SqlDecision.item_id)
        query = query.where(SqlDecision.batch_id.in_(here), SqlDecision.undoes.is_(None))
        query = query.group_by(SqlDecision.batch_id).order_by(at.desc(), SqlDecision.batch_id.desc()).limit(limit)
        return [self._batch(*row) for row in self._session.execute(query).all()]

    def _batch(self, batch_id: UUID, decided_at: datetime, items: int, standing: int) -> BatchRecord:
        query = select(SqlDecision).where(SqlDecision.batch_id == batch_id, SqlDecision.undoes.is_(None)).limit(1)
        one = self._session.scalars(query).one()  # what they were told to be is the same for all
        said = one.verdict, tuple(one.labels), one.reason, one.decided_by
        return BatchRecord(batch_id, *said, decided_at, items, standing)


def _within(root_id: UUID) -> ColumnElement[bool]:
    parts = select(SqlCampaign.id).where(SqlCampaign.root_id == root_id)
    return SqlMember.campaign_id.in_(parts)


def _meant(seen: Seen) -> ColumnElement[bool]:
    if seen.items is not None:
        return SqlItem.id.in_(seen.items)
    return true() if seen.texts is None else SqlMember.exact_key.in_(seen.texts)
