"""People's accounts: made, changed and closed by administrators, with a lock against guessed passwords."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import AccessRole
from service.errors import ConflictError, LontError
from service.services.account_rules import human_roles, is_name, is_reachable, require_name, require_reachable, tidied
from service.services.passwords import hash_password, make_password, require_good
from service.services.signing_in import AwaitsCode, Refused, SignInAttempt, begin, finish, finish_first_step
from service.storage.accounts import AccountRecord, AccountStore

__all__ = ["OPERATOR", "AccountExistsError", "AccountNotFoundError", "AccountService", "LastAdminError", "actor_of"]

OPERATOR = "svc_operator"
"""The actor of what somebody does at the command line of the machine, who needs no account for it."""


class AccountExistsError(ConflictError):
    """The name is taken, perhaps by a closed account: names are never given twice."""

    code = "account_exists"
    title = "This name is taken"


class AccountNotFoundError(LontError):
    """There is no such account, or it is closed."""

    code = "account_not_found"
    status = 404
    title = "There is no such account"


class LastAdminError(ConflictError):
    """Without this account nobody could make or close accounts any more."""

    code = "last_admin"
    title = "This is the last administrator"


def actor_of(account_id: UUID) -> str:
    """Return under which id events and the log know a person."""
    return f"usr_{account_id.hex}"


class AccountService:
    """Works inside the caller's transaction.

    Parameters
    ----------
    store
        The accounts.
    """

    def __init__(self, store: AccountStore) -> None:
        self._store = store

    def create(
        self,
        name: str,
        roles: Collection[AccessRole],
        password: str,
        email: str | None = None,
        *,
        on_call: bool = False,
    ) -> AccountRecord:
        """Make an account.

        Parameters
        ----------
        name
            What the person signs in with: 2 to 100 of a-z, 0-9, dot, underscore, hyphen, once in lower case.
        roles
            At least one of `HUMAN_ROLES`.
        password
            The first one.
        email
            Where the person is reached.
        on_call
            Gets alerts of a possible threat to life.

        Raises
        ------
        AccountRuleError, AccountExistsError, PasswordRuleError
            What is wrong with it.
        """
        name = tidied(name)
        require_name(name)
        roles, now = human_roles(roles), datetime.now(UTC)
        record = AccountRecord(uuid7(), name, email or None, roles, on_call, 0, None, now, None)
        require_reachable(record)
        require_good(password)
        if not self._store.add(record, hash_password(password)):
            raise AccountExistsError("There is or was an account of this name.", "Take another name.")
        return record

    def begin_sign_in(self, name: str) -> SignInAttempt:
        """Count an attempt to sign in; commit it, let the attempt check the password, then call `finish_sign_in`."""
        return begin(self._store, tidied(name))

    def finish_sign_in(self, attempt: SignInAttempt) -> AccountRecord | Refused:
        """Return whose password it was, or that nobody is let in; for who has a session already."""
        return finish(self._store, attempt)

    def finish_first_step(self, attempt: SignInAttempt) -> AccountRecord | AwaitsCode | Refused:
        """Return who is let in, or whose code is still to come, or that nobody is let in."""
        return finish_first_step(self._store, attempt)

    def sign_in(self, name: str, password: str) -> AccountRecord | Refused:
        """Do all of it in one transaction, which then is open for as long as the password takes to be checked."""
        return self.finish_sign_in(self.begin_sign_in(name).check(password))

    def accounts(self) -> Sequence[AccountRecord]:
        """Return all accounts by name, the closed ones too."""
        return self._store.accounts()

    def names(self) -> dict[str, str]:
        """Return the name of each person by their actor id, closed accounts included."""
        return {actor_of(account.id): account.name for account in self._store.accounts()}

    def any(self) -> bool:
        """Return whether there is an account, be it closed."""
        return self._store.any()

    def get(self, account_id: UUID) -> AccountRecord:
        """Return an account that is open.

        Raises
        ------
        AccountNotFoundError
            When there is none.
        """
        return _open(self._store.by_id(account_id))

    def named(self, name: str) -> AccountRecord:
        """Return the open account of this name.

        Raises
        ------
        AccountNotFoundError
            When there is none.
        """
        name = tidied(name)
        return _open(self._store.by_name(name) if is_name(name) else None)

    def on_call(self) -> Sequence[AccountRecord]:
        """Return who gets alerts: open accounts on call that have an address and may claim alerts."""
        return [one for one in self._store.accounts() if one.closed_at is None and one.on_call and is_reachable(one)]

    def change_password(self, account_id: UUID, password: str) -> None:
        """Store a new password and end all sessions of the person, the present one too.

        Raises
        ------
        AccountNotFoundError, PasswordRuleError
            When there is no such account, or the password will not do.
        """
        require_good(password)
        self._store.set_password(self.get(account_id).id, hash_password(password))
        self._store.sessions.end_all(account_id, datetime.now(UTC))

    def reset_password(self, account_id: UUID) -> str:
        """Make a new password and return it; ends a lock, and all sessions of the person.

        Raises
        ------
        AccountNotFoundError
            When there is no such account.
        """
        password = make_password()
        self.change_password(account_id, password)
        return password

    def set_roles(self, account_id: UUID, roles: Collection[AccessRole]) -> AccountRecord:
        """Give an account these roles instead of those it has; this holds from the next request on.

        Raises
        ------
        AccountNotFoundError, AccountRuleError, LastAdminError
            When it cannot be.
        """
        changed = replace(self._to_change(account_id, stays_admin=AccessRole.ADMIN in roles), roles=human_roles(roles))
        require_reachable(changed)
        self._store.set_roles(account_id, changed.roles)
        return changed

    def set_contact(self, account_id: UUID, email: str | None, *, on_call: bool) -> AccountRecord:
        """Store where a person is reached, and whether alerts go there.

        Raises
        ------
        AccountNotFoundError, AccountRuleError
            When it cannot be.
        """
        changed = replace(self._to_change(account_id), email=email or None, on_call=on_call)
        require_reachable(changed)
        self._store.set_contact(account_id, changed.email, on_call=on_call)
        return changed

    def close(self, account_id: UUID) -> None:
        """Close an account for good: sessions end, keys are revoked, the name is never given again.

        Raises
        ------
        AccountNotFoundError, LastAdminError
            When it cannot be.
        """
        self._to_change(account_id, stays_admin=False)
        self._store.close(account_id, datetime.now(UTC))

    def _to_change(self, account_id: UUID, *, stays_admin: bool = True) -> AccountRecord:
        """Return an open account; until the transaction ends, nobody else changes any, so that one admin remains."""
        accounts = {one.id: one for one in self._store.open_accounts_to_change()}
        account = _open(accounts.pop(account_id, None))
        others = any(AccessRole.ADMIN in other.roles for other in accounts.values())
        if AccessRole.ADMIN in account.roles and not stays_admin and not others:
            raise LastAdminError("Nobody else has the access role admin.", "Give it to somebody else first.")
        return account


def _open(account: AccountRecord | None) -> AccountRecord:
    if account is None or account.closed_at is not None:
        raise AccountNotFoundError("There is no open account like that.", "`lont accounts list` shows them.")
    return account
