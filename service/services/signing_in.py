"""Checks password and code so that guessing gets nowhere: counted before it is looked at, locked after five, no tells.

The password has two steps with its slow check between them, so that no transaction is open meanwhile. Where a second
factor guards, the password opens nothing: it is taken off the count, and the code counts into the same lock.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from uuid import UUID

from service.services.account_rules import is_name
from service.services.passwords import dummy_hash, hash_password, is_outdated, matches
from service.services.second_factors import SecondFactorService
from service.storage.accounts import AccountRecord, AccountStore

__all__ = [
    "AwaitsCode",
    "RefusalReason",
    "Refused",
    "SignInAttempt",
    "begin",
    "check_code",
    "finish",
    "finish_first_step",
]

_FREE_ATTEMPTS = 4
_LOCKS = tuple(timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240))
"""What the fifth wrong password in a row brings, the sixth, and so on; the last also for all that come after."""


class RefusalReason(StrEnum):
    """Why nobody was let in; for the log only."""

    UNKNOWN = "unknown"
    CLOSED = "closed"
    LOCKED = "locked"
    WRONG_PASSWORD = "wrong_password"  # noqa: S105  # a reason, no password
    WRONG_CODE = "wrong_code"
    PROVIDER = "provider"
    """The organisation's own provider let nobody in, or nobody who has an account."""
    NO_FIRST_STEP = "no_first_step"
    """A code came without the right password before it, or too late."""


@dataclass(frozen=True, slots=True)
class Refused:
    """Nobody is let in; the person is told the same whatever the reason."""

    reason: RefusalReason
    account_id: UUID | None
    """Whose name was given; ``None`` for an unknown one."""


@dataclass(frozen=True, slots=True)
class AwaitsCode:
    """The password was right; nobody is let in before the code."""

    account: AccountRecord


@dataclass(frozen=True, slots=True)
class SignInAttempt:
    """One attempt that was counted."""

    account: AccountRecord | None
    password_hash: str
    """What the password is compared with; where nobody will be let in, for the time only."""
    reason: RefusalReason
    """Why it is refused unless the password is right."""
    counted: int = 0
    """Which attempt in a row it is."""
    new_hash: str | None = None
    """What to store once the password was right; ``None``: it was not, or was not looked at."""

    def check(self, password: str) -> SignInAttempt:
        """Compare the password; takes about a tenth of a second, also for those who are refused anyway."""
        right = matches(password, self.password_hash)
        if not right or self.reason is not RefusalReason.WRONG_PASSWORD:
            return self
        outdated = is_outdated(self.password_hash)
        return replace(self, new_hash=hash_password(password) if outdated else self.password_hash)


def begin(store: AccountStore, name: str) -> SignInAttempt:
    """Count an attempt for this name; it must be committed before the password is checked."""
    account = store.by_name(name) if is_name(name) else None  # what is none may be unfit for a database
    if account is None:
        return SignInAttempt(None, dummy_hash(), RefusalReason.UNKNOWN)
    password_hash = store.password_hash(account.id)
    if account.closed_at is not None:
        return SignInAttempt(account, password_hash, RefusalReason.CLOSED)
    counted = store.count_attempt(account.id, datetime.now(UTC), _FREE_ATTEMPTS, _LOCKS)
    if counted is None:
        return SignInAttempt(account, password_hash, RefusalReason.LOCKED)
    return SignInAttempt(account, password_hash, RefusalReason.WRONG_PASSWORD, counted)


def finish(store: AccountStore, attempt: SignInAttempt) -> AccountRecord | Refused:
    """Return whose password it was; forgets the wrong ones before.

    An account that was closed, or got another password, while this one was checked is not let in.
    """
    account = attempt.account
    if account is None or attempt.new_hash is None:
        return Refused(attempt.reason, None if account is None else account.id)
    if not store.clear_attempts(account.id, attempt.password_hash, attempt.new_hash):
        return Refused(RefusalReason.CLOSED, account.id)
    return store.by_id(account.id) or Refused(RefusalReason.UNKNOWN, None)


def finish_first_step(store: AccountStore, attempt: SignInAttempt) -> AccountRecord | AwaitsCode | Refused:
    """Return as `finish` does, unless the right password is only the first of two factors."""
    account = attempt.account
    if account is None or attempt.new_hash is None or not store.second_factors.guards(account.id):
        return finish(store, attempt)
    if not store.take_attempt_back(account.id, attempt.password_hash, attempt.new_hash, attempt.counted):
        return Refused(RefusalReason.CLOSED, account.id)
    return AwaitsCode(account)


def check_code(
    store: AccountStore, factors: SecondFactorService, account_id: UUID | None, code: str
) -> AccountRecord | Refused:
    """Count an attempt and look at the code in one transaction; forgets the wrong ones before if it is right.

    Parameters
    ----------
    store, factors
        Where people are.
    account_id
        Whose password was right; ``None``: nobody's.
    code
        What was typed.
    """
    account = None if account_id is None else store.by_id(account_id)
    if account is None:
        return Refused(RefusalReason.NO_FIRST_STEP, None)
    if account.closed_at is not None:
        return Refused(RefusalReason.CLOSED, account.id)
    if store.count_attempt(account.id, datetime.now(UTC), _FREE_ATTEMPTS, _LOCKS) is None:
        return Refused(RefusalReason.LOCKED, account.id)
    if factors.use(account.id, code) is None:
        return Refused(RefusalReason.WRONG_CODE, account.id)
    store.forget_attempts(account.id)
    return store.by_id(account.id) or Refused(RefusalReason.UNKNOWN, None)
