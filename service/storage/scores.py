"""Scoring's view of items: what waits for a score, the cache for copies, and the scores given."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, String, case, func, select, type_coerce, update
from sqlalchemy.orm import Session

from service.domain.items import WITH_SCORE, ItemState, ScoreRow
from service.schema import CachedScore as SqlCachedScore
from service.schema import Channel as SqlChannel
from service.schema import Item as SqlItem
from service.schema import Score as SqlScore
from service.storage.inserting import insert_ignoring

__all__ = ["PendingItem", "ScoreStore", "SelectPending", "Stranded", "select_pending"]


@dataclass(frozen=True, slots=True)
class PendingItem:
    """An item with what scoring reads of it; also the shape of its neighbours."""

    id: UUID
    version: int
    channel_id: UUID
    source_key: str
    reply_to_key: str | None
    author_key: str | None
    sent_at: datetime | None
    text: str
    lane: str
    state: str
    tier: str | None
    """The tier that decided; ``None`` without a score, as are the next two."""
    recruitment: float | None
    f4_sale: float | None
    timezone: str
    """IANA name of the zone of its channel."""

    @property
    def pair(self) -> tuple[float, float] | None:
        """The scores in the order of `models.contract.LABELS`, if it has any."""
        return None if self.recruitment is None or self.f4_sale is None else (self.recruitment, self.f4_sale)


@dataclass(frozen=True, slots=True)
class Stranded:
    """An item that should have been scored by now."""

    id: UUID
    lane: str
    attempts: int


_COLUMNS = (
    SqlItem.id,
    SqlItem.version,
    SqlItem.channel_id,
    SqlItem.source_key,
    SqlItem.reply_to_key,
    SqlItem.author_key,
    SqlItem.sent_at,
    type_coerce(SqlItem.text, String(None)),  # never null here: `select_pending` asks for items with a text
    SqlItem.lane,
    SqlItem.state,
    SqlItem.tier,
    SqlItem.recruitment,
    SqlItem.f4_sale,
    SqlChannel.timezone,
)
SelectPending = Select[
    UUID,
    int,
    UUID,
    str,
    str | None,
    str | None,
    datetime | None,
    str,
    str,
    str,
    str | None,
    float | None,
    float | None,
    str,
]


def select_pending() -> SelectPending:
    """Return the query for items with a text, each row in the order of `PendingItem`."""
    query = select(*_COLUMNS).join(SqlChannel, SqlChannel.id == SqlItem.channel_id)
    return query.where(SqlItem.text.is_not(None))


class ScoreStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def pending(self, ids: Collection[UUID]) -> list[PendingItem]:
        """Return those of the items that still wait for a score, in the order of storing."""
        return self._in_states(ids, {ItemState.PENDING})

    def scored(self, ids: Collection[UUID]) -> list[PendingItem]:
        """Return those of the items that have a score, in the order of storing."""
        return self._in_states(ids, WITH_SCORE)

    def cached(self, copy_keys: Collection[bytes]) -> dict[bytes, tuple[float, float]]:
        """Return known scores (recruitment, f4_sale) by copy key."""
        rows = self._session.execute(
            select(SqlCachedScore.copy_key, SqlCachedScore.recruitment, SqlCachedScore.f4_sale).where(
                SqlCachedScore.copy_key.in_(copy_keys)
            )
        )
        return {bytes(row.copy_key): (row.recruitment, row.f4_sale) for row in rows}

    def remember(self, scores: Mapping[bytes, tuple[float, float]], at: datetime) -> None:
        """Put scores into the cache."""
        rows = [
            {"copy_key": key, "recruitment": scores[key][0], "f4_sale": scores[key][1], "created_at": at}
            for key in sorted(scores)
        ]
        insert_ignoring(self._session, SqlCachedScore, rows)

    def write(self, scores: Sequence[ScoreRow]) -> list[ScoreRow]:
        """Write scores of items that still wait for one in that version; return those that were written.

        The rows are locked first, so that of two workers with the same item one writes and the other passes by.
        """
        open_rows = self._session.execute(
            select(SqlItem.id, SqlItem.version)
            .where(SqlItem.id.in_([score.item_id for score in scores]), SqlItem.state == ItemState.PENDING)
            .order_by(SqlItem.id)
            .with_for_update(skip_locked=True, key_share=True)  # others may point at them meanwhile, as asks do
        )
        waiting = {(row.id, row.version) for row in open_rows}
        due = [score for score in scores if (score.item_id, score.item_version) in waiting]
        if due:
            insert_ignoring(self._session, SqlScore, [_score_values(score) for score in due])
            since = [{"queued_at": score.scored_at if score.asks_for_review else None} for score in due]
            values = [_item_values(score) | each for score, each in zip(due, since, strict=True)]
            self._session.execute(update(SqlItem), values)
        return due

    def replace(self, scores: Sequence[ScoreRow]) -> None:
        """Put scores in the place of earlier ones of the same versions; the caller holds the items."""
        rows = [_score_values(score) for score in scores]
        if rows:
            insert_ignoring(self._session, SqlScore, rows)  # there is none of this bundle yet when the last was another
            self._session.execute(update(SqlScore), rows)
            self._session.execute(update(SqlItem), [_item_values(score) for score in scores])
            self._note_waiting([score.item_id for score in scores], scores[0].scored_at)

    def count_attempt(self, ids: Collection[UUID], max_attempts: int, reason: str) -> list[UUID]:
        """Count one more attempt; park what has had too many; return the ids that were parked."""
        attempts = SqlItem.attempts + 1
        self._session.execute(
            update(SqlItem).where(SqlItem.id.in_(ids), SqlItem.state == ItemState.PENDING).values(attempts=attempts)
        )
        parked = self._session.scalars(
            update(SqlItem)
            .where(SqlItem.id.in_(ids), SqlItem.state == ItemState.PENDING, SqlItem.attempts >= max_attempts)
            .values(state=ItemState.PARKED, state_reason=reason[:200])
            .returning(SqlItem.id),
            execution_options={"synchronize_session": False},
        )
        return list(parked)

    def stranded(self, before: datetime, limit: int) -> list[Stranded]:
        """Return items that have been pending since before a time, locked against other dispatchers."""
        rows = self._session.execute(
            select(SqlItem.id, SqlItem.lane, SqlItem.attempts)
            .where(SqlItem.state == ItemState.PENDING, SqlItem.enqueued_at < before)
            .order_by(SqlItem.enqueued_at)
            .limit(limit)
            .with_for_update(skip_locked=True, key_share=True)  # as in `write`
        )
        return [Stranded(*row) for row in rows]

    def mark_enqueued(self, ids: Collection[UUID], at: datetime) -> None:
        """Note when items were last sent to the workers."""
        self._session.execute(update(SqlItem).where(SqlItem.id.in_(ids)).values(enqueued_at=at))

    def reopen_parked(self) -> list[Stranded]:
        """Make parked items pending again, their attempts forgotten; return them."""
        rows = self._session.execute(
            update(SqlItem)
            .where(SqlItem.state == ItemState.PARKED)
            .values(state=ItemState.PENDING, state_reason=None, attempts=0)
            .returning(SqlItem.id, SqlItem.lane, SqlItem.attempts),
            execution_options={"synchronize_session": False},
        )
        return [Stranded(*row) for row in rows]

    def count_by_state(self) -> dict[str, int]:
        """Return how many items there are in each state."""
        rows = self._session.execute(select(SqlItem.state, func.count()).group_by(SqlItem.state))
        return {row[0]: row[1] for row in rows}

    def _note_waiting(self, ids: Collection[UUID], now: datetime) -> None:
        """Note since when these wait for review; what waited before goes on waiting."""
        since = case((SqlItem.state == ItemState.QUEUED, func.coalesce(SqlItem.queued_at, now)), else_=None)
        self._session.execute(
            update(SqlItem).where(SqlItem.id.in_(ids)).values(queued_at=since),
            execution_options={"synchronize_session": False},
        )

    def _in_states(self, ids: Collection[UUID], states: Collection[ItemState]) -> list[PendingItem]:
        query = select_pending().where(SqlItem.id.in_(ids), SqlItem.state.in_(states)).order_by(SqlItem.id)
        return [PendingItem(*row) for row in self._session.execute(query)]


def _score_values(score: ScoreRow) -> dict[str, object]:
    return {
        "item_id": score.item_id,
        "item_version": score.item_version,
        "model_version": score.model_version,
        "tier": score.tier,
        "recruitment": score.recruitment,
        "f4_sale": score.f4_sale,
        "explanation": list(score.explanation),
        "unsure": list(score.unsure),
        "entities": list(score.entities),
        "scored_at": score.scored_at,
    }


def _item_values(score: ScoreRow) -> dict[str, object]:
    return {
        "id": score.item_id,
        "state": ItemState.QUEUED if score.asks_for_review else ItemState.SCORED,
        "lang": score.lang,
        "recruitment": score.recruitment,
        "f4_sale": score.f4_sale,
        "score": max(score.recruitment, score.f4_sale),
        "labels": "".join(f"|{label}" for label in score.labels) + ("|" if score.labels else ""),
        "tier": score.tier,
        "model_version": score.model_version,
        "role": score.role,
        "priority": score.priority,
        "priority_reason": list(score.priority_reason),
    }
