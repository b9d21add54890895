"""People's accounts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, case, literal, null, or_, select, update
from sqlalchemy.orm import Session

from service.domain.access import AccessRole
from service.schema import Account as SqlAccount
from service.schema import ApiKey as SqlApiKey
from service.schema.base import UtcDateTime
from service.storage.browser_sessions import BrowserSessionStore
from service.storage.inserting import insert_ignoring
from service.storage.second_factors import SecondFactorStore

__all__ = ["AccountRecord", "AccountStore"]

_QUIET = {"synchronize_session": False}
_FRESH = {"populate_existing": True}
"""Rows are read again after statements that changed them behind the session's back."""


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """One person, without the hash of the password, which only signing in needs."""

    id: UUID
    name: str
    """What the person signs in with, in lower case."""
    email: str | None
    roles: frozenset[AccessRole]
    on_call: bool
    failed_attempts: int
    """Wrong passwords in a row."""
    locked_until: datetime | None
    created_at: datetime
    closed_at: datetime | None


class AccountStore:
    """Reads and writes in the caller's transaction.

    Parameters
    ----------
    session
        The transaction.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.sessions = BrowserSessionStore(session)
        self.second_factors = SecondFactorStore(session)

    def add(self, record: AccountRecord, password_hash: str) -> bool:
        """Store a new account; return whether its name was free."""
        row = {
            "id": record.id,
            "name": record.name,
            "email": record.email,
            "password_hash": password_hash,
            "roles": _stored(record.roles),
            "on_call": record.on_call,
            "failed_attempts": 0,
            "locked_until": None,
            "created_at": record.created_at,
            "closed_at": None,
        }
        insert_ignoring(self._session, SqlAccount, [row])
        return self._session.get(SqlAccount, record.id) is not None

    def any(self) -> bool:
        """Return whether there is an account, be it closed."""
        return self._session.scalar(select(SqlAccount.id).limit(1)) is not None

    def accounts(self) -> Sequence[AccountRecord]:
        """Return all accounts by name, the closed ones too."""
        rows = self._session.scalars(select(SqlAccount).order_by(SqlAccount.name), execution_options=_FRESH)
        return [_record(row) for row in rows]

    def by_id(self, account_id: UUID) -> AccountRecord | None:
        """Return an account, be it closed."""
        return self._one(SqlAccount.id == account_id)

    def by_name(self, name: str) -> AccountRecord | None:
        """Return the account with this name, be it closed."""
        return self._one(SqlAccount.name == name)

    def open_accounts_to_change(self) -> Sequence[AccountRecord]:
        """Return the accounts that are open, held so that no other transaction changes one until this one ends."""
        open_ones = select(SqlAccount).where(SqlAccount.closed_at.is_(None)).order_by(SqlAccount.id).with_for_update()
        return [_record(row) for row in self._session.scalars(open_ones, execution_options=_FRESH)]

    def password_hash(self, account_id: UUID) -> str:
        """Return the hash of an account's password."""
        return self._session.scalars(select(SqlAccount.password_hash).where(SqlAccount.id == account_id)).one()

    def count_attempt(self, account_id: UUID, now: datetime, free: int, locks: Sequence[timedelta]) -> int | None:
        """Count one more attempt to sign in before its password is looked at; return which in a row it is.

        ``None``: the account is locked or closed, and the password must not be looked at.

        One statement looks at the lock, counts, and locks, so that of attempts at the same moment none slips by.

        Parameters
        ----------
        account_id
            Whose name was given.
        now
            When.
        free
            Attempts in a row that lock nothing.
        locks
            How long the next ones lock, in turn; the last of them also all that come after.
        """
        made = SqlAccount.failed_attempts
        until = [literal(now + lock, UtcDateTime()) for lock in locks]
        lock = case((made < free, null()), *((made == free + at, end) for at, end in enumerate(until)), else_=until[-1])
        admitted = self._session.scalars(
            update(SqlAccount)
            .where(
                SqlAccount.id == account_id,
                SqlAccount.closed_at.is_(None),
                or_(SqlAccount.locked_until.is_(None), SqlAccount.locked_until <= now),
            )
            .values(failed_attempts=made + 1, locked_until=lock)
            .returning(SqlAccount.failed_attempts),
            execution_options=_QUIET,
        )
        return admitted.one_or_none()

    def take_attempt_back(self, account_id: UUID, password_hash: str, new_hash: str, counted: int) -> bool:
        """Take one counted attempt back, for its password was right and the code is still to come.

        Wrong ones before it stay counted, and it stays too if somebody else tried meanwhile: whoever knows the
        password cannot wipe out with it how many codes were guessed.

        Parameters
        ----------
        account_id, password_hash, new_hash
            As `clear_attempts` takes them; it returns the same.
        counted
            What `count_attempt` returned.
        """
        alone = SqlAccount.failed_attempts == counted
        values: dict[str, object] = {
            "password_hash": new_hash,
            "failed_attempts": case((alone, counted - 1), else_=SqlAccount.failed_attempts),
            "locked_until": case((alone, null()), else_=SqlAccount.locked_until),
        }
        return self._still_right(account_id, password_hash, values)

    def forget_attempts(self, account_id: UUID) -> None:
        """Forget wrong passwords and codes after all of them were right."""
        self._set(account_id, failed_attempts=0, locked_until=None)

    def clear_attempts(self, account_id: UUID, password_hash: str, new_hash: str) -> bool:
        """Forget wrong passwords after the right one; return whether it still is the right one of an open account."""
        values = {"password_hash": new_hash, "failed_attempts": 0, "locked_until": None}
        return self._still_right(account_id, password_hash, values)

    def set_password(self, account_id: UUID, password_hash: str) -> None:
        """Store a new password, which also ends a lock."""
        self._set(account_id, password_hash=password_hash, failed_attempts=0, locked_until=None)

    def set_roles(self, account_id: UUID, roles: Iterable[AccessRole]) -> None:
        """Store what an account holds."""
        self._set(account_id, roles=_stored(roles))

    def set_contact(self, account_id: UUID, email: str | None, *, on_call: bool) -> None:
        """Store where a person is reached, and whether alerts go there."""
        self._set(account_id, email=email, on_call=on_call)

    def close(self, account_id: UUID, now: datetime) -> None:
        """Close an account; its keys are revoked, its sessions end, its second factor is forgotten."""
        self._set(account_id, closed_at=now, on_call=False)
        self._session.execute(
            update(SqlApiKey)
            .where(SqlApiKey.account_id == account_id, SqlApiKey.revoked_at.is_(None))
            .values(revoked_at=now),
            execution_options=_QUIET,
        )
        self.sessions.end_all(account_id, now)
        self.second_factors.remove(account_id)

    def _one(self, which: ColumnElement[bool]) -> AccountRecord | None:
        row = self._session.scalar(select(SqlAccount).where(which), execution_options=_FRESH)
        return None if row is None else _record(row)

    def _still_right(self, account_id: UUID, password_hash: str, values: Mapping[str, object]) -> bool:
        """Store values if this still is the password of an open account; return whether it is."""
        changed = self._session.scalars(
            update(SqlAccount)
            .where(
                SqlAccount.id == account_id,
                SqlAccount.closed_at.is_(None),
                SqlAccount.password_hash == password_hash,
            )
            .values(**values)
            .returning(SqlAccount.id),
            execution_options=_QUIET,
        )
        return bool(changed.all())

    def _set(self, account_id: UUID, **values: object) -> None:
        self._session.execute(
            update(SqlAccount).where(SqlAccount.id == account_id).values(**values), execution_options=_QUIET
        )


def _stored(roles: Iterable[AccessRole]) -> list[str]:
    return sorted(roles)


def _record(row: SqlAccount) -> AccountRecord:
    return AccountRecord(
        row.id,
        row.name,
        row.email,
        frozenset(AccessRole(role) for role in row.roles),
        row.on_call,
        row.failed_attempts,
        row.locked_until,
        row.created_at,
        row.closed_at,
    )
