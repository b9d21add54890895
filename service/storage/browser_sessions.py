"""The sessions of people's browsers, by the hash of their token."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.orm import Session

from service.domain.hand_over import Presence
from service.schema import BrowserSession as SqlBrowserSession

__all__ = ["BrowserSessionStore", "SessionRecord"]

_LATEST = 100
_QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A signed-in browser; the token itself is nowhere."""

    id: UUID
    account_id: UUID
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    browser: str = ""
    """Family and system."""
    awaits_code: bool = False
    """Nothing is open to it until the code of the second factor came."""
    by_provider: bool = False
    """The organisation's own provider let the person in."""


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
                browser=record.browser,
                awaits_code=record.awaits_code,
                by_provider=record.by_provider,
            )
        )
        self._session.flush()

    def live(self, token_hash: str, now: datetime, *, awaits_code: bool = False) -> SessionRecord | None:
        """Return the session with this token, unless it expired or was ended.

        Parameters
        ----------
        token_hash
            Of the token.
        now
            When.
        awaits_code
            Whether it is one that still waits for its code; the other kind is not found.
        """
        row = self._session.scalar(
            select(SqlBrowserSession).where(
                SqlBrowserSession.token_hash == token_hash, *_holds(now, awaits_code=awaits_code)
            ),
            execution_options={"populate_existing": True},
        )
        return None if row is None else _record(row)

    def live_of(self, account_id: UUID, now: datetime) -> Sequence[SessionRecord]:
        """Return where a person is signed in, the newest first."""
        query = select(SqlBrowserSession).where(SqlBrowserSession.account_id == account_id, *_holds(now))
        rows = self._session.scalars(
            query.order_by(SqlBrowserSession.created_at.desc(), SqlBrowserSession.id),
            execution_options={"populate_existing": True},
        )
        return [_record(row) for row in rows]

    def of_account(self, account_id: UUID) -> list[Presence]:
        """Return when a person was here, in the latest hundred sessions, the ended ones included."""
        query = select(SqlBrowserSession.created_at, SqlBrowserSession.seen_at)
        query = query.where(SqlBrowserSession.account_id == account_id)
        rows = self._session.execute(query.order_by(SqlBrowserSession.created_at.desc()).limit(_LATEST))
        return [Presence(*row) for row in rows]

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

    def end_one(self, account_id: UUID, session_id: UUID, now: datetime) -> bool:
        """End one session of a person; return whether there was one."""
        return self._end(now, SqlBrowserSession.account_id == account_id, SqlBrowserSession.id == session_id)

    def end_others(self, account_id: UUID, session_id: UUID, now: datetime) -> None:
        """End all sessions of a person but one."""
        self._end(now, SqlBrowserSession.account_id == account_id, SqlBrowserSession.id != session_id)

    def end_all(self, account_id: UUID, now: datetime) -> None:
        """End all sessions of a person."""
        self._end(now, SqlBrowserSession.account_id == account_id)

    def _end(self, now: datetime, *which: ColumnElement[bool]) -> bool:
        ended = self._session.scalars(
            update(SqlBrowserSession)
            .where(*which, SqlBrowserSession.ended_at.is_(None))
            .values(ended_at=now)
            .returning(SqlBrowserSession.id),
            execution_options=_QUIET,
        )
        return bool(ended.all())


def _holds(now: datetime, *, awaits_code: bool = False) -> tuple[ColumnElement[bool], ...]:
    waits = SqlBrowserSession.awaits_code.is_(awaits_code)
    return SqlBrowserSession.ended_at.is_(None), SqlBrowserSession.expires_at > now, waits


def _record(row: SqlBrowserSession) -> SessionRecord:
    return SessionRecord(
        row.id,
        row.account_id,
        row.created_at,
        row.seen_at,
        row.expires_at,
        row.browser,
        row.awaits_code,
        row.by_provider,
    )
