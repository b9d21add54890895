"""The log of acts: rows are added unsealed, bound into the chain once, and read in the order of the chain."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, func, insert, select, tuple_, update
from sqlalchemy.exc import DataError
from sqlalchemy.orm import Session

from service.domain.audit import (
    FIRST_HEAD,
    AuditAction,
    AuditEntry,
    AuditFilter,
    AuditRecord,
    AuditSeal,
    ChainHead,
    StoredEntry,
    UnreadableEntry,
)
from service.schema import AuditEntry as SqlAuditEntry
from service.schema import AuditSeal as SqlAuditSeal

__all__ = ["AuditStore"]

_SEALING_LOCK = 0x6C6F6E74
"""Number of the advisory lock that only one sealer holds; "lont" in ASCII."""
_AT_ONCE = 1000
"""Places in one query."""
_COLUMNS = (
    SqlAuditEntry.id,
    SqlAuditEntry.position,
    SqlAuditEntry.entry_hash,
    SqlAuditEntry.actor,
    SqlAuditEntry.action,
    SqlAuditEntry.object_kind,
    SqlAuditEntry.object_id,
    SqlAuditEntry.justification,
    SqlAuditEntry.recipient,
    SqlAuditEntry.details,
    SqlAuditEntry.at,
    SqlAuditEntry.request_id,
)


class AuditStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, records: Sequence[AuditRecord]) -> None:
        """Store new entries; a sealer gives them their places later."""
        if records:
            self._session.execute(insert(SqlAuditEntry), [asdict(record) for record in records])

    def lock_chain(self) -> bool:
        """Try to become the only sealer until this transaction ends; return whether that worked, without waiting.

        A transaction that writes to SQLite is alone by itself.
        """
        if self._session.get_bind().dialect.name != "postgresql":
            return True
        return bool(self._session.scalar(select(func.pg_try_advisory_xact_lock(_SEALING_LOCK))))

    def pending(self, after_id: int, limit: int) -> list[StoredEntry]:
        """Return entries that have no place in the chain yet, in the order of their ids."""
        query = select(*_COLUMNS).where(SqlAuditEntry.position.is_(None), SqlAuditEntry.id > after_id)
        return self._entries(query.order_by(SqlAuditEntry.id).limit(limit))

    def bind(self, heads: Sequence[tuple[int, ChainHead]], sealed_at: datetime) -> None:
        """Give entries their places and hashes, and seal them as one batch.

        Parameters
        ----------
        heads
            Id of each entry with its position and hash, in the order of the chain; at least one.
        sealed_at
            The present time.
        """
        rows = [{"id": entry_id, "position": head.position, "entry_hash": head.hash} for entry_id, head in heads]
        self._session.execute(update(SqlAuditEntry), rows)
        first, last = heads[0][1], heads[-1][1]
        seal = {"first": first.position, "last": last.position, "head_hash": last.hash, "sealed_at": sealed_at}
        self._session.execute(insert(SqlAuditSeal), [seal])

    def sealed_head(self) -> ChainHead:
        """Return where the last seal says that the chain ends."""
        query = select(SqlAuditSeal.last, SqlAuditSeal.head_hash).order_by(SqlAuditSeal.last.desc()).limit(1)
        row = self._session.execute(query).one_or_none()
        return FIRST_HEAD if row is None else ChainHead(row[0], row[1])

    def bound_head(self) -> ChainHead:
        """Return the last entry of the chain, which is where its last seal ends unless somebody meddled."""
        query = select(SqlAuditEntry.position, SqlAuditEntry.entry_hash).where(SqlAuditEntry.position.is_not(None))
        row = self._session.execute(query.order_by(SqlAuditEntry.position.desc()).limit(1)).one_or_none()
        return FIRST_HEAD if row is None else ChainHead(row[0], row[1] or "")

    def chain(self, until: int, size: int = 1000) -> Iterator[list[StoredEntry]]:
        """Yield the entries up to a position in the order of the chain, in batches of at most `size`."""
        place = tuple_(SqlAuditEntry.position, SqlAuditEntry.id)
        query = (
            select(*_COLUMNS).where(SqlAuditEntry.position <= until).order_by(SqlAuditEntry.position, SqlAuditEntry.id)
        )
        batch = self._entries(query.limit(size))
        while batch:
            yield batch
            batch = self._entries(query.where(place > (batch[-1].position, batch[-1].id)).limit(size))

    def seals(self, until: int, size: int = 1000) -> Iterator[AuditSeal]:
        """Yield the seals up to a position in the order of the chain, fetched in batches of at most `size`."""
        query = select(SqlAuditSeal.first, SqlAuditSeal.last, SqlAuditSeal.head_hash).order_by(SqlAuditSeal.last)
        query = query.where(SqlAuditSeal.last <= until).limit(size)
        batch = [AuditSeal(*row) for row in self._session.execute(query)]
        while batch:
            yield from batch
            batch = [AuditSeal(*row) for row in self._session.execute(query.where(SqlAuditSeal.last > batch[-1].last))]

    def count_beyond_seals(self) -> int:
        """Return how many entries have a place after the last seal: none, unless somebody meddled."""
        last = select(func.coalesce(func.max(SqlAuditSeal.last), 0)).scalar_subquery()
        return self._count(SqlAuditEntry.position > last)

    def count_unsealed(self, before: datetime | None = None) -> int:
        """Return how many entries wait for their seal; with a time, only those of acts before it."""
        waits = SqlAuditEntry.position.is_(None)
        return self._count(waits) if before is None else self._count(waits, SqlAuditEntry.at < before)

    def search(self, wanted: AuditFilter, before_id: int | None, limit: int) -> list[StoredEntry]:
        """Return entries, sealed or not, newest first.

        Parameters
        ----------
        wanted
            Which ones.
        before_id
            Id of the last entry of the page before; ``None`` for the first page.
        limit
            Most entries to return.
        """
        query = select(*_COLUMNS).where(*_conditions(wanted)).order_by(SqlAuditEntry.id.desc()).limit(limit)
        return self._entries(query if before_id is None else query.where(SqlAuditEntry.id < before_id))

    def exported(self, wanted: AuditFilter, after: int, last: int, limit: int) -> list[tuple[StoredEntry, str]]:
        """Return sealed entries in the order of the chain, each with the hash that it follows on.

        Parameters
        ----------
        wanted
            Which ones.
        after, last
            Positions: behind the first, up to and with the second.
        limit
            Most entries to return.
        """
        place = SqlAuditEntry.position
        query = select(*_COLUMNS).where(*_conditions(wanted), place > after, place <= last).order_by(place)
        entries = self._entries(query.limit(limit))
        return list(zip(entries, self.hashes_before(entries), strict=True))

    def of_objects(self, object_ids: Collection[str], actions: Collection[AuditAction], last: int) -> list[StoredEntry]:
        """Return the sealed entries on these objects up to a position, in the order of the chain."""
        place = SqlAuditEntry.position
        query = select(*_COLUMNS).where(SqlAuditEntry.object_id.in_(object_ids), SqlAuditEntry.action.in_(actions))
        return self._entries(query.where(place <= last).order_by(place))

    def hashes_before(self, entries: Sequence[StoredEntry]) -> list[str]:
        """Return of each sealed entry the hash that it follows on."""
        places = sorted({(each.position or 0) - 1 for each in entries})
        found = {0: FIRST_HEAD.hash}
        for first in range(0, len(places), _AT_ONCE):
            some = SqlAuditEntry.position.in_(places[first : first + _AT_ONCE])
            rows = self._session.execute(select(SqlAuditEntry.position, SqlAuditEntry.entry_hash).where(some))
            found |= {position or 0: hash_ or "" for position, hash_ in rows}
        return [found.get((each.position or 0) - 1, "") for each in entries]

    def _count(self, *conditions: ColumnElement[bool]) -> int:
        return self._session.scalar(select(func.count()).select_from(SqlAuditEntry).where(*conditions)) or 0

    def _entries(self, query: Select[*tuple[Any, ...]]) -> list[StoredEntry]:
        """Read rows; should one of them be unreadable, all one by one, so that it does not hide the others."""
        try:
            return [_entry(*row) for row in self._session.execute(query)]
        except (ValueError, TypeError, DataError):
            bare = query.with_only_columns(SqlAuditEntry.id, SqlAuditEntry.position, SqlAuditEntry.entry_hash)
            return [self._entry_or_remains(*row) for row in self._session.execute(bare).all()]

    def _entry_or_remains(self, entry_id: int, position: int | None, entry_hash: str | None) -> StoredEntry:
        try:
            return _entry(*self._session.execute(select(*_COLUMNS).where(SqlAuditEntry.id == entry_id)).one())
        except (ValueError, TypeError, DataError):
            return UnreadableEntry(entry_id, position, entry_hash)


def _conditions(wanted: AuditFilter) -> list[ColumnElement[bool]]:
    tests: dict[str, Callable[[Any], ColumnElement[bool]]] = {
        "object_kind": lambda kind: SqlAuditEntry.object_kind == kind,
        "object_id": lambda object_id: SqlAuditEntry.object_id == object_id,
        "actor": lambda actor: SqlAuditEntry.actor == actor,
        "action": lambda action: SqlAuditEntry.action == action,
        "at_from": lambda first: SqlAuditEntry.at >= first,
        "at_until": lambda end: SqlAuditEntry.at < end,
    }
    return [test(value) for name, test in tests.items() if (value := getattr(wanted, name)) is not None]


def _entry(entry_id: int, position: int | None, entry_hash: str | None, *record: Any) -> StoredEntry:  # noqa: ANN401  # columns of any type
    return AuditEntry(entry_id, position, entry_hash, AuditRecord(*record))
