"""Scores asked for again: who waits for one, what it was before, and the history of what changed."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, Float, delete, exists, insert, or_, select, type_coerce, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from service.domain.items import WITH_SCORE
from service.domain.rescoring import PastScore, ScoreChange, ScoredItem
from service.schema import Alert as SqlAlert
from service.schema import Decision as SqlDecision
from service.schema import Item as SqlItem
from service.schema import ScoreAsk as SqlScoreAsk
from service.schema import ScoreChange as SqlScoreChange
from service.storage.scores import Stranded

__all__ = ["Ask", "AskStore", "NewAsk"]


@dataclass(frozen=True, slots=True)
class NewAsk:
    """An item that should be scored again, and why."""

    item_id: UUID
    cause_id: UUID
    lane: str


@dataclass(frozen=True, slots=True)
class Ask:
    """A standing ask, as it was when it was read."""

    item_id: UUID
    cause_id: UUID
    token: UUID


class AskStore:
    """Reads and writes in the caller's transaction.

    No two transactions wait for each other here: each waits for rows once, in one call of `ask`, `mark_enqueued` or
    `count_attempt`, in the order of items, and after that settles only what nobody else holds.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask(self, asks: Collection[NewAsk], at: datetime) -> None:
        """Ask for scores; an item that is asked for already is asked for anew, once."""
        rows = [
            asdict(each) | {"token": uuid7(), "attempts": 0, "asked_at": at}
            for each in sorted(asks, key=lambda each: each.item_id)
        ]
        if not rows:
            return
        dialect = postgresql if self._session.get_bind().dialect.name == "postgresql" else sqlite
        statement = dialect.insert(SqlScoreAsk)
        renewed = {name: getattr(statement.excluded, name) for name in ("cause_id", "token", "lane", "asked_at")}
        self._session.execute(
            statement.on_conflict_do_update(index_elements=[SqlScoreAsk.item_id], set_=renewed | {"attempts": 0}), rows
        )

    def standing(self, item_ids: Collection[UUID]) -> dict[UUID, Ask]:
        """Return the asks for these items, by item."""
        query = select(SqlScoreAsk.item_id, SqlScoreAsk.cause_id, SqlScoreAsk.token)
        rows = self._session.execute(query.where(SqlScoreAsk.item_id.in_(item_ids)))
        return {row.item_id: Ask(*row) for row in rows}

    def settle(self, asks: Collection[Ask]) -> None:
        """Take asks away that were answered; one that was renewed meanwhile stays.

        One that somebody else holds stays too, and is answered once more: to wait for it would be out of order.
        """
        answered = {(each.item_id, each.token) for each in asks}
        query = select(SqlScoreAsk.item_id, SqlScoreAsk.token)
        query = query.where(SqlScoreAsk.item_id.in_([each.item_id for each in asks]))
        held = self._session.execute(query.order_by(SqlScoreAsk.item_id).with_for_update(skip_locked=True))
        gone = [row.item_id for row in held if (row.item_id, row.token) in answered]
        if gone:
            self._session.execute(delete(SqlScoreAsk).where(SqlScoreAsk.item_id.in_(gone)))

    def due(self, item_ids: Collection[UUID]) -> list[Stranded]:
        """Return those of the items that are asked for and have a score, by which workers find them to be scored."""
        return self._waiting(SqlScoreAsk.item_id.in_(item_ids))

    def stranded(self, before: datetime, limit: int) -> list[Stranded]:
        """Return items that were asked for before a time and are still not answered."""
        return self._waiting(SqlScoreAsk.asked_at < before, limit)

    def mark_enqueued(self, item_ids: Collection[UUID], at: datetime) -> None:
        """Note when items were last sent to the workers."""
        held = self._held(item_ids)
        self._session.execute(update(SqlScoreAsk).where(SqlScoreAsk.item_id.in_(held)).values(asked_at=at))

    def count_attempt(self, item_ids: Collection[UUID], max_attempts: int) -> None:
        """Count one more attempt; give those up that have had too many. Their items keep the score that they have."""
        mine = SqlScoreAsk.item_id.in_(self._held(item_ids))
        self._session.execute(update(SqlScoreAsk).where(mine).values(attempts=SqlScoreAsk.attempts + 1))
        self._session.execute(delete(SqlScoreAsk).where(mine, SqlScoreAsk.attempts >= max_attempts))

    def _held(self, item_ids: Collection[UUID]) -> list[UUID]:
        """Return those of the items that are asked for, their asks held: an update alone locks in any order."""
        query = select(SqlScoreAsk.item_id).where(SqlScoreAsk.item_id.in_(item_ids)).order_by(SqlScoreAsk.item_id)
        return list(self._session.scalars(query.with_for_update()))

    def lock(self, item_ids: Collection[UUID]) -> dict[UUID, ScoredItem]:
        """Return items with the score that they have and hold them; those that somebody else holds are left out."""
        touched = or_(
            exists().where(SqlDecision.item_id == SqlItem.id),
            exists().where(SqlAlert.item_id == SqlItem.id),
        )
        pair = (type_coerce(SqlItem.recruitment, Float()), type_coerce(SqlItem.f4_sale, Float()))  # none is null, below
        holds = select(SqlDecision.id).where(SqlDecision.id == SqlItem.decision_id)
        inherited = holds.where(SqlDecision.inherited_from.is_not(None)).scalar_subquery()
        rows = self._session.execute(
            select(
                SqlItem.id, SqlItem.version, SqlItem.state, *pair, SqlItem.labels, SqlItem.priority, touched, inherited
            )
            .where(SqlItem.id.in_(item_ids), SqlItem.state.in_(WITH_SCORE), SqlItem.score.is_not(None))
            .where(SqlItem.text.is_not(None))  # what was purged meanwhile gets nothing that was read of its text
            .order_by(SqlItem.id)
            .with_for_update(of=SqlItem, skip_locked=True, key_share=True)
        )
        found = (ScoredItem(*row[:5], _labels(row[5]), *row[6:]) for row in rows)
        return {item.id: item for item in found}

    def note(self, changes: Sequence[ScoreChange]) -> None:
        """Write changes into the history."""
        rows = [_history_row(change) for change in changes]
        if rows:
            self._session.execute(insert(SqlScoreChange), rows)

    def history(self, item_id: UUID) -> list[PastScore]:
        """Return what changed the scores of an item, oldest first."""
        query = select(SqlScoreChange).where(SqlScoreChange.item_id == item_id).order_by(SqlScoreChange.id)
        return [_record(row) for row in self._session.scalars(query)]

    def _waiting(self, which: ColumnElement[bool], limit: int | None = None) -> list[Stranded]:
        query = select(SqlScoreAsk.item_id, SqlScoreAsk.lane, SqlScoreAsk.attempts)
        query = query.join(SqlItem, SqlItem.id == SqlScoreAsk.item_id).where(
            which, SqlItem.state.in_(WITH_SCORE), SqlItem.text.is_not(None)
        )
        rows = self._session.execute(query.order_by(SqlScoreAsk.asked_at, SqlScoreAsk.item_id).limit(limit))
        return [Stranded(*row) for row in rows]


def _labels(stored: str | None) -> tuple[str, ...]:
    return tuple(label for label in (stored or "").split("|") if label)


def _history_row(change: ScoreChange) -> dict[str, object]:
    old, new = change.old, change.new
    return {
        "id": uuid7(),
        "item_id": old.id,
        "item_version": old.version,
        "cause_id": change.cause_id,
        "model_version": new.model_version,
        "recruitment_before": old.recruitment,
        "f4_sale_before": old.f4_sale,
        "recruitment": new.recruitment,
        "f4_sale": new.f4_sale,
        "priority_before": old.priority,
        "priority": new.priority,
        "holds": change.holds,
        "changed_at": new.scored_at,
    }


def _record(row: SqlScoreChange) -> PastScore:
    return PastScore(
        at=row.changed_at,
        cause_id=row.cause_id,
        model_version=row.model_version,
        before={"recruitment": row.recruitment_before, "f4_sale": row.f4_sale_before},
        after={"recruitment": row.recruitment, "f4_sale": row.f4_sale},
        priority_before=row.priority_before,
        priority_after=row.priority,
        holds=row.holds,
    )
