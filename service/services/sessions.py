"""Sessions of browsers: a random token in a cookie, kept as a hash, ended at once when somebody says so."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import Caller, scopes_of
from service.services.accounts import actor_of
from service.storage.accounts import AccountRecord, AccountStore
from service.storage.browser_sessions import SessionRecord

__all__ = ["OpenSession", "SessionService"]

_SEEN_PAUSE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that holds now."""

    id: UUID
    caller: Caller
    seen_is_due: bool
    """`SessionService.note_seen` has something to write."""


class SessionService:
    """Works inside the caller's transaction.

    Parameters
    ----------
    store
        The accounts and their sessions.
    lifetime
        Time after which a browser signs in anew, however busy it was.
    """

    def __init__(self, store: AccountStore, lifetime: timedelta) -> None:
        self._store = store
        self._lifetime = lifetime

    def start(self, account: AccountRecord) -> str:
        """Begin a session and return its token, which nothing can show again; never one that a browser brought."""
        now = datetime.now(UTC)
        token = secrets.token_urlsafe(32)
        record = SessionRecord(uuid7(), account.id, now, now, now + self._lifetime)
        self._store.sessions.add(record, _hashed(token))
        return token

    def find(self, token: str) -> OpenSession | None:
        """Return the session with this token; ``None`` if it expired, was ended, or the account is closed."""
        now = datetime.now(UTC)
        session = self._store.sessions.live(_hashed(token), now)
        if session is None:
            return None
        account = self._store.by_id(session.account_id)
        if account is None or account.closed_at is not None:
            return None
        caller = Caller(
            actor_of(account.id), account.name, scopes_of(account.roles), account.roles, account_id=account.id
        )
        return OpenSession(session.id, caller, session.seen_at <= now - _SEEN_PAUSE)

    def caller(self, token: str) -> Caller | None:
        """Return whose token it is, by `find`."""
        session = self.find(token)
        return None if session is None else session.caller

    def note_seen(self, session_id: UUID) -> None:
        """Note that a session is in use, at most once a minute."""
        self._store.sessions.note_seen(session_id, datetime.now(UTC), _SEEN_PAUSE)

    def end(self, token: str) -> None:
        """End a session at once."""
        self._store.sessions.end(_hashed(token), datetime.now(UTC))

    def end_all(self, account_id: UUID) -> None:
        """End all sessions of a person at once."""
        self._store.sessions.end_all(account_id, datetime.now(UTC))


def _hashed(token: str) -> str:
    """Return the SHA-256 of a token in hex; enough, since a token is 256 random bits and no password."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
