"""API keys: made once, shown once, kept as a hash; and the answers that make a repeated request harmless."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Collection, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import Caller, Scope
from service.errors import ConflictError, LontError
from service.storage.access import AccessStore, KeyRecord

__all__ = ["KEY_PREFIX", "KeyRefusedError", "KeyService", "hash_secret"]

KEY_PREFIX = "lont_"
"""Every key begins with it, so that leaked ones can be searched for."""


class KeyRefusedError(LontError):
    """No key, an unknown one, or one that has expired or was revoked."""

    code = "key_refused"
    status = 401
    title = "The API key is not accepted"


class IdempotencyConflictError(ConflictError):
    """An Idempotency-Key came back with another request."""

    code = "idempotency_key_reused"
    status = 409
    title = "This Idempotency-Key belongs to another request"


def hash_secret(secret: str) -> str:
    """Return the SHA-256 of a key in hex; enough, since a key is 256 random bits and no password."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


class KeyService:
    """Makes, checks and revokes keys inside the caller's transaction."""

    def __init__(self, store: AccessStore) -> None:
        self._store = store

    def create(self, name: str, scopes: Collection[Scope], days: int | None = None) -> tuple[KeyRecord, str]:
        """Make a key; the second value is its secret, which nothing can show again.

        Parameters
        ----------
        name
            Whom or what it is for, 1 to 100 characters.
        scopes
            What it allows.
        days
            Days until it expires; ``None``: never.
        """
        now = datetime.now(UTC)
        secret = KEY_PREFIX + secrets.token_urlsafe(32)
        expires = now + timedelta(days=days) if days is not None else None
        record = KeyRecord(uuid7(), name[:100], tuple(sorted(scopes)), now, expires, None)
        self._store.add_key(record, hash_secret(secret))
        return record, secret

    def caller(self, secret: str) -> Caller:
        """Return who holds this key.

        Raises
        ------
        KeyRefusedError
            The same for an unknown, an expired and a revoked key.
        """
        record = self._store.key_by_hash(hash_secret(secret))
        expired = record is not None and record.expires_at is not None and record.expires_at <= datetime.now(UTC)
        if record is None or expired or record.revoked_at is not None:
            raise KeyRefusedError(
                "The API key is unknown, expired or revoked.",
                "Ask the operator for a new one (`lont keys create`).",
            )
        return Caller(record.id, record.name, frozenset(Scope(scope) for scope in record.scopes))

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
