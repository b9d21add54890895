"""Second factors: set up with a code that comes back, asked for at the sign-in, taken off by administrators."""

from __future__ import annotations

import hashlib
import hmac
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

import pyotp
from cryptography.fernet import InvalidToken

from service.domain.one_time_codes import (
    RECOVERY_CODES,
    CodeKind,
    OneTimeCode,
    make_recovery_code,
    read_code,
    steps_at,
)
from service.errors import ConflictError, LontError
from service.logs import get_logger
from service.services.sealing import Sealing
from service.storage.accounts import AccountRecord, AccountStore

__all__ = [
    "CodeRefusedError",
    "Enrolment",
    "SecondFactorExistsError",
    "SecondFactorMissingError",
    "SecondFactorService",
    "SecondFactorState",
]

_ISSUER = "lont"
_log = get_logger(__name__)


class SecondFactorExistsError(ConflictError):
    """The person has a second factor already; an administrator takes it off first."""

    code = "second_factor_exists"
    title = "There is a second factor already"


class SecondFactorMissingError(ConflictError):
    """The person has no second factor, or has not begun to set one up."""

    code = "second_factor_missing"
    title = "There is no second factor"


class CodeRefusedError(LontError):
    """The code that should end the setting up is not the one of this moment."""

    code = "code_refused"
    status = 422
    title = "This is not the code"


@dataclass(frozen=True, slots=True)
class Enrolment:
    """What a person puts into the telephone."""

    secret: str
    """In base 32, to be typed."""
    address: str
    """The same as ``otpauth:`` address, to be scanned."""


@dataclass(frozen=True, slots=True)
class SecondFactorState:
    """What a person is told of the second factor."""

    since: datetime
    codes_left: int
    """Recovery codes that were not used."""


class SecondFactorService:
    """Works inside the caller's transaction.

    Parameters
    ----------
    accounts
        The accounts, with what belongs to them.
    sealing
        Encrypts the secrets.
    """

    def __init__(self, accounts: AccountStore, sealing: Sealing) -> None:
        self._store = accounts.second_factors
        self._sessions = accounts.sessions
        self._sealing = sealing

    def any(self) -> bool:
        """Return whether anybody's sign-in asks for a code."""
        return self._store.any()

    def owners(self) -> frozenset[UUID]:
        """Return whose sign-in asks for a code."""
        return self._store.owners()

    def state(self, account_id: UUID) -> SecondFactorState | None:
        """Return what guards a person; ``None``: the password alone."""
        found = self._store.of(account_id)
        if found is None or found.confirmed_at is None:
            return None
        return SecondFactorState(found.confirmed_at, self._store.codes_left(account_id))

    def begin(self, account: AccountRecord) -> Enrolment:
        """Make a secret that guards nothing until `confirm`; one that was begun before is dropped.

        Raises
        ------
        SecondFactorExistsError
            When one guards already.
        """
        if self._store.guards(account.id):
            raise SecondFactorExistsError("A second factor is set up.", "An administrator can take it off.")
        secret = pyotp.random_base32()
        self._store.put(account.id, self._sealing.seal(secret), datetime.now(UTC))
        return _enrolment(account, secret)

    def begun(self, account: AccountRecord) -> Enrolment | None:
        """Return what was begun and waits for its first code."""
        found = self._store.of(account.id)
        if found is None or found.confirmed_at is not None:
            return None
        try:
            return _enrolment(account, self._sealing.open(found.sealed_secret))
        except InvalidToken:  # its key is gone; beginning once more replaces it
            return None

    def confirm(self, account_id: UUID, typed: str) -> list[str]:
        """Let it guard, ends all sessions of the person, and return the recovery codes, which nothing can show again.

        Raises
        ------
        SecondFactorMissingError, CodeRefusedError
            When nothing was begun, or this is not its code.
        """
        found = self._store.of(account_id)
        if found is None or found.confirmed_at is not None:
            raise SecondFactorMissingError("Nothing was begun that a code could end.", "Begin once more.")
        code = read_code(typed)
        if code is None or code.kind is not CodeKind.TOTP or not self._is_totp(account_id, code):
            raise CodeRefusedError(
                "This is not the code that belongs to this moment.",
                "Look whether the clock of the telephone is right, and take the next code.",
            )
        codes = [make_recovery_code() for _ in range(RECOVERY_CODES)]
        now = datetime.now(UTC)
        self._store.confirm(account_id, now, [_hashed(account_id, each.replace("-", "")) for each in codes])
        self._sessions.end_all(account_id, now)
        return codes

    def use(self, account_id: UUID, typed: str) -> CodeKind | None:
        """Take a code, which then counts for nothing any more; ``None`` if it is wrong or was used before."""
        code = read_code(typed)
        if code is None or not self._store.guards(account_id):
            return None
        if code.kind is CodeKind.TOTP:
            return code.kind if self._is_totp(account_id, code) else None
        hashed = _hashed(account_id, code.value)
        return code.kind if self._store.use_recovery_code(account_id, hashed, datetime.now(UTC)) else None

    def remove(self, account_id: UUID) -> None:
        """Take a second factor off and end all sessions of the person.

        Raises
        ------
        SecondFactorMissingError
            When there is none.
        """
        if not self._store.remove(account_id):
            raise SecondFactorMissingError("This account has no second factor.", "There is nothing to take off.")
        self._sessions.end_all(account_id, datetime.now(UTC))

    def _is_totp(self, account_id: UUID, code: OneTimeCode) -> bool:
        found = self._store.of(account_id)
        if found is None:
            return False
        try:
            totp = pyotp.TOTP(self._sealing.open(found.sealed_secret))
            renewed = self._sealing.renew(found.sealed_secret)
        except InvalidToken:
            _log.error("second_factor_unreadable", remedy="LONT_SEALING_KEYS lacks the key that sealed it")
            return False
        for step in steps_at(datetime.now(UTC).timestamp()):
            if hmac.compare_digest(totp.generate_otp(step), code.value):
                return self._store.use_step(account_id, step, renewed)
        return False


def _enrolment(account: AccountRecord, secret: str) -> Enrolment:
    return Enrolment(secret, pyotp.TOTP(secret, name=account.name, issuer=_ISSUER).provisioning_uri())


def _hashed(account_id: UUID, value: str) -> str:
    """Return the SHA-256 of a recovery code in hex; enough, since it has 74 random bits and is no password."""
    return hashlib.sha256(account_id.bytes + value.encode()).hexdigest()
