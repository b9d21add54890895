"""Finds the items that are decided as one with their campaign, and what was decided so."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, case, func, or_, select, true

from service.domain.batches import BatchRecord, Candidate, Seen
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignEvent as SqlEvent
from service.schema import CampaignItem as SqlMember
from service.schema import Decision as SqlDecision
from service.schema import Item as SqlItem
from service.schema import Score as SqlScore
from service.storage.batches import BatchStore

__all__ = ["CampaignDecisionStore"]


class CampaignDecisionStore(BatchStore):
    """Reads and locks in the caller's transaction."""

    def root_of(self, campaign_id: UUID) -> UUID | None:
        """Return what people see a campaign as; ``None`` where there is none of that id with items."""
        root_id = self._session.scalar(select(SqlCampaign.root_id).where(SqlCampaign.id == campaign_id))
        has_items = select(SqlCampaign.id).where(SqlCampaign.id == root_id, SqlCampaign.items > 0)
        return self._session.scalar(has_items)

    def candidates(self, root_id: UUID, seen: Seen, now: datetime) -> list[Candidate]:
        """Return the items of a campaign that a reviewer means, in the order in which they are decided.

        That is by text and context: who decides copies of the same texts elsewhere meets them in the same order.
        """
        return self._candidates(now, _within(root_id), _meant(seen))

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
