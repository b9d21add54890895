"""What an account may be: its name, the access roles of people, and how somebody on call is reached."""

from __future__ import annotations

import re
from collections.abc import Collection

from service.domain.access import HUMAN_ROLES, AccessRole, Scope, scopes_of
from service.errors import LontError
from service.locale.wording import worded
from service.storage.accounts import AccountRecord

__all__ = ["AccountRuleError", "human_roles", "is_name", "is_reachable", "require_name", "require_reachable", "tidied"]

_NAME = re.compile(r"[a-z0-9._-]{2,100}")
_EMAIL = re.compile(r"[^\s@<>()\[\],;:\\\"\x00-\x1f\x7f]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+")
_LONGEST_EMAIL = 254


class AccountRuleError(LontError):
    """What an account should become breaks a rule; `code` says which."""

    code = "account_rule"
    status = 422
    title = "The account cannot be like this"


def tidied(name: str) -> str:
    """Return a name as accounts have it."""
    return name.strip().lower()


def is_name(name: str) -> bool:
    """Return whether an account can have this name."""
    return _NAME.fullmatch(name) is not None


def require_name(name: str) -> None:
    """Refuse what is no name of an account.

    Raises
    ------
    AccountRuleError
        Unless it has 2 to 100 of a-z, 0-9, dot, underscore and hyphen.
    """
    if not is_name(name):
        raise AccountRuleError(
            "A name has 2 to 100 of a-z, 0-9, dot, underscore and hyphen.", "Take another name.", code="name_rule"
        )


def human_roles(roles: Collection[AccessRole]) -> frozenset[AccessRole]:
    """Return the roles of an account.

    Raises
    ------
    AccountRuleError
        When there is none, or one that belongs to keys or to lont itself.
    """
    if not roles or not set(roles) <= set(HUMAN_ROLES):
        raise AccountRuleError(
            "An account holds one or more of the access roles of people.",
            worded("Use {names}.", names=", ".join(HUMAN_ROLES)),
            code="roles_rule",
        )
    return frozenset(roles)


def is_reachable(account: AccountRecord) -> bool:
    """Return whether an alert reaches this person, who then may claim it."""
    return account.email is not None and Scope.ALERT in scopes_of(account.roles)


def require_reachable(account: AccountRecord) -> None:
    """Refuse a faulty address, and people on call whom no alert would reach or who could not claim it.

    Raises
    ------
    AccountRuleError
        With the code ``email_rule`` or ``on_call_rule``.
    """
    email = account.email
    if email is not None and (len(email) > _LONGEST_EMAIL or not _EMAIL.fullmatch(email)):
        raise AccountRuleError("The e-mail address is none.", "Write it as name@example.org.", code="email_rule")
    if account.on_call and not is_reachable(account):
        raise AccountRuleError(
            "Who is on call has an e-mail address and an access role that may claim alerts.",
            "Add them, or take the person off call first.",
            code="on_call_rule",
        )
