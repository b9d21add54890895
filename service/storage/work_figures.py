"""Counts for the figures of the work: what came in, what waits, and what was decided, by the hour in UTC."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, String, and_, case, cast, distinct, exists, func, or_, select
from sqlalchemy.orm import Session, aliased

from service.domain.items import ItemState
from service.domain.reports import Span
from service.schema import Campaign as SqlCampaign
from service.schema import CampaignItem as SqlMember
from service.schema import Decision as SqlDecision
from service.schema import Item as SqlItem

__all__ = ["FirstDecision", "Judged", "QueueAge", "WorkFigureStore", "WorkFilter"]

_JUDGED = ("confirm", "reject", "unsure", "cannot_tell")


@dataclass(frozen=True, slots=True)
class WorkFilter:
    """Of which items the figures are; ``None``: all."""

    platform: str | None = None
    lang: str | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return what has to hold of an item."""
        wanted = ((SqlItem.platform, self.platform), (SqlItem.lang, self.lang))
        return [column == value for column, value in wanted if value is not None]


@dataclass(frozen=True, slots=True)
class QueueAge:
    """One rank among the waiting items of a priority, the one that came in first as 1."""

    priority: str | None
    waiting: int
    rank: int
    captured_at: datetime


@dataclass(frozen=True, slots=True)
class FirstDecision:
    """The first word of a person on an item."""

    hour: int
    """Of UTC since 1970."""
    priority: str | None
    """Of the item before it."""
    seconds: int
    """Since the item came in."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Items on which a label is raised, by what a person says of them."""

    hour: int
    model_version: str | None
    verdict: str
    has_label: bool
    """The decision says that it is what the label says."""
    items: int


class WorkFigureStore:
    """Reads in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._is_postgres = session.get_bind().dialect.name == "postgresql"

    def inflow(self, span: Span, which: WorkFilter) -> list[tuple[int, str | None, int]]:
        """Return hour, raised labels as the item has them, and how many items came in with them."""
        hour = self._hour(SqlItem.captured_at)
        query = select(hour, SqlItem.labels, func.count()).where(*_within(SqlItem.captured_at, span))
        rows = self._session.execute(query.where(*which.conditions()).group_by(hour, SqlItem.labels))
        return [(row[0], row[1], row[2]) for row in rows]

    def queue_ages(self, which: WorkFilter, percents: Sequence[int]) -> list[QueueAge]:
        """Return by priority the items whose age is at these percents of the ages of all that wait, by nearest rank."""
        newest_first = (SqlItem.captured_at.desc(), SqlItem.id.desc())
        rank = func.row_number().over(partition_by=SqlItem.priority, order_by=newest_first).label("rank")
        waiting = func.count().over(partition_by=SqlItem.priority).label("waiting")
        open_items = select(SqlItem.priority, waiting, rank, SqlItem.captured_at)
        ranked = open_items.where(SqlItem.state == ItemState.QUEUED, *which.conditions()).subquery()
        wanted = [ranked.c.rank == (ranked.c.waiting * percent + 99) // 100 for percent in percents]
        columns = (ranked.c.priority, ranked.c.waiting, ranked.c.rank, ranked.c.captured_at)
        return [QueueAge(*row) for row in self._session.execute(select(*columns).where(or_(*wanted)))]

    def first_decisions(self, span: Span, which: WorkFilter) -> list[FirstDecision]:
        """Return the first word of a person on each item that had it in this time."""
        earlier = aliased(SqlDecision)
        is_first = ~exists().where(
            earlier.item_id == SqlDecision.item_id, earlier.id < SqlDecision.id, *_by_person(earlier)
        )
        waited = self._seconds(SqlItem.captured_at, SqlDecision.decided_at)
        query = select(self._hour(SqlDecision.decided_at), SqlDecision.priority, waited)
        query = query.join(SqlItem, SqlItem.id == SqlDecision.item_id).where(is_first, *_by_person(SqlDecision))
        query = query.where(*_within(SqlDecision.decided_at, span), *which.conditions())
        return [FirstDecision(row[0], row[1], max(0, row[2])) for row in self._session.execute(query)]

    def decisions(self, span: Span, which: WorkFilter) -> list[tuple[int, int, int]]:
        """Return hour, items decided by people, and acts of deciding: a campaign that is decided at once is one."""
        hour = self._hour(SqlDecision.decided_at)
        acts = func.count(distinct(func.coalesce(SqlDecision.batch_id, SqlDecision.id)))
        query = select(hour, func.count(), acts).join(SqlItem, SqlItem.id == SqlDecision.item_id)
        query = query.where(*_by_person(SqlDecision), SqlDecision.corrects.is_(None))  # what is put right was decided
        query = query.where(*_within(SqlDecision.decided_at, span), *which.conditions())
        return [(row[0], row[1], row[2]) for row in self._session.execute(query.group_by(hour))]

    def judged(self, label: str, span: Span, which: WorkFilter) -> list[Judged]:
        """Return what people say of the items on which a label is raised, as it holds now, by when they said it."""
        hour = self._hour(SqlDecision.decided_at)
        has_label = case((cast(SqlDecision.labels, String).like(f'%"{label}"%'), 1), else_=0)
        columns = (hour, SqlDecision.model_version, SqlDecision.verdict, has_label)
        query = select(*columns, func.count()).join(SqlItem, SqlItem.decision_id == SqlDecision.id)
        query = query.where(SqlItem.labels.like(f"%|{label}|%"), SqlDecision.verdict.in_(_JUDGED))
        query = query.where(*_by_person(SqlDecision), *_within(SqlDecision.decided_at, span), *which.conditions())
        rows = self._session.execute(query.group_by(*columns))
        return [Judged(row[0], row[1], row[2], bool(row[3]), row[4]) for row in rows]

    def copies(self, span: Span, which: WorkFilter) -> list[tuple[int, str, int]]:
        """Return hour, kind and how many gathered items came in: ``exact`` and ``near`` copies, or the ``first``."""
        before, root = aliased(SqlMember), aliased(SqlCampaign)
        same_text = exists().where(before.exact_key == SqlMember.exact_key, _earlier(before))
        kind = case((same_text, "exact"), (root.first_seen < SqlMember.seen_at, "near"), else_="first")
        columns = (self._hour(SqlItem.captured_at).label("hour"), kind.label("kind"))
        query = select(*columns).select_from(SqlMember).join(SqlItem, SqlItem.id == SqlMember.item_id)
        query = query.join(SqlCampaign, SqlCampaign.id == SqlMember.campaign_id)
        query = query.join(root, root.id == SqlCampaign.root_id)
        found = query.where(*_within(SqlItem.captured_at, span), *which.conditions()).subquery()
        rows = self._session.execute(select(*found.c, func.count()).group_by(*found.c))
        return [(row[0], row[1], row[2]) for row in rows]

    def models(self, span: Span, which: WorkFilter) -> list[str]:
        """Return the bundles that gave the scores of what came in."""
        query = select(SqlItem.model_version).where(SqlItem.model_version.is_not(None)).distinct()
        rows = self._session.scalars(query.where(*_within(SqlItem.captured_at, span), *which.conditions()))
        return sorted(each for each in rows if each)

    def _hour(self, moment: ColumnElement[datetime] | Any) -> ColumnElement[int]:  # noqa: ANN401  # a mapped attribute
        if self._is_postgres:
            return cast(func.floor(func.extract("epoch", moment) / 3600), BigInteger)
        return cast(func.strftime("%s", moment), BigInteger) // 3600

    def _seconds(self, begin: Any, end: Any) -> ColumnElement[int]:  # noqa: ANN401  # mapped attributes
        """Return whole seconds between two moments; each is cut to its second first, the same on both databases."""
        if self._is_postgres:
            cut = [cast(func.floor(func.extract("epoch", each)), BigInteger) for each in (begin, end)]
        else:
            cut = [cast(func.strftime("%s", each), BigInteger) for each in (begin, end)]
        return cut[1] - cut[0]


def _within(moment: Any, span: Span) -> tuple[ColumnElement[bool], ColumnElement[bool]]:  # noqa: ANN401  # as above
    return moment >= span.begin, moment < span.end


def _by_person(decision: Any) -> tuple[ColumnElement[bool], ColumnElement[bool]]:  # noqa: ANN401  # the table or an alias
    return decision.undoes.is_(None), decision.inherited_from.is_(None)


def _earlier(before: Any) -> ColumnElement[bool]:  # noqa: ANN401  # an alias
    same_time = and_(before.seen_at == SqlMember.seen_at, before.item_id < SqlMember.item_id)
    return or_(before.seen_at < SqlMember.seen_at, same_time)
