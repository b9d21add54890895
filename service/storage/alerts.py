"""Keeps alerts, who claimed them, and every sending of them."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, func, insert, select, update
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from service.schema import Alert as SqlAlert
from service.schema import AlertSending as SqlAlertSending
from service.schema import Channel as SqlChannel
from service.schema import Item as SqlItem
from service.storage.inserting import insert_ignoring

__all__ = ["AlertRecord", "AlertStore"]


@dataclass(frozen=True, slots=True)
class AlertRecord:
    """An alert with what may be told of its item: where it was seen, never its text."""

    id: UUID
    item_id: UUID
    platform: str
    channel_name: str
    raised_at: datetime
    next_at: datetime
    times: int
    claimed_by: str | None
    claimed_at: datetime | None


class AlertStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, item_ids: Collection[UUID], at: datetime) -> None:
        """Raise alerts of these items; one that has an alert keeps it."""
        rows: list[dict[str, object]] = [
            {"id": uuid7(), "item_id": item_id, "raised_at": at, "next_at": at, "times": 0} for item_id in item_ids
        ]
        insert_ignoring(self._session, SqlAlert, rows)

    def reopen(self, item_ids: Collection[UUID], at: datetime) -> None:
        """Send claimed alerts of these items round again: a person asks for more eyes, or the text is another."""
        self._session.execute(
            update(SqlAlert)
            .where(SqlAlert.item_id.in_(item_ids), SqlAlert.claimed_at.is_not(None))
            .values(claimed_at=None, claimed_by=None, next_at=at)
        )

    def due(self, now: datetime, limit: int) -> list[UUID]:
        """Return unclaimed alerts whose time has come, locked against other dispatchers."""
        query = select(SqlAlert.id).where(SqlAlert.claimed_at.is_(None), SqlAlert.next_at <= now)
        query = query.order_by(SqlAlert.next_at).limit(limit).with_for_update(skip_locked=True)
        return list(self._session.scalars(query))

    def start_round(self, alert_ids: Collection[UUID], next_at: datetime) -> None:
        """Count one more round of these alerts and set the time of the one after."""
        self._session.execute(
            update(SqlAlert).where(SqlAlert.id.in_(alert_ids)).values(times=SqlAlert.times + 1, next_at=next_at)
        )

    def get(self, alert_id: UUID) -> AlertRecord | None:
        """Return one alert."""
        row = self._session.execute(_select().where(SqlAlert.id == alert_id)).one_or_none()
        return None if row is None else AlertRecord(*row)

    def of_item(self, item_id: UUID) -> AlertRecord | None:
        """Return the alert of an item, if it has one."""
        row = self._session.execute(_select().where(SqlAlert.item_id == item_id)).one_or_none()
        return None if row is None else AlertRecord(*row)

    def newest(self, limit: int) -> list[AlertRecord]:
        """Return alerts, unclaimed ones first, then newest first."""
        query = _select().order_by(SqlAlert.claimed_at.is_not(None), SqlAlert.raised_at.desc()).limit(limit)
        return [AlertRecord(*row) for row in self._session.execute(query)]

    def count_unclaimed(self) -> int:
        """Return how many alerts nobody has claimed."""
        query = select(func.count()).select_from(SqlAlert).where(SqlAlert.claimed_at.is_(None))
        return self._session.scalar(query) or 0

    def claim(self, item_id: UUID, actor: str, at: datetime) -> bool:
        """Claim the alert of an item, unless somebody has; return whether this call did."""
        claimed = self._session.scalars(
            update(SqlAlert)
            .where(SqlAlert.item_id == item_id, SqlAlert.claimed_at.is_(None))
            .values(claimed_by=actor, claimed_at=at)
            .returning(SqlAlert.id),
            execution_options={"synchronize_session": False},
        )
        return bool(claimed.all())

    def give_back(self, item_id: UUID, actor: str, at: datetime) -> bool:
        """Send the alert of an item round again that this person has claimed; return whether they had."""
        given = self._session.scalars(
            update(SqlAlert)
            .where(SqlAlert.item_id == item_id, SqlAlert.claimed_by == actor)
            .values(claimed_by=None, claimed_at=None, next_at=at)
            .returning(SqlAlert.id),
            execution_options={"synchronize_session": False},
        )
        return bool(given.all())

    def start_sending(self, alert: AlertRecord, recipient: str, at: datetime) -> UUID | None:
        """Note that a round of an alert is being sent to somebody; return the id of the sending.

        ``None``, and nothing is noted, when that was noted before or when the alert is claimed by now. The alert is
        locked first, so that of two workers with the same round one sends.
        """
        held = select(SqlAlert.claimed_at).where(SqlAlert.id == alert.id).with_for_update()
        if self._session.scalars(held).one() is not None or recipient in self._sent_to(alert.id, alert.times):
            return None
        sending_id = uuid7()
        values = {"id": sending_id, "alert_id": alert.id, "round": alert.times, "recipient": recipient}
        self._session.execute(insert(SqlAlertSending).values(values | {"started_at": at}))
        return sending_id

    def finish_sending(self, sending_id: UUID, outcome: str, detail: str) -> None:
        """Note what became of a sending."""
        self._session.execute(
            update(SqlAlertSending).where(SqlAlertSending.id == sending_id).values(outcome=outcome, detail=detail[:300])
        )

    def outcomes(self, alert_id: UUID) -> Sequence[tuple[str, str | None]]:
        """Return recipient and outcome of every sending of an alert, oldest first."""
        query = select(SqlAlertSending.recipient, SqlAlertSending.outcome).where(SqlAlertSending.alert_id == alert_id)
        return [(row.recipient, row.outcome) for row in self._session.execute(query.order_by(SqlAlertSending.id))]

    def sendings(self, alert_ids: Collection[UUID]) -> dict[UUID, dict[str | None, int]]:
        """Return how many sendings of each alert had which outcome; ``None``: under way."""
        columns = (SqlAlertSending.alert_id, SqlAlertSending.outcome, func.count().label("sendings"))
        query = select(*columns).where(SqlAlertSending.alert_id.in_(alert_ids))
        found: dict[UUID, dict[str | None, int]] = {}
        for row in self._session.execute(query.group_by(SqlAlertSending.alert_id, SqlAlertSending.outcome)):
            found.setdefault(row.alert_id, {})[row.outcome] = row.sendings
        return found

    def _sent_to(self, alert_id: UUID, round_: int) -> set[str]:
        query = select(SqlAlertSending.recipient).where(
            SqlAlertSending.alert_id == alert_id, SqlAlertSending.round == round_
        )
        return set(self._session.scalars(query))


_Selected = Select[UUID, UUID, str, str, datetime, datetime, int, str | None, datetime | None]


def _select() -> _Selected:
    columns = (SqlAlert.id, SqlAlert.item_id, SqlItem.platform, SqlChannel.name, SqlAlert.raised_at, SqlAlert.next_at)
    query = select(*columns, SqlAlert.times, SqlAlert.claimed_by, SqlAlert.claimed_at)
    return query.join(SqlItem, SqlItem.id == SqlAlert.item_id).join(SqlChannel, SqlChannel.id == SqlItem.channel_id)
