"""API keys: made once, shown once, kept as a hash; and the answers that make a repeated request harmless."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import AccessRole, Caller, Scope, scopes_of
from service.domain.messages import Platform
from service.errors import LontError
from service.services.accounts import AccountNotFoundError, actor_of
from service.storage.access import AccessStore, KeyRecord

__all__ = ["KEY_PREFIX", "SERVICE_SCOPES", "KeyRefusedError", "KeyScopeError", "KeyService", "hash_secret"]

KEY_PREFIX = "lont_"
"""Every key begins with it, so that leaked ones can be searched for."""

SERVICE_SCOPES = frozenset({Scope.SCORE, Scope.INGEST, Scope.READ, Scope.REPORT})
"""What a key that belongs to nobody can have; for all else somebody has to answer by name."""
_PERSONAL_SCOPES = frozenset(Scope) - {Scope.ANSWER}
_PLATFORM_SCOPES = frozenset({Scope.ANSWER})


class KeyRefusedError(LontError):
    """No key, an unknown one, or one that has expired or was revoked."""

    code = "key_refused"
    status = 401
    title = "The API key is not accepted"


class KeyScopeError(LontError):
    """A key was asked for that could do nothing of what it should."""

    code = "key_scope"
    status = 422
    title = "There is no key like this"


class IdempotencyConflictError(LontError):
    """An Idempotency-Key came back with another request."""

    code = "idempotency_key_reused"
    status = 422
    title = "This Idempotency-Key belongs to another request"


def hash_secret(secret: str) -> str:
    """Return the SHA-256 of a key in hex; enough, since a key is 256 random bits and no password."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class KeyService:
    """Makes, checks and revokes keys inside the caller's transaction."""

    def __init__(self, store: AccessStore) -> None:
        self._store = store

    def create(
        self,
        name: str,
        scopes: Collection[Scope],
        days: int | None = None,
        *,
        account_id: UUID | None = None,
        platform: Platform | None = None,
    ) -> tuple[KeyRecord, str]:
        """Make a key; the second value is its secret, which nothing can show again.

        Of the scopes it gets those that its kind of key can have: a person's key what people do, a platform's key
        the answers of that platform, any other key `SERVICE_SCOPES`.

        Parameters
        ----------
        name
            Whom or what it is for, 1 to 100 characters.
        scopes
            What it allows.
        days
            Days until it expires; ``None``: never.
        account_id
            The person on whose behalf it acts; it then never allows more than the person's access roles do.
        platform
            The platform whose own key it is.

        Raises
        ------
        KeyScopeError
            When nothing is left of the scopes, or it should be a person's and a platform's.
        AccountNotFoundError
            When the person has no open account.
        """
        if account_id is not None and platform is not None:
            raise KeyScopeError("A key belongs to a person or to a platform.", "Make two keys.")
        if account_id is not None and self._store.owner(account_id) is None:
            raise AccountNotFoundError("There is no open account like that.", "`lont accounts list` shows them.")
        given = tuple(sorted(_grantable(scopes, personal=account_id is not None, platform=platform)))
        if not given:
            raise KeyScopeError("No such key can have these scopes.", "`lont keys create --help` tells which.")
        now = datetime.now(UTC)
        secret = KEY_PREFIX + secrets.token_urlsafe(32)
        expires = now + timedelta(days=days) if days is not None else None
        record = KeyRecord(uuid7(), name[:100], given, now, expires, None, account_id, platform)
        self._store.add_key(record, hash_secret(secret))
        return record, secret

    def caller(self, secret: str) -> Caller:
        """Return who holds this key.

        Raises
        ------
        KeyRefusedError
            The same for an unknown, an expired and a revoked key, and that of a closed account.
        """
        record = self._store.key_by_hash(hash_secret(secret))
        expired = record is not None and record.expires_at is not None and record.expires_at <= datetime.now(UTC)
        if record is None or expired or record.revoked_at is not None:
            raise _refused()
        scopes = _grantable(map(Scope, record.scopes), personal=record.account_id is not None, platform=record.platform)
        if record.account_id is not None:
            return self._person(record.id, record.account_id, scopes)
        if record.platform is not None:
            actor, roles = f"org_{record.platform}", frozenset({AccessRole.PLATFORM})
            return Caller(actor, record.name, scopes, roles, record.id, platform=record.platform)
        return Caller(f"svc_{record.id.hex}", record.name, scopes, key_id=record.id)

    def _person(self, key_id: UUID, account_id: UUID, scopes: frozenset[Scope]) -> Caller:
        owner = self._store.owner(account_id)
        if owner is None:
            raise _refused()
        allowed = scopes & scopes_of(owner.roles)
        return Caller(actor_of(owner.id), owner.name, allowed, owner.roles, key_id, owner.id)

    def keys(self) -> Sequence[KeyRecord]:
        """Return all keys, oldest first."""
        return self._store.keys()

    def revoke(self, key_id: UUID) -> bool:
        """Revoke a key at once; return whether there was one to revoke."""
        return self._store.revoke(key_id)

    def earlier_answer(self, key_id: UUID, idempotency_key: str, request: bytes) -> dict[str, Any] | None:
        """Return the answer to the same request sent before, or ``None`` when it is new.

        A new one is noted at once: the same request in another transaction waits here until this one has ended.

        Raises
        ------
        IdempotencyConflictError
            When the key was used for another request.
        """
        own_hash = hashlib.sha256(request).hexdigest()
        request_hash, response = self._store.open_answer(key_id, idempotency_key, own_hash)
        if request_hash != own_hash:
            raise IdempotencyConflictError(
                "The Idempotency-Key was used before with another body.",
                "Send each new request with a key of its own.",
            )
        return response or None

    def remember_answer(self, key_id: UUID, idempotency_key: str, response: dict[str, Any]) -> None:
        """Keep the answer to a request that `earlier_answer` noted, in the transaction that did what it asked."""
        self._store.remember_answer(key_id, idempotency_key, response)


def _grantable(scopes: Iterable[Scope], *, personal: bool, platform: str | None) -> frozenset[Scope]:
    """Return those of the scopes that a key of this kind can have."""
    if personal:
        return _PERSONAL_SCOPES.intersection(scopes)
    return (SERVICE_SCOPES if platform is None else _PLATFORM_SCOPES).intersection(scopes)


def _refused() -> KeyRefusedError:
    return KeyRefusedError(
        "The API key is unknown, expired or revoked.", "Ask the operator for a new one (`lont keys create`)."
    )
