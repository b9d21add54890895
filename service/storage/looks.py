"""Keeps the pace at which platforms are looked at, over all processes."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.schema import PlatformLook as SqlLook
from service.storage.inserting import insert_ignoring

__all__ = ["LookStore"]


class LookStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def busy(self, now: datetime) -> Collection[str]:
        """Return the platforms whose next turn is not yet."""
        return set(self._session.scalars(select(SqlLook.platform).where(SqlLook.next_at > now)))

    def take(self, platform: str, now: datetime, pause: timedelta) -> bool:
        """Take a platform's turn, if it is free; the next one comes after the pause. Of two at once one gets it."""
        insert_ignoring(self._session, SqlLook, [{"platform": platform, "next_at": now}])
        free = (SqlLook.platform == platform) & (SqlLook.next_at <= now)
        taken = self._session.execute(
            update(SqlLook).where(free).values(next_at=now + pause).returning(SqlLook.platform)
        )
        return taken.first() is not None
