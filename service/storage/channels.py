"""Channels with their provenance, and authors as pseudonyms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from service.domain.items import Provenance, Visibility
from service.domain.messages import ChannelRef
from service.schema import Author as SqlAuthor
from service.schema import Channel as SqlChannel
from service.schema import ChannelLink as SqlChannelLink
from service.schema import ChannelName as SqlChannelName
from service.storage.inserting import insert_ignoring

__all__ = ["ChannelStore", "KnownChannel"]


@dataclass(frozen=True, slots=True)
class KnownChannel:
    """A channel as stored."""

    id: UUID
    name: str
    provenance: Provenance


class ChannelStore:
    """Reads and writes channels and authors in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def find(self, ref: ChannelRef) -> KnownChannel | None:
        """Return the channel that a file or a caller names, or ``None`` when it was never seen."""
        row = self._session.scalar(
            select(SqlChannel).where(SqlChannel.platform == ref.platform, SqlChannel.platform_id == ref.platform_id)
        )
        return None if row is None else _known(row)

    def save(self, ref: ChannelRef, stated: Provenance) -> KnownChannel:
        """Store a channel, or bring name and provenance of a known one up to date."""
        values = {
            "name": ref.name,
            "timezone": stated.timezone,
            "visibility": stated.visibility,
            "public_address": stated.public_address,
            "lawful_basis": stated.lawful_basis,
            "obtained_by": stated.obtained_by,
        }
        insert_ignoring(
            self._session,
            SqlChannel,
            [
                {
                    "id": uuid7(),
                    "platform": ref.platform,
                    "platform_id": ref.platform_id,
                    "created_at": datetime.now(UTC),
                    **values,
                }
            ],
        )
        row = self._session.scalars(
            select(SqlChannel).where(SqlChannel.platform == ref.platform, SqlChannel.platform_id == ref.platform_id)
        ).one()
        for name, value in values.items():
            setattr(row, name, value)
        self._session.flush()
        self.note_name(row.id, ref.name)
        if stated.public_address is not None:
            self.note_link(row.id, stated.public_address)
        return _known(row)

    def note_name(self, channel_id: UUID, name: str) -> None:
        """Note that a channel is called so now."""
        self._note_seen(SqlChannelName, {"channel_id": channel_id, "name": name})

    def note_link(self, channel_id: UUID, address: str) -> None:
        """Note that an address or an invite link leads to a channel now."""
        self._note_seen(SqlChannelLink, {"channel_id": channel_id, "address": address})

    def _note_seen(self, table: type[SqlChannelName | SqlChannelLink], key: dict[str, object]) -> None:
        now = datetime.now(UTC)
        insert_ignoring(self._session, table, [key | {"first_seen": now, "last_seen": now}])
        self._session.execute(update(table).filter_by(**key).values(last_seen=now))

    def add_authors(self, handles: Mapping[str, bytes]) -> None:
        """Store encrypted handles by author key; those already there stay as they are."""
        now = datetime.now(UTC)
        rows = [{"author_key": key, "handle_encrypted": handles[key], "created_at": now} for key in sorted(handles)]
        insert_ignoring(self._session, SqlAuthor, rows)

    def sealed_handle(self, author_key: str) -> bytes | None:
        """Return the encrypted handle behind a pseudonym."""
        found = self._session.scalar(select(SqlAuthor.handle_encrypted).where(SqlAuthor.author_key == author_key))
        return None if found is None else bytes(found)


def _known(row: SqlChannel) -> KnownChannel:
    provenance = Provenance(
        timezone=row.timezone,
        visibility=Visibility(row.visibility),
        lawful_basis=row.lawful_basis,
        obtained_by=row.obtained_by,
        public_address=row.public_address,
    )
    return KnownChannel(id=row.id, name=row.name, provenance=provenance)
