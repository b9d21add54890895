"""Sessions of browsers: a random token in a cookie, kept as a hash, ended at once when somebody says so."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import AccessRole, Caller, scopes_of
from service.errors import LontError
from service.services.accounts import actor_of
from service.services.second_factors import SecondFactorService
from service.services.signing_in import Refused, check_code
from service.storage.accounts import AccountRecord, AccountStore
from service.storage.browser_sessions import SessionRecord

__all__ = ["OpenSession", "SessionNotFoundError", "SessionService"]

_SEEN_PAUSE = timedelta(minutes=1)
_CODE_PATIENCE = timedelta(minutes=5)
"""Time between the right password and the code."""


class SessionNotFoundError(LontError):
    """The person has no such session, or it ended."""

    code = "session_not_found"
    status = 404
    title = "There is no such session"


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that holds now."""

    id: UUID
    caller: Caller
    seen_is_due: bool
    """`SessionService.note_seen` has something to write."""
    must_set_up: bool = False
    """The person's access roles ask for a second factor that is not there yet; nothing else is open."""


class SessionService:
    """Works inside the caller's transaction.

    Parameters
    ----------
    store
        The accounts and their sessions.
    lifetime
        Time after which a browser signs in anew, however busy it was.
    guarded
        Access roles that nobody uses without a second factor.
    """

    def __init__(self, store: AccountStore, lifetime: timedelta, guarded: frozenset[AccessRole] = frozenset()) -> None:
        self._store = store
        self._lifetime = lifetime
        self._guarded = guarded

    def start(self, account: AccountRecord, browser: str = "", *, by_provider: bool = False) -> str:
        """Begin a session and return its token, which nothing can show again; never one that a browser brought.

        Parameters
        ----------
        account
            Who signed in.
        browser
            Family and system of the browser.
        by_provider
            The organisation's own provider let the person in; the second factor is its business then.
        """
        now = datetime.now(UTC)
        record = SessionRecord(
            uuid7(), account.id, now, now, now + self._lifetime, browser, awaits_code=False, by_provider=by_provider
        )
        return self._begin(record)

    def start_first_step(self, account: AccountRecord) -> str:
        """Note that a password was right and return a token that is good for `second_step` and nothing else."""
        now = datetime.now(UTC)
        return self._begin(SessionRecord(uuid7(), account.id, now, now, now + _CODE_PATIENCE, awaits_code=True))

    def second_step(self, factors: SecondFactorService, token: str, code: str) -> AccountRecord | Refused:
        """Return who is let in by the code that belongs to a first step; the step is over then."""
        waiting = self._store.sessions.live(_hashed(token), datetime.now(UTC), awaits_code=True)
        outcome = check_code(self._store, factors, None if waiting is None else waiting.account_id, code)
        if not isinstance(outcome, Refused):
            self.end(token)
        return outcome

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
        return OpenSession(
            session.id, caller, session.seen_at <= now - _SEEN_PAUSE, self._must_set_up(account, session)
        )

    def caller(self, token: str) -> Caller | None:
        """Return whose token it is, by `find`."""
        session = self.find(token)
        return None if session is None else session.caller

    def of(self, account_id: UUID) -> Sequence[SessionRecord]:
        """Return where a person is signed in, the newest first."""
        return self._store.sessions.live_of(account_id, datetime.now(UTC))

    def note_seen(self, session_id: UUID) -> None:
        """Note that a session is in use, at most once a minute."""
        self._store.sessions.note_seen(session_id, datetime.now(UTC), _SEEN_PAUSE)

    def end(self, token: str) -> None:
        """End a session at once."""
        self._store.sessions.end(_hashed(token), datetime.now(UTC))

    def end_one(self, account_id: UUID, session_id: UUID) -> None:
        """End one session of a person at once.

        Raises
        ------
        SessionNotFoundError
            When the person has none like that.
        """
        if not self._store.sessions.end_one(account_id, session_id, datetime.now(UTC)):
            raise SessionNotFoundError("You are not signed in there any more.", "Load the page once more.")

    def end_others(self, account_id: UUID, session_id: UUID) -> None:
        """End all sessions of a person but this one."""
        self._store.sessions.end_others(account_id, session_id, datetime.now(UTC))

    def end_all(self, account_id: UUID) -> None:
        """End all sessions of a person at once."""
        self._store.sessions.end_all(account_id, datetime.now(UTC))

    def _must_set_up(self, account: AccountRecord, session: SessionRecord) -> bool:
        asked = not session.by_provider and bool(account.roles & self._guarded)
        return asked and not self._store.second_factors.guards(account.id)

    def _begin(self, record: SessionRecord) -> str:
        token = secrets.token_urlsafe(32)
        self._store.sessions.add(record, _hashed(token))
        return token


def _hashed(token: str) -> str:
    """Return the SHA-256 of a token in hex; enough, since a token is 256 random bits and no password."""
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
