"""The outbox: written with what it tells of, read by the dispatcher."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import delete, func, insert, select
from sqlalchemy.orm import Session

from service.domain.items import Lane
from service.schema import Heartbeat as SqlHeartbeat
from service.schema import OutboxEntry as SqlOutboxEntry

__all__ = [
    "ALERT_TOPIC",
    "LOOK_TOPIC",
    "NOTICE_TOPIC",
    "REMINDER_TOPIC",
    "SCORE_TOPIC",
    "TOPICS",
    "WEBHOOK_TOPIC",
    "Departure",
    "OutboxStore",
]

SCORE_TOPIC = "score"
ALERT_TOPIC = "alert"
"""A round of an alert; the payload holds its id."""
NOTICE_TOPIC = "notice"
"""The delivery of an approved takedown request; the payload holds its id."""
REMINDER_TOPIC = "reminder"
"""A reminder of a takedown request; the payload holds the id of the request."""
WEBHOOK_TOPIC = "webhook"
"""An event that a platform is to be told of; the payload holds the id of its delivery."""
LOOK_TOPIC = "look"
"""A look whether the messages of a takedown request are still online; the payload holds its id."""
TOPICS = frozenset({SCORE_TOPIC, ALERT_TOPIC, NOTICE_TOPIC, REMINDER_TOPIC, WEBHOOK_TOPIC, LOOK_TOPIC})
_DISPATCHER = "dispatcher"


@dataclass(frozen=True, slots=True)
class Departure:
    """One thing that waits to be sent."""

    id: int
    topic: str
    payload: dict[str, Any]


class OutboxStore:
    """Reads and writes the outbox in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def ask_for_scores(self, ids: Sequence[UUID], lane: Lane, task_size: int) -> None:
        """Note that these items wait for a score, in tasks of at most `task_size`."""
        now = datetime.now(UTC)
        rows = [
            {
                "topic": SCORE_TOPIC,
                "payload": {"lane": lane, "ids": [str(item_id) for item_id in ids[at : at + task_size]]},
                "created_at": now,
            }
            for at in range(0, len(ids), task_size)
        ]
        if rows:
            self._session.execute(insert(SqlOutboxEntry), rows)

    def ask(self, topic: str, ids: Sequence[UUID], *, urgent: bool = False) -> None:
        """Note that something has to be done for each of these ids, in a task of its own; urgent ones first."""
        now = datetime.now(UTC)
        rows = [{"topic": topic, "payload": {"id": str(each)}, "created_at": now, "urgent": urgent} for each in ids]
        if rows:
            self._session.execute(insert(SqlOutboxEntry), rows)

    def next_departures(self, limit: int) -> list[Departure]:
        """Return the oldest entries, urgent ones first, locked against other dispatchers until the transaction ends."""
        rows = self._session.execute(
            select(SqlOutboxEntry.id, SqlOutboxEntry.topic, SqlOutboxEntry.payload)
            .order_by(SqlOutboxEntry.urgent.desc(), SqlOutboxEntry.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        return [Departure(*row) for row in rows]

    def remove(self, entry_ids: Sequence[int]) -> None:
        """Delete entries that were handed over."""
        self._session.execute(delete(SqlOutboxEntry).where(SqlOutboxEntry.id.in_(entry_ids)))

    def waiting(self) -> int:
        """Return how many entries wait."""
        return self._session.scalar(select(func.count()).select_from(SqlOutboxEntry)) or 0

    def note_dispatcher(self) -> None:
        """Note that a dispatcher is at work now."""
        self._session.merge(SqlHeartbeat(process=_DISPATCHER, seen_at=datetime.now(UTC)))

    def dispatcher_seen_at(self) -> datetime | None:
        """Return when a dispatcher was last at work; ``None``: never."""
        return self._session.scalar(select(SqlHeartbeat.seen_at).where(SqlHeartbeat.process == _DISPATCHER))
