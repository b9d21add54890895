"""API keys by the hash of their secret, and answers to requests that carried an Idempotency-Key."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from service.domain.access import AccessRole
from service.schema import Account as SqlAccount
from service.schema import ApiKey as SqlApiKey
from service.schema import IdempotencyRecord as SqlIdempotencyRecord
from service.storage.inserting import insert_ignoring

__all__ = ["AccessStore", "KeyOwner", "KeyRecord"]


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key as stored; the secret itself is nowhere."""

    id: UUID
    name: str
    scopes: tuple[str, ...]
    created_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None
    account_id: UUID | None = None
    """The person on whose behalf it acts; ``None``: nobody's."""
    platform: str | None = None
    """For a platform's own key: whose requests it sees."""


@dataclass(frozen=True, slots=True)
class KeyOwner:
    """The person on whose behalf a key acts."""

    id: UUID
    name: str
    roles: frozenset[AccessRole]


class AccessStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add_key(self, record: KeyRecord, secret_hash: str) -> None:
        """Store a new key."""
        self._session.add(
            SqlApiKey(
                id=record.id,
                name=record.name,
                secret_hash=secret_hash,
                scopes=list(record.scopes),
                created_at=record.created_at,
                expires_at=record.expires_at,
                revoked_at=None,
                account_id=record.account_id,
                platform=record.platform,
            )
        )
        self._session.flush()

    def key_by_hash(self, secret_hash: str) -> KeyRecord | None:
        """Return the key with this hash, be it expired or revoked."""
        row = self._session.scalar(select(SqlApiKey).where(SqlApiKey.secret_hash == secret_hash))
        return None if row is None else _record(row)

    def owner(self, account_id: UUID) -> KeyOwner | None:
        """Return the person with this account, unless it is closed."""
        found = self._session.execute(
            select(SqlAccount.name, SqlAccount.roles).where(SqlAccount.id == account_id, SqlAccount.closed_at.is_(None))
        ).one_or_none()
        if found is None:
            return None
        return KeyOwner(account_id, found.name, frozenset(AccessRole(role) for role in found.roles))

    def keys(self) -> Sequence[KeyRecord]:
        """Return all keys, oldest first."""
        return [_record(row) for row in self._session.scalars(select(SqlApiKey).order_by(SqlApiKey.created_at))]

    def revoke(self, key_id: UUID) -> bool:
        """Revoke a key; return whether there was one to revoke."""
        revoked = self._session.scalars(
            update(SqlApiKey)
            .where(SqlApiKey.id == key_id, SqlApiKey.revoked_at.is_(None))
            .values(revoked_at=datetime.now(UTC))
            .returning(SqlApiKey.id),
            execution_options={"synchronize_session": False},
        )
        return bool(revoked.all())

    def open_answer(self, key_id: UUID, idempotency_key: str, request_hash: str) -> tuple[str, dict[str, Any]]:
        """Return (hash of the request, response) of this key; the response is empty if this transaction opened it.

        The row is written before the work is done, so that of two transactions with the same key the second waits for
        the first to end. None that was committed has an empty response.
        """
        row = {
            "api_key_id": key_id,
            "key": idempotency_key,
            "request_hash": request_hash,
            "response": {},
            "created_at": datetime.now(UTC),
        }
        insert_ignoring(self._session, SqlIdempotencyRecord, [row])
        found = self._session.get_one(SqlIdempotencyRecord, (key_id, idempotency_key))
        return found.request_hash, found.response

    def remember_answer(self, key_id: UUID, idempotency_key: str, response: dict[str, Any]) -> None:
        """Fill an answer in that this transaction opened."""
        self._session.get_one(SqlIdempotencyRecord, (key_id, idempotency_key)).response = response
        self._session.flush()


def _record(row: SqlApiKey) -> KeyRecord:
    return KeyRecord(
        row.id,
        row.name,
        tuple(row.scopes),
        row.created_at,
        row.expires_at,
        row.revoked_at,
        row.account_id,
        row.platform,
    )
