"""Reads what figures on platforms need, and keeps their warnings."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import asdict, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, func, insert, select, update
from sqlalchemy.orm import Session

from service.domain.takedown.accuracy import AnsweredNotice, PlatformWarning
from service.domain.takedown.states import ARRIVAL
from service.schema import PlatformWarning as SqlPlatformWarning
from service.schema import TakedownEvent as SqlTakedownEvent
from service.schema import TakedownItem as SqlTakedownItem
from service.schema import TakedownRequest as SqlTakedownRequest

__all__ = ["PlatformFigureStore"]


class PlatformFigureStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def notices(self, since: datetime, platform: str | None = None) -> dict[str, list[AnsweredNotice]]:
        """Return the notices that arrived since a moment, by platform; of one platform, or of all."""
        arrived = select(SqlTakedownEvent.request_id, func.min(SqlTakedownEvent.at).label("arrived_at"))
        cohort = arrived.where(SqlTakedownEvent.event.in_(ARRIVAL)).group_by(SqlTakedownEvent.request_id).subquery()
        wanted: list[ColumnElement[bool]] = [cohort.c.arrived_at >= since]
        if platform is not None:
            wanted.append(SqlTakedownRequest.platform == platform)
        columns = (SqlTakedownRequest.id, SqlTakedownRequest.platform, SqlTakedownRequest.state)
        query = select(*columns, cohort.c.arrived_at).join(cohort, cohort.c.request_id == SqlTakedownRequest.id)
        found: dict[UUID, AnsweredNotice] = {}
        by_platform: dict[str, list[AnsweredNotice]] = defaultdict(list)
        for request_id, name, state, arrived_at in self._session.execute(query.where(*wanted)):
            found[request_id] = AnsweredNotice(state, arrived_at)
            by_platform[name].append(found[request_id])
        ids = select(SqlTakedownRequest.id).join(cohort, cohort.c.request_id == SqlTakedownRequest.id).where(*wanted)
        event = SqlTakedownEvent
        events = select(event.request_id, event.event, event.at, event.details).where(event.request_id.in_(ids))
        for request_id, name, at, details in self._session.execute(events.order_by(event.request_id, event.seq)):
            notice = found[request_id]
            notice.happened.setdefault(name, at)
            if ground := details.get("ground"):
                notice.grounds.add(ground)
        items = select(SqlTakedownItem.request_id, SqlTakedownItem.answer).where(SqlTakedownItem.request_id.in_(ids))
        for request_id, answer in self._session.execute(items):
            found[request_id].answers.append(answer)
        return dict(by_platform)

    def add_warning(self, warning: PlatformWarning) -> None:
        """Write a warning."""
        self._session.execute(insert(SqlPlatformWarning).values(asdict(warning)))

    def lock_warning(self, warning_id: UUID) -> PlatformWarning | None:
        """Return a warning and hold it until the transaction ends."""
        query = select(SqlPlatformWarning).where(SqlPlatformWarning.id == warning_id).with_for_update()
        row = self._session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
        return None if row is None else _warning(row)

    def clear_warning(self, warning_id: UUID, by: str, at: datetime, because: str) -> None:
        """Note who cleared a warning, and why."""
        values = {"cleared_by": by, "cleared_at": at, "cleared_because": because}
        self._session.execute(update(SqlPlatformWarning).where(SqlPlatformWarning.id == warning_id).values(values))

    def warnings(self, limit: int) -> list[PlatformWarning]:
        """Return warnings, those that nobody has cleared first, then the newest first."""
        query = select(SqlPlatformWarning).order_by(
            SqlPlatformWarning.cleared_at.is_not(None), SqlPlatformWarning.id.desc()
        )
        return [_warning(row) for row in self._session.scalars(query.limit(limit))]

    def is_frozen(self, platform: str) -> bool:
        """Return whether a warning of this platform waits for somebody."""
        query = select(SqlPlatformWarning.id).where(
            SqlPlatformWarning.platform == platform, SqlPlatformWarning.cleared_at.is_(None)
        )
        return self._session.scalar(query.limit(1)) is not None


def _warning(row: SqlPlatformWarning) -> PlatformWarning:
    return PlatformWarning(**{each.name: getattr(row, each.name) for each in fields(PlatformWarning)})
