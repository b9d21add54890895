"""Reads what confirmed or undecided items say, one row for each text of a campaign in a week."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, func, literal, literal_column, or_, select
from sqlalchemy.orm import Session

from service.domain.items import ItemState
from service.domain.reports import Basis, Span
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignItem as SqlMember
from service.schema import Decision as SqlDecision
from service.schema import Item as SqlItem
from service.schema import Score as SqlScore

__all__ = ["PhenomenonStore", "Saying"]

_AT_ONCE = 500
_CONFIRM: ColumnElement[str] = literal_column("'confirm'")
"""Not bound, so that the index of confirmed items is one for it."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A text of a campaign as its items of one week have it."""

    campaign_id: UUID
    """As people see it; of an item without a campaign the item itself."""
    week: date
    """Its Monday."""
    role: str | None
    model_version: str | None
    items: int
    entities: Sequence[Mapping[str, Any]]
    """Of one of them: copies of a text with the same role and labels say the same."""


class PhenomenonStore:
    """Reads in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def sayings(self, label: str, basis: Basis, span: Span) -> Iterator[Saying]:
        """Return what items of a label say that were sent in these whole weeks, or captured if nobody knows when.

        Parameters
        ----------
        label
            As people confirmed it, or as it is raised on what is undecided.
        basis
            Which items.
        span
            Begins on a Monday and ends on a Sunday.
        """
        groups = [row for row in self._session.execute(_grouped(label, basis, span)) if row.has_label]
        mondays = span.weeks()
        for begin in range(0, len(groups), _AT_ONCE):
            some = groups[begin : begin + _AT_ONCE]
            said = self._said([UUID(row.item_id) for row in some])
            for row in some:
                entities = said.get(UUID(row.item_id)) or ()
                yield Saying(row.campaign_id, mondays[row.week], row.role, row.model_version, row.items, entities)

    def _said(self, item_ids: Sequence[UUID]) -> dict[UUID, Sequence[Mapping[str, Any]] | None]:
        present = and_(
            SqlScore.item_id == SqlItem.id,
            SqlScore.item_version == SqlItem.version,
            SqlScore.model_version == SqlItem.model_version,
        )
        query = select(SqlItem.id, SqlScore.entities).join(SqlScore, present).where(SqlItem.id.in_(item_ids))
        return {row[0]: row[1] for row in self._session.execute(query)}


def _grouped(label: str, basis: Basis, span: Span) -> Select[UUID, int, str | None, str | None, int, str, int]:
    campaign = func.coalesce(SqlCampaign.root_id, SqlItem.id, type_=SqlItem.id.type).label("campaign_id")
    week = _week(span).label("week")
    # Told from the rest out here: a condition on JSON lets PostgreSQL believe that hardly any row is left.
    confirmed = case((cast(SqlDecision.labels, String).like(f'%"{label}"%'), 1), else_=0).label("has_label")
    has_label = confirmed if basis is Basis.CONFIRMED else literal(1).label("has_label")
    columns = (campaign, week, SqlItem.role, SqlItem.model_version)
    counted = (func.count().label("items"), func.min(cast(SqlItem.id, String)).label("item_id"))
    query = select(*columns, *counted, has_label).select_from(SqlItem)
    query = query.outerjoin(SqlMember, SqlMember.item_id == SqlItem.id)
    query = query.outerjoin(SqlCampaign, SqlCampaign.id == SqlMember.campaign_id)
    if basis is Basis.CONFIRMED:
        query = query.join(SqlDecision, SqlDecision.id == SqlItem.decision_id)
        query = query.where(SqlItem.verdict == _CONFIRM)
    else:
        query = query.where(SqlItem.state == ItemState.QUEUED, SqlItem.labels.like(f"%|{label}|%"))
    grouped = query.where(_sent_in(span)).group_by(*columns, SqlItem.labels, SqlMember.exact_key)
    return grouped.group_by(confirmed) if basis is Basis.CONFIRMED else grouped


def _sent_in(span: Span) -> ColumnElement[bool]:
    sent = and_(SqlItem.sent_at >= span.begin, SqlItem.sent_at < span.end)
    captured = and_(SqlItem.captured_at >= span.begin, SqlItem.captured_at < span.end)
    return or_(sent, and_(SqlItem.sent_at.is_(None), captured))


def _week(span: Span) -> ColumnElement[int]:
    """Return the number of the week of an item in the span, from 0; weeks begin at midnight of the span's zone."""
    seen_at = func.coalesce(SqlItem.sent_at, SqlItem.captured_at, type_=SqlItem.captured_at.type)
    ends = [_midnight(monday + timedelta(days=7), span) for monday in span.weeks()]
    return case(*((seen_at < end, number) for number, end in enumerate(ends)), else_=len(ends))


def _midnight(day: date, span: Span) -> datetime:
    return datetime.combine(day, time(), ZoneInfo(span.zone)).astimezone(UTC)
