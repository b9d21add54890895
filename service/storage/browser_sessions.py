"""The sessions of people's browsers, by the hash of their token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from service.schema import BrowserSession as SqlBrowserSession

__all__ = ["BrowserSessionStore", "SessionRecord"]

_QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A signed-in browser; the token itself is nowhere."""

    id: UUID
    account_id: UUID
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


class BrowserSessionStore:
    """Reads and writes in the caller's transaction.

    Parameters
    ----------
    session
        The transaction.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, record: SessionRecord, token_hash: str) -> None:
        """Store a new session."""
        self._session.add(
            SqlBrowserSession(
                id=record.id,
                account_id=record.account_id,
                token_hash=token_hash,
                created_at=record.created_at,
                seen_at=record.seen_at,
                expires_at=record.expires_at,
                ended_at=None,
            )
        )
        self._session.flush()

    def live(self, token_hash: str, now: datetime) -> SessionRecord | None:
        """Return the session with this token, unless it expired or was ended."""
        row = self._session.scalar(
            select(SqlBrowserSession).where(
                SqlBrowserSession.token_hash == token_hash,
                SqlBrowserSession.ended_at.is_(None),
                SqlBrowserSession.expires_at > now,
            ),
            execution_options={"populate_existing": True},
        )
        if row is None:
            return None
        return SessionRecord(row.id, row.account_id, row.created_at, row.seen_at, row.expires_at)

    def note_seen(self, session_id: UUID, now: datetime, pause: timedelta) -> None:
        """Note that a session is in use, unless that was noted within `pause`."""
        self._session.execute(
            update(SqlBrowserSession)
            .where(SqlBrowserSession.id == session_id, SqlBrowserSession.seen_at <= now - pause)
            .values(seen_at=now),
            execution_options=_QUIET,
        )

    def end(self, token_hash: str, now: datetime) -> None:
        """End one session."""
        self._end(now, SqlBrowserSession.token_hash == token_hash)

    def end_all(self, account_id: UUID, now: datetime) -> None:
        """End all sessions of a person."""
        self._end(now, SqlBrowserSession.account_id == account_id)

    def _end(self, now: datetime, which: ColumnElement[bool]) -> None:
        self._session.execute(
            update(SqlBrowserSession).where(which, SqlBrowserSession.ended_at.is_(None)).values(ended_at=now),
            execution_options=_QUIET,
        )
