"""The accounts of a first look at lont: one for each access role that a takedown request needs."""

from __future__ import annotations

from dataclasses import dataclass

from service.domain.access import SYSTEM, AccessRole
from service.domain.audit import AuditAction
from service.factory import ProcessContext
from service.services.passwords import make_password

__all__ = ["FirstAccount", "first_accounts"]

_ROLES = (AccessRole.ADMIN, AccessRole.ANALYST, AccessRole.APPROVER)
_ON_CALL = AccessRole.ANALYST


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """An account that was just made; nothing can show its password again."""

    name: str
    role: AccessRole
    password: str


def first_accounts(context: ProcessContext) -> list[FirstAccount]:
    """Make an administrator, an analyst and an approver, named so, if there is no account at all; return those made."""
    made = [FirstAccount(str(role), role, make_password()) for role in _ROLES]
    with context.writing() as factory:
        accounts = factory.accounts()
        if accounts.any():
            return []
        for one in made:
            email = f"{one.name}@lont.example"
            record = accounts.create(one.name, [one.role], one.password, email, on_call=one.role is _ON_CALL)
            factory.audit().note(SYSTEM, AuditAction.ACCOUNT, "account", record.id, change="created", roles=[one.role])
    return made
