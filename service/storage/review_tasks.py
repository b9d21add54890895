"""Keeps review tasks and known items: finds one for a reviewer, notes what was said and how it was settled."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass, fields
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, exists, func, insert, or_, select, update
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from service.domain.items import MOST_URGENT, ItemFilter, ItemState
from service.domain.review_tasks import KnownItem, ReviewTask, Said, SecondReason, TaskKind, TaskState
from service.schema import Decision as SqlDecision
from service.schema import Item as SqlItem
from service.schema import KnownItem as SqlKnown
from service.schema import ReviewTask as SqlTask
from service.storage.item_queries import conditions

__all__ = ["Disagreement", "ReviewTaskStore", "known_of"]

_SAID = ("answer", "proposal", "settlement")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A second look that came to something else, with what was said first."""

    task: ReviewTask
    first: Said
    stands: bool
    """The first decision holds still, of the text that both saw."""
    channel_id: UUID
    text: str | None


class ReviewTaskStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def urgent_waits(self) -> bool:
        """Tell whether something most urgent waits of which nobody has said anything."""
        query = select(SqlItem.id).where(
            SqlItem.state == ItemState.QUEUED, SqlItem.priority == MOST_URGENT, SqlItem.verdict.is_(None)
        )
        return self._session.scalar(query.limit(1)) is not None

    def in_hand(self, actor: str, passed: UUID | None) -> ReviewTask | None:
        """Return the open task that a reviewer left, unless it was just passed."""
        query = select(SqlTask).where(SqlTask.held_by == actor, SqlTask.state == TaskState.OPEN)
        if passed is not None:
            query = query.where(SqlTask.id != passed)
        row = self._session.scalar(query.order_by(SqlTask.id).limit(1))
        return None if row is None else _task(row)

    def items_in_hand(self, actor: str, item_ids: Collection[UUID]) -> frozenset[UUID]:
        """Return those of some items of which a reviewer has an open task."""
        query = select(SqlTask.item_id).where(
            SqlTask.held_by == actor, SqlTask.state == TaskState.OPEN, SqlTask.item_id.in_(item_ids)
        )
        return frozenset(self._session.scalars(query))

    def next_known(self, actor: str, wanted: ItemFilter) -> KnownItem | None:
        """Return the known item that was handed out least, of those with which a reviewer never had to do."""
        seen = exists().where(SqlTask.known_id == SqlKnown.id, SqlTask.held_by == actor)
        times = select(func.count()).where(SqlTask.known_id == SqlKnown.id).scalar_subquery()
        query = select(SqlKnown).join(SqlItem, SqlItem.id == SqlKnown.item_id)
        query = query.where(
            SqlKnown.retired_at.is_(None),
            SqlKnown.marked_by != actor,
            SqlKnown.item_version == SqlItem.version,
            ~seen,
            ~_had_to_do(actor),
            *conditions(wanted),
        )
        row = self._session.scalar(query.order_by(times, SqlKnown.id).limit(1))
        return None if row is None else known_of(row)

    def next_second(self, actor: str, wanted: ItemFilter, passed: UUID | None, now: datetime) -> ReviewTask | None:
        """Return, and hold, the oldest second look that nobody has in hand, at a decision that stands, of others."""
        free = or_(SqlTask.held_until.is_(None), SqlTask.held_until <= now)
        query = _standing(select(SqlTask)).where(
            SqlTask.kind == TaskKind.SECOND, SqlTask.state == TaskState.OPEN, free, ~_had_to_do(actor)
        )
        query = query.where(*conditions(wanted)).order_by(SqlTask.id).limit(1)
        if passed is not None:
            query = query.where(SqlTask.id != passed)
        row = self._session.scalar(query.with_for_update(of=SqlTask, skip_locked=True))
        return None if row is None else _task(row)

    def add(self, task: ReviewTask) -> None:
        """Write a task."""
        self._session.execute(insert(SqlTask).values(_values(task)))

    def change(self, task: ReviewTask) -> None:
        """Write what changed of a task."""
        values = _values(task)
        self._session.execute(update(SqlTask).where(SqlTask.id == values.pop("id")).values(values))

    def lock(self, task_id: UUID) -> ReviewTask | None:
        """Return a task, held until the transaction ends."""
        query = select(SqlTask).where(SqlTask.id == task_id).with_for_update()
        row = self._session.scalar(query, execution_options={"populate_existing": True})
        return None if row is None else _task(row)

    def get(self, task_id: UUID) -> ReviewTask | None:
        """Return a task."""
        row = self._session.get(SqlTask, task_id, populate_existing=True)
        return None if row is None else _task(row)

    def looked_at(self, item_id: UUID, version: int) -> bool:
        """Tell whether this text has or had a second look."""
        query = select(SqlTask.id).where(
            SqlTask.item_id == item_id,
            SqlTask.item_version == version,
            SqlTask.kind == TaskKind.SECOND,
            SqlTask.state != TaskState.VOID,
        )
        return self._session.scalar(query.limit(1)) is not None

    def stands(self, task: ReviewTask) -> bool:
        """Tell whether the decision that a task looks at holds still, of the same text."""
        query = select(SqlItem.id).where(
            SqlItem.id == task.item_id,
            SqlItem.version == task.item_version,
            SqlItem.decision_id == task.decision_id,
        )
        return self._session.scalar(query) is not None

    def first_said(self, task: ReviewTask) -> Said:
        """Return what was decided first."""
        row = self._session.get_one(SqlDecision, task.decision_id)
        return Said.read({"verdict": row.verdict, "labels": row.labels, "reason": row.reason})

    def disagreements(self, states: Sequence[TaskState], limit: int) -> list[Disagreement]:
        """Return second looks that came to something else, the latest first."""
        query = _with_first().where(SqlTask.kind == TaskKind.SECOND, SqlTask.state.in_(states))
        rows = self._session.execute(query.order_by(SqlTask.id.desc()).limit(limit))
        return [_disagreement(*row) for row in rows]

    def disagreement(self, task_id: UUID) -> Disagreement | None:
        """Return one that is to be settled, or was."""
        states = (TaskState.DIFFERS, TaskState.SETTLED)
        query = _with_first().where(SqlTask.id == task_id, SqlTask.state.in_(states))
        row = self._session.execute(query).one_or_none()
        return None if row is None else _disagreement(*row)

    def mark(self, known: KnownItem) -> None:
        """Write a known item; there is none in use for that item."""
        values = asdict(known) | {"answer": known.answer.stored()}
        self._session.execute(insert(SqlKnown).values(values))

    def retire(self, known_id: UUID, actor: str, at: datetime) -> bool:
        """Take a known item out of use; tell whether it was in use."""
        statement = update(SqlKnown).where(SqlKnown.id == known_id, SqlKnown.retired_at.is_(None))
        statement = statement.values(retired_at=at, retired_by=actor)
        return self._session.execute(statement.returning(SqlKnown.id)).first() is not None

    def known(self, known_id: UUID) -> KnownItem | None:
        """Return a known item, also one out of use."""
        row = self._session.get(SqlKnown, known_id, populate_existing=True)
        return None if row is None else known_of(row)

    def known_in_use(self, item_id: UUID) -> KnownItem | None:
        """Return what is agreed on of an item."""
        row = self._session.scalar(select(SqlKnown).where(SqlKnown.item_id == item_id, SqlKnown.retired_at.is_(None)))
        return None if row is None else known_of(row)

    def start_known(self, known: KnownItem, actor: str, until: datetime, now: datetime) -> ReviewTask:
        """Write and return a task of a known item in the hands of a reviewer."""
        task = ReviewTask(
            id=uuid7(),
            kind=TaskKind.KNOWN,
            state=TaskState.OPEN,
            item_id=known.item_id,
            item_version=known.item_version,
            made_at=now,
            known_id=known.id,
            held_by=actor,
            held_until=until,
        )
        self.add(task)
        return task


def _had_to_do(actor: str) -> Any:  # noqa: ANN401  # SQLAlchemy has no one name for it
    """Return the condition that somebody has said anything of the item before, also what was taken back."""
    return exists().where(SqlDecision.item_id == SqlItem.id, SqlDecision.decided_by == actor)


def _standing(query: Select[Any]) -> Select[Any]:
    same = and_(SqlItem.id == SqlTask.item_id, SqlItem.version == SqlTask.item_version)
    return query.join(SqlItem, and_(same, SqlItem.decision_id == SqlTask.decision_id))


def _with_first() -> Select[SqlTask, SqlDecision, SqlItem]:
    query = select(SqlTask, SqlDecision, SqlItem).join(SqlDecision, SqlDecision.id == SqlTask.decision_id)
    return query.join(SqlItem, SqlItem.id == SqlTask.item_id)


def _disagreement(task: SqlTask, first: SqlDecision, item: SqlItem) -> Disagreement:
    return Disagreement(
        task=_task(task),
        first=Said.read({"verdict": first.verdict, "labels": first.labels, "reason": first.reason}),
        stands=item.decision_id == first.id and item.version == task.item_version,
        channel_id=item.channel_id,
        text=item.text,
    )


def known_of(row: SqlKnown) -> KnownItem:
    """Return a row as the services know it."""
    values = {field.name: getattr(row, field.name) for field in fields(KnownItem)}
    return KnownItem(**values | {"answer": Said.read(row.answer)})


def _values(task: ReviewTask) -> dict[str, Any]:
    said = {name: None if (each := getattr(task, name)) is None else each.stored() for name in _SAID}
    return {field.name: getattr(task, field.name) for field in fields(ReviewTask)} | said


def _task(row: SqlTask) -> ReviewTask:
    values = {field.name: getattr(row, field.name) for field in fields(ReviewTask)}
    said = {name: None if values[name] is None else Said.read(values[name]) for name in _SAID}
    kinds = {"kind": TaskKind(row.kind), "state": TaskState(row.state)}
    reason = {"reason": None if row.reason is None else SecondReason(row.reason)}
    return ReviewTask(**values | said | kinds | reason)
