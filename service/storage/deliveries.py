"""Keeps attempts to deliver takedown requests; each is there before anything is sent."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session

from service.domain.takedown.delivery_channels import Transport
from service.domain.takedown.records import AttemptRecord
from service.schema import DeliveryAttempt as SqlDeliveryAttempt
from service.schema import NoticesOfDay as SqlNoticesOfDay
from service.storage.inserting import insert_ignoring

__all__ = ["DeliveryStore"]

_FIELDS = [field.name for field in fields(AttemptRecord)]


class DeliveryStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def start(self, attempt: AttemptRecord) -> None:
        """Write an attempt that is about to be made."""
        self._session.execute(insert(SqlDeliveryAttempt).values(asdict(attempt)))

    def open(self, attempt_id: UUID, at: datetime) -> bool:
        """Take an attempt on, just before anything is sent; return whether nobody had taken it before."""
        taken = self._session.scalars(
            update(SqlDeliveryAttempt)
            .where(SqlDeliveryAttempt.id == attempt_id, SqlDeliveryAttempt.opened_at.is_(None))
            .values(opened_at=at)
            .returning(SqlDeliveryAttempt.id),
            execution_options={"synchronize_session": False},
        )
        return bool(taken.all())

    def finish(self, attempt_id: UUID, at: datetime, outcome: str, code: int | None, detail: str) -> bool:
        """Note what became of an attempt, unless that is known already; return whether this call did."""
        done = self._session.scalars(
            update(SqlDeliveryAttempt)
            .where(SqlDeliveryAttempt.id == attempt_id, SqlDeliveryAttempt.outcome.is_(None))
            .values(finished_at=at, outcome=outcome, code=code, detail=detail[:300])
            .returning(SqlDeliveryAttempt.id),
            execution_options={"synchronize_session": False},
        )
        return bool(done.all())

    def of_request(self, request_id: UUID) -> list[AttemptRecord]:
        """Return the attempts of a request, oldest first."""
        query = select(SqlDeliveryAttempt).where(SqlDeliveryAttempt.request_id == request_id)
        rows = self._session.scalars(query.order_by(SqlDeliveryAttempt.attempt))
        return [AttemptRecord(**{name: getattr(row, name) for name in _FIELDS}) for row in rows]

    def count(self, request_id: UUID, delivery_channel: str | None = None) -> int:
        """Return how many attempts there were in all, or how many to bring the notice over one delivery channel."""
        query = select(func.count()).select_from(SqlDeliveryAttempt).where(SqlDeliveryAttempt.request_id == request_id)
        if delivery_channel is not None:
            query = query.where(
                SqlDeliveryAttempt.delivery_channel == delivery_channel, SqlDeliveryAttempt.reminder.is_(None)
            )
        return self._session.scalar(query) or 0

    def begun_on(self, delivery_channel: str, day: date) -> int:
        """Return how many notices were begun over a delivery channel on a day."""
        found = self._session.get(SqlNoticesOfDay, (delivery_channel, day), populate_existing=True)
        return 0 if found is None else found.begun

    def count_begun(self, delivery_channel: str, day: date, most: int | None) -> bool:
        """Count one more, unless as many as that were begun; return whether it was counted. One at a time can."""
        row: dict[str, object] = {"delivery_channel": delivery_channel, "day": day, "begun": 0}
        insert_ignoring(self._session, SqlNoticesOfDay, [row])
        mine = (SqlNoticesOfDay.delivery_channel == delivery_channel, SqlNoticesOfDay.day == day)
        below = () if most is None else (SqlNoticesOfDay.begun < most,)
        counted = self._session.scalars(
            update(SqlNoticesOfDay)
            .where(*mine, *below)
            .values(begun=SqlNoticesOfDay.begun + 1)
            .returning(SqlNoticesOfDay.begun),
            execution_options={"synchronize_session": False},
        )
        return bool(counted.all())

    def abandoned(self, before: datetime, limit: int) -> list[AttemptRecord]:
        """Return mails and posts without an outcome whose last sign of life is older than a time, oldest first.

        Web forms are left out: a person may take days over one.
        """
        query = select(SqlDeliveryAttempt).where(
            SqlDeliveryAttempt.outcome.is_(None),
            SqlDeliveryAttempt.transport != Transport.WEBFORM_MANUAL,
            func.coalesce(SqlDeliveryAttempt.opened_at, SqlDeliveryAttempt.started_at) < before,
        )
        rows = self._session.scalars(query.order_by(SqlDeliveryAttempt.started_at).limit(limit))
        return [AttemptRecord(**{name: getattr(row, name) for name in _FIELDS}) for row in rows]
