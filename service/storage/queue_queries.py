"""Reads the queue: its pages by keyset, its first free item, and counts that stop where they tell enough."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, func, literal, not_, or_, select
from sqlalchemy.orm import Session

from service.domain.items import MOST_URGENT, NOBODY, ItemFilter, ItemRecord, ItemState
from service.schema import Item as SqlItem
from service.storage.item_queries import conditions, records, select_items

__all__ = ["MOST_COUNTED", "Counted", "QueuePosition", "QueueStore", "Standing", "next_for"]

QueuePosition = tuple[str, float, UUID]
"""Where a page of the queue ended: priority, score and id of its last item."""
MOST_COUNTED = 1_000
"""A count goes no further: whoever sees "1,000+" knows enough, and a queue of any length is counted as fast."""
_LOOKED_THROUGH = 2_000
"""Items of the queue, from the top, among which those of a view are counted."""
_SEARCHED = 20_000
"""Items of the queue that one page is searched for a text; its cursor goes on behind them."""
_ORDER = (SqlItem.priority, SqlItem.score.desc(), SqlItem.id)


@dataclass(frozen=True, slots=True)
class Counted:
    """How many there are, as far as it was counted."""

    number: int
    whole: bool
    """Nothing is left out; else there are that many at least."""


@dataclass(frozen=True, slots=True)
class Standing:
    """How an item that was in a list stands now."""

    id: UUID
    state: str
    verdict: str | None
    place: QueuePosition


def _waits() -> ColumnElement[bool]:
    """Return the test for the open queue, written as its indices have it: a bound value would not be seen to fit."""
    return SqlItem.state == literal(ItemState.QUEUED.value, literal_execute=True)


class QueueStore:
    """Reads in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def page(
        self, wanted: ItemFilter, after: QueuePosition | None, until: QueuePosition | None, limit: int
    ) -> list[ItemRecord]:
        """Return what waits for review: by priority, then highest score first, then oldest first.

        What was deferred waits in a list of its own (a filter by that verdict), unless it is most urgent.

        Parameters
        ----------
        wanted
            Which part.
        after, until
            Only what stands behind the one, and not behind the other.
        limit
            At most so many.
        """
        tests = _of_queue(wanted) + ([] if until is None else _not_behind(until))
        if after is None:
            return self._first(tests, limit)
        # Two ranges of the index, where one condition over all three columns would read it from its beginning.
        priority, score, item_id = after
        lower = SqlItem.score <= score, not_(and_(SqlItem.score == score, SqlItem.id <= item_id))
        found = self._first([*tests, SqlItem.priority == priority, *lower], limit)
        if len(found) == limit:
            return found
        return found + self._first([*tests, SqlItem.priority > priority], limit - len(found))

    def search_ends(self, wanted: ItemFilter, after: QueuePosition | None) -> QueuePosition | None:
        """Return the last item that one page is searched for a text; ``None`` when the queue ends before."""
        return self._end(replace(wanted, text=None), after, _SEARCHED)

    def next_one(self, actor: str, wanted: ItemFilter, passed: UUID | None) -> UUID | None:
        """Return the first item that `actor` could be handed, whoever has claimed it."""
        query = next_for(actor, wanted, passed).limit(1)
        mine = self._session.scalar(query.where(SqlItem.assigned_to == actor))
        return mine or self._session.scalar(query)

    def waiting(self) -> dict[str, Counted]:
        """Return how many items wait for review, by priority."""
        found = {}
        for priority in ("P0", "P1", "P2", "P3"):
            several = select(SqlItem.id).where(_waits(), SqlItem.priority == priority).limit(MOST_COUNTED + 1)
            number = self._session.scalar(select(func.count()).select_from(several.subquery())) or 0
            found[priority] = Counted(min(number, MOST_COUNTED), number <= MOST_COUNTED)
        return found

    def count(self, wanted: ItemFilter) -> Counted:
        """Return how many items of the queue there are of a kind: all that are assigned, else among the first 2,000."""
        query = select(SqlItem.id).where(*_of_queue(wanted))
        end = None
        if wanted.assigned_to in {None, NOBODY}:
            end = self._end(ItemFilter(priority=wanted.priority, verdict=wanted.verdict), None, _LOOKED_THROUGH)
        if end is not None:
            least = [] if wanted.priority is None else [SqlItem.score >= end[1]]  # then the index ends the range
            query = query.where(*_not_behind(end), *least)
        number = self._session.scalar(select(func.count()).select_from(query.limit(MOST_COUNTED + 1).subquery())) or 0
        return Counted(min(number, MOST_COUNTED), number <= MOST_COUNTED and end is None)

    def latest(self) -> datetime | None:
        """Return when the last item came into the queue; ``None`` when nothing waits."""
        return self._session.scalar(
            select(SqlItem.queued_at).where(_waits()).order_by(SqlItem.queued_at.desc()).limit(1)
        )

    def came_since(self, wanted: ItemFilter, since: datetime | None, top: QueuePosition | None) -> tuple[Counted, int]:
        """Return how many came into the queue after a moment, and how many of these stand before the item at `top`."""
        came = [] if since is None else [SqlItem.queued_at > since]
        query = select(SqlItem.priority, SqlItem.score, SqlItem.id).where(*_of_queue(wanted), *came)
        rows = self._session.execute(query.limit(MOST_COUNTED + 1)).all()
        above = 0 if top is None else sum((row[0], -(row[1] or 0), row[2]) < (top[0], -top[1], top[2]) for row in rows)
        return Counted(min(len(rows), MOST_COUNTED), len(rows) <= MOST_COUNTED), above

    def _first(self, tests: list[ColumnElement[bool]], limit: int) -> list[ItemRecord]:
        """Return the first items that hold; chosen by the index alone, since joined with others all would be sorted."""
        chosen = select(SqlItem.id).where(*tests).order_by(*_ORDER).limit(limit).subquery()
        query = select_items().join(chosen, chosen.c.id == SqlItem.id).order_by(*_ORDER)
        return records(self._session, query)

    def _end(self, wanted: ItemFilter, after: QueuePosition | None, items: int) -> QueuePosition | None:
        """Return the item that stands so many places behind another; ``None`` when the queue ends before."""
        query = select(SqlItem.priority, SqlItem.score, SqlItem.id).where(*_of_queue(wanted))
        if after is not None:
            query = query.where(SqlItem.priority >= after[0], _behind(after))
        row = self._session.execute(query.order_by(*_ORDER).offset(items - 1).limit(1)).one_or_none()
        return None if row is None else (row[0] or "", row[1] or 0.0, row[2])

    def standing(self, item_ids: Collection[UUID]) -> list[Standing]:
        """Return how these items stand now."""
        columns = SqlItem.id, SqlItem.state, SqlItem.verdict, SqlItem.priority, SqlItem.score
        rows = self._session.execute(select(*columns).where(SqlItem.id.in_(item_ids)))
        return [Standing(row[0], row[1], row[2], (row[3] or "", row[4] or 0.0, row[0])) for row in rows]


def next_for(actor: str, wanted: ItemFilter, passed: UUID | None) -> Select[UUID]:
    """Return the query for what a reviewer is handed next, in order: what is theirs first, nothing of others.

    What somebody deferred or called others to is not handed out; who wants it opens it from its list.
    """
    query = select(SqlItem.id).where(_waits(), SqlItem.verdict.is_(None), *conditions(wanted))
    if passed is not None:
        query = query.where(SqlItem.id != passed)
    return query.where(or_(SqlItem.assigned_to.is_(None), SqlItem.assigned_to == actor)).order_by(*_ORDER)


def _of_queue(wanted: ItemFilter) -> list[ColumnElement[bool]]:
    tests = [_waits(), *conditions(wanted)]
    if wanted.verdict is None:
        tests.append(or_(SqlItem.verdict.is_distinct_from("defer"), SqlItem.priority == MOST_URGENT))
    return tests


def _not_behind(place: QueuePosition) -> list[ColumnElement[bool]]:
    priority, score, item_id = place
    above = or_(SqlItem.score > score, and_(SqlItem.score == score, SqlItem.id <= item_id))
    return [SqlItem.priority <= priority, or_(SqlItem.priority < priority, above)]


def _behind(place: QueuePosition) -> ColumnElement[bool]:
    priority, score, item_id = place
    lower = or_(SqlItem.score < score, and_(SqlItem.score == score, SqlItem.id > item_id))
    return or_(SqlItem.priority > priority, and_(SqlItem.priority == priority, lower))
