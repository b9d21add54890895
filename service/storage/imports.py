"""Records of imports: what each stated, covered, counted and refused."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from uuid import UUID

from sqlalchemy import insert, update
from sqlalchemy.orm import Session
from uuid_utils.compat import uuid7

from service.domain.items import Provenance
from service.domain.messages import Refusal
from service.schema import Import as SqlImport
from service.schema import ImportChannel as SqlImportChannel
from service.schema import ImportRefusal as SqlImportRefusal

__all__ = ["ImportStore"]


class ImportStore:
    """Writes imports in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def begin(self, file_name: str, file_format: str) -> UUID:
        """Record that an import begins, and return its id."""
        import_id = uuid7()
        self._session.add(
            SqlImport(
                id=import_id,
                file_name=file_name[:300],
                format=file_format,
                started_at=datetime.now(UTC),
                finished_at=None,
                counts={},
            )
        )
        self._session.flush()
        return import_id

    def add_channel(self, import_id: UUID, channel_id: UUID, stated: Provenance) -> None:
        """Record what was stated of a channel at this import."""
        self._session.add(
            SqlImportChannel(
                import_id=import_id,
                channel_id=channel_id,
                timezone=stated.timezone,
                visibility=stated.visibility,
                public_address=stated.public_address,
                lawful_basis=stated.lawful_basis,
                obtained_by=stated.obtained_by,
                covers_from=None,
                covers_until=None,
            )
        )
        self._session.flush()

    def cover(self, import_id: UUID, channel_id: UUID, first: datetime, last: datetime) -> None:
        """Record from which to which time the file held the messages of a channel."""
        self._session.execute(
            update(SqlImportChannel)
            .where(SqlImportChannel.import_id == import_id, SqlImportChannel.channel_id == channel_id)
            .values(covers_from=first, covers_until=last)
        )

    def finish(self, import_id: UUID, counts: dict[str, int], refusals: Sequence[Refusal]) -> None:
        """Close the record with its counts and the refusals that are kept."""
        self._session.execute(
            update(SqlImport).where(SqlImport.id == import_id).values(finished_at=datetime.now(UTC), counts=counts)
        )
        rows = [
            {
                "id": uuid7(),
                "import_id": import_id,
                "place": r.place[:200],
                "code": r.code,
                "detail": r.detail[:1000],
            }
            for r in refusals
        ]
        if rows:
            self._session.execute(insert(SqlImportRefusal), rows)
