"""Lets in whom the organisation's own provider names: an account of that subject or name, or a new one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from service.delivery.provider import ProviderRefusedError
from service.domain.access import SYSTEM, AccessRole
from service.domain.audit import AuditAction
from service.services.account_rules import is_name, tidied
from service.services.accounts import AccountNotFoundError, AccountService
from service.services.audit import AuditTrail
from service.services.passwords import make_password
from service.storage.accounts import AccountRecord
from service.storage.outside_identities import OutsideIdentityStore

__all__ = ["OutsideRules", "OutsideSignIn"]

_LONGEST_SUBJECT = 255


@dataclass(frozen=True, slots=True)
class OutsideRules:
    """How claims of the provider become accounts."""

    issuer: str
    name_claim: str
    roles_claim: str
    roles: Mapping[str, AccessRole]
    """Access role by group; empty: access roles are given in lont."""
    makes_accounts: bool
    """Whether who has no account gets one, with the access roles of their groups."""


class OutsideSignIn:
    """Works inside the caller's transaction.

    Parameters
    ----------
    rules
        As the operator set them.
    accounts, identities
        Where people are, and who they are to the provider.
    trail
        Where accounts that come or change by it are noted.
    """

    def __init__(
        self, rules: OutsideRules, accounts: AccountService, identities: OutsideIdentityStore, trail: AuditTrail
    ) -> None:
        self._rules = rules
        self._accounts = accounts
        self._identities = identities
        self._trail = trail

    def account(self, claims: Mapping[str, Any]) -> AccountRecord:
        """Return whom the claims name, with the access roles of their groups if the provider tells those.

        Raises
        ------
        ProviderRefusedError
            When there is nobody, or none of the groups is known.
        AccountRuleError, LastAdminError
            When the access roles cannot be as the groups are.
        """
        subject = claims.get("sub")
        if not isinstance(subject, str) or not 0 < len(subject) <= _LONGEST_SUBJECT or "\0" in subject:
            raise _nobody()
        roles = self._roles(claims)
        known = self._identities.account_of(self._rules.issuer, subject)
        try:
            account = self._named(claims, roles) if known is None else self._accounts.get(known)
        except AccountNotFoundError:
            raise _nobody() from None
        if known is None:
            self._link(subject, account)
        if self._rules.roles and roles != account.roles:
            account = self._accounts.set_roles(account.id, roles)
            self._note(account, "roles")
        return account

    def _link(self, subject: str, account: AccountRecord) -> None:
        if not self._identities.link(self._rules.issuer, subject, account.id, datetime.now(UTC)):
            raise _nobody()  # the name is that of somebody whom the provider knows by another subject
        self._note(account, "provider")

    def _named(self, claims: Mapping[str, Any], roles: frozenset[AccessRole]) -> AccountRecord:
        name = claims.get(self._rules.name_claim)
        if not isinstance(name, str) or not is_name(tidied(name)):
            raise _nobody()
        try:
            return self._accounts.named(name)
        except AccountNotFoundError:
            if not self._rules.makes_accounts or not roles or self._is_taken(name):
                raise
        account = self._accounts.create(name, roles, make_password())
        self._note(account, "created")
        return account

    def _note(self, account: AccountRecord, change: str) -> None:
        self._trail.note(SYSTEM, AuditAction.ACCOUNT, "account", account.id, change=change, roles=sorted(account.roles))

    def _is_taken(self, name: str) -> bool:
        return tidied(name) in self._accounts.names().values()

    def _roles(self, claims: Mapping[str, Any]) -> frozenset[AccessRole]:
        told = claims.get(self._rules.roles_claim)
        groups = [told] if isinstance(told, str) else told if isinstance(told, list) else []
        roles = frozenset(
            self._rules.roles[each] for each in groups if isinstance(each, str) and each in self._rules.roles
        )
        if self._rules.roles and not roles:
            raise _nobody()
        return roles


def _nobody() -> ProviderRefusedError:
    return ProviderRefusedError(
        "The provider knows you, but you have no account or access role here.", "Ask an administrator for one."
    )
