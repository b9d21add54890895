"""Who asks, and what they may do: access roles of people, scopes of keys, and the one table between them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

__all__ = ["HUMAN_ROLES", "ROLE_SCOPES", "SYSTEM", "AccessRole", "Caller", "Scope", "scopes_of"]

SYSTEM = "svc_system"
"""The actor of what lont does by itself: clocks, sweeps, the seal of the log."""


class AccessRole(StrEnum):
    """What a person or a service account is to lont (DESIGN: not to be confused with the role in a crime script)."""

    ANALYST = "analyst"
    APPROVER = "approver"
    LEGAL = "legal"
    POLICE_LIAISON = "police_liaison"
    DATA_SCIENTIST = "data_scientist"
    PLATFORM = "platform"
    AUDITOR = "auditor"
    DPO = "dpo"
    ADMIN = "admin"
    DISPATCHER = "dispatcher"
    SYSTEM = "system"


class Scope(StrEnum):
    """What a key or an access role lets its holder do."""

    SCORE = "score"
    """Score texts, nothing stored."""
    INGEST = "ingest"
    """Hand items in."""
    READ = "read"
    """Read stored items with their text; each view is logged."""
    REPORT = "report"
    """Read the picture of the phenomenon and the yearly report of notices: small counts hidden; no case content."""
    DECIDE = "decide"
    """Decide items of the queue. Only people decide."""
    SUPERVISE = "supervise"
    """Free what another reviewer has claimed."""
    QUALITY = "quality"
    """Mark known items, and see how often each is missed."""
    REQUEST = "request"
    """See takedown requests and move them on, as far as the access role goes."""
    ANSWER = "answer"
    """See the outbound part of one platform's requests and answer them."""
    ALERT = "alert"
    """Claim alerts of a possible threat to life."""
    HOLD = "hold"
    """Place and lift holds of the police."""
    AUDIT = "audit"
    """Read and verify the log."""
    ACCOUNTS = "accounts"
    """Make and close accounts and keys; no case content."""


_CASE = frozenset({Scope.READ, Scope.REPORT, Scope.REQUEST})
ROLE_SCOPES: dict[AccessRole, frozenset[Scope]] = {
    AccessRole.ANALYST: _CASE | {Scope.SCORE, Scope.INGEST, Scope.DECIDE, Scope.ALERT},
    AccessRole.APPROVER: _CASE | {Scope.ALERT, Scope.SUPERVISE, Scope.QUALITY},
    AccessRole.LEGAL: _CASE,
    AccessRole.POLICE_LIAISON: _CASE | {Scope.ALERT, Scope.HOLD},
    AccessRole.DATA_SCIENTIST: frozenset({Scope.SCORE, Scope.READ, Scope.REPORT, Scope.QUALITY}),
    AccessRole.PLATFORM: frozenset({Scope.ANSWER}),
    AccessRole.AUDITOR: _CASE | {Scope.AUDIT},
    AccessRole.DPO: frozenset({Scope.AUDIT}),
    AccessRole.ADMIN: frozenset({Scope.ACCOUNTS}),
    AccessRole.DISPATCHER: frozenset(),
    AccessRole.SYSTEM: frozenset(),
}
"""What each access role may do; who holds several may do what any of them may."""

HUMAN_ROLES = (
    AccessRole.ANALYST,
    AccessRole.APPROVER,
    AccessRole.LEGAL,
    AccessRole.POLICE_LIAISON,
    AccessRole.DATA_SCIENTIST,
    AccessRole.AUDITOR,
    AccessRole.DPO,
    AccessRole.ADMIN,
)
"""Roles that an account can hold; the others belong to keys and to lont itself."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Who makes a request, as found for that one request."""

    actor: str
    """Opaque id, never a name: ``usr_…`` a person, ``svc_…`` a key of nobody or lont itself, ``org_…`` a platform."""
    name: str
    scopes: frozenset[Scope]
    roles: frozenset[AccessRole] = frozenset()
    key_id: UUID | None = None
    """``None`` for people with a browser, and in score-only mode, where no database knows keys."""
    account_id: UUID | None = None
    """The person; ``None`` for keys that belong to nobody."""
    platform: str | None = None
    """For a platform's key: the only platform whose requests it sees."""


def scopes_of(roles: Iterable[AccessRole]) -> frozenset[Scope]:
    """Return what the holder of these access roles may do."""
    return frozenset().union(*(ROLE_SCOPES[role] for role in roles))
