"""Reads what figures of quality are made of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, select
from sqlalchemy.orm import Session, aliased

from service.domain.misses import MissKind
from service.domain.quality import KnownRate, MissRow, PairedSaid, floor_of
from service.domain.review_tasks import FINAL, Said, SecondReason, TaskKind, TaskState
from service.domain.takedown.states import RequestEvent
from service.schema import Decision as SqlDecision
from service.schema import Item as SqlItem
from service.schema import KnownItem as SqlKnown
from service.schema import MissReport as SqlMiss
from service.schema import ReviewTask as SqlTask
from service.schema import TakedownEvent as SqlEvent
from service.schema import TakedownItem as SqlTakedownItem
from service.storage.review_tasks import known_of

__all__ = ["UNFOUNDED", "DecisionFate", "QualityStore"]

UNFOUNDED = "manifestly_unfounded"
"""Ground on which a platform declines, in the words of Article 23 DSA."""
_LOOKED = (TaskState.AGREED, TaskState.DIFFERS, TaskState.SETTLED)


@dataclass(frozen=True, slots=True)
class DecisionFate:
    """A decision of a person, and what became of it."""

    decided_at: datetime
    labels: Sequence[str]
    """Of the confirmation, or, of any other verdict, those that the score raises."""
    model_version: str | None
    undone: bool
    corrected: bool
    settled: bool
    unfounded: bool


class QualityStore:
    """Reads in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def known_answers(self, since: datetime, until: datetime) -> list[tuple[Said, Said]]:
        """Return what was agreed on and what was said of it; calls for help aside."""
        query = select(SqlKnown.answer, SqlTask.answer).join(SqlTask, SqlTask.known_id == SqlKnown.id)
        query = query.where(SqlTask.state == TaskState.ANSWERED, *_answered(since, until))
        both = [(Said.read(right), Said.read(said)) for right, said in self._session.execute(query) if said is not None]
        return [(right, said) for right, said in both if said.verdict in FINAL]

    def known_rates(self, limit: int) -> list[KnownRate]:
        """Return the known items in use, newest first, each with its answers."""
        query = select(SqlKnown, SqlItem).join(SqlItem, SqlItem.id == SqlKnown.item_id)
        query = query.where(SqlKnown.retired_at.is_(None)).order_by(SqlKnown.id.desc()).limit(limit)
        found = [(known_of(known), item) for known, item in self._session.execute(query)]
        answers = self._answers_of([known.id for known, _ in found])
        return [
            KnownRate(
                known=known,
                text=item.text,
                edited=item.version != known.item_version,
                answered=len(answers.get(known.id, [])),
                missed=sum(not each.agrees_with(known.answer) for each in answers.get(known.id, [])),
            )
            for known, item in found
        ]

    def paired(self, since: datetime, until: datetime, reason: SecondReason) -> list[PairedSaid]:
        """Return what two people said of the same items, chosen for this reason; calls for help aside."""
        query = select(SqlDecision, SqlTask).join(SqlTask, SqlTask.decision_id == SqlDecision.id)
        query = query.where(SqlTask.state.in_(_LOOKED), SqlTask.reason == reason, *_answered(since, until))
        found = []
        for first, task in self._session.execute(query):
            said = Said.read({"verdict": first.verdict, "labels": first.labels, "reason": first.reason})
            if task.answer is not None and task.answered_by is not None and task.answer["verdict"] in FINAL:
                found.append(PairedSaid(first.decided_by, said, task.answered_by, Said.read(task.answer)))
        return found

    def count_waiting(self, state: TaskState) -> int:
        """Return how many second looks stand there, at decisions that hold of the same text."""
        holds = and_(
            SqlItem.id == SqlTask.item_id,
            SqlItem.decision_id == SqlTask.decision_id,
            SqlItem.version == SqlTask.item_version,
        )
        query = select(func.count()).select_from(SqlTask).join(SqlItem, holds)
        return self._session.scalar(query.where(SqlTask.kind == TaskKind.SECOND, SqlTask.state == state)) or 0

    def settled(self, since: datetime, until: datetime) -> tuple[int, int]:
        """Return how many settled disagreements overturned the first decision, and how many there are."""
        overturned = func.sum(case((SqlTask.settled_decision_id.is_not(None), 1), else_=0))
        query = select(overturned, func.count()).where(
            SqlTask.state == TaskState.SETTLED, SqlTask.settled_at >= since, SqlTask.settled_at < until
        )
        row = self._session.execute(query).one()
        return row[0] or 0, row[1]

    def fates(self, since: datetime, until: datetime) -> list[DecisionFate]:
        """Return what people decided and what became of it; copies and what put another decision right aside."""
        query = _fates().where(
            SqlDecision.id >= floor_of(since),
            SqlDecision.decided_at >= since,
            SqlDecision.decided_at < until,
            SqlDecision.verdict.in_(FINAL),
            SqlDecision.undoes.is_(None),
            SqlDecision.inherited_from.is_(None),
            SqlDecision.corrects.is_(None),
        )
        return [
            DecisionFate(at, labels or [each for each in (raised or "").split("|") if each], *fate)
            for at, labels, raised, *fate in self._session.execute(query)
        ]

    def misses(self, since: datetime, until: datetime) -> list[MissRow]:
        """Return how many misses were reported, by label, kind and model."""
        names = (SqlMiss.label, SqlMiss.kind, SqlMiss.model_version)
        query = select(*names, func.count()).where(SqlMiss.reported_at >= since, SqlMiss.reported_at < until)
        rows = self._session.execute(query.group_by(*names).order_by(*names))
        return [MissRow(label, MissKind(kind), model, n) for label, kind, model, n in rows]

    def _answers_of(self, known_ids: Sequence[UUID]) -> dict[UUID, list[Said]]:
        query = select(SqlTask).where(SqlTask.known_id.in_(known_ids), SqlTask.state == TaskState.ANSWERED)
        found: dict[UUID, list[Said]] = {}
        for task in self._session.scalars(query):
            if task.known_id is not None and task.answer is not None and task.answer["verdict"] in FINAL:
                found.setdefault(task.known_id, []).append(Said.read(task.answer))
        return found


def _answered(since: datetime, until: datetime) -> list[ColumnElement[bool]]:
    return [SqlTask.answered_at >= since, SqlTask.answered_at < until]


def _fates() -> Select[Any]:
    later, correction = aliased(SqlDecision), aliased(SqlDecision)
    # A correction that was itself taken back has put nothing right.
    taken_back = aliased(SqlDecision)
    undone = exists().where(later.undoes == SqlDecision.id)
    corrected = exists().where(
        correction.corrects == SqlDecision.id,
        correction.undoes.is_(None),
        ~exists().where(taken_back.undoes == correction.id),
    )
    settled = exists().where(SqlTask.decision_id == SqlDecision.id, SqlTask.settled_decision_id.is_not(None))
    unfounded = exists().where(
        SqlTakedownItem.item_id == SqlDecision.item_id,
        SqlEvent.request_id == SqlTakedownItem.request_id,
        SqlEvent.event == RequestEvent.DECISION_NONE,
        SqlEvent.details["ground"].as_string() == UNFOUNDED,
        SqlEvent.at >= SqlDecision.decided_at,
        SqlDecision.verdict == "confirm",
    )
    columns = (SqlDecision.decided_at, SqlDecision.labels, SqlItem.labels, SqlDecision.model_version)
    query = select(*columns, undone, corrected, settled, unfounded)
    return query.join(SqlItem, SqlItem.id == SqlDecision.item_id)
