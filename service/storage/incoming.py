"""Keeps where platforms send their webhooks, and which of them were taken."""

from __future__ import annotations

from dataclasses import asdict, fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, insert, select, update
from sqlalchemy.orm import Session

from service.domain.webhooks import IncomingEndpoint
from service.schema import IncomingEndpoint as SqlIncomingEndpoint
from service.schema import IncomingMessage as SqlIncomingMessage
from service.storage.inserting import insert_ignoring

__all__ = ["IncomingStore"]


class IncomingStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def get(self, endpoint_id: UUID) -> IncomingEndpoint | None:
        """Return an endpoint, held until the transaction ends, so that one message comes after the other."""
        return self._one(SqlIncomingEndpoint.id == endpoint_id)

    def of_platform(self, platform: str) -> IncomingEndpoint | None:
        """Return the endpoint of a platform, held until the transaction ends."""
        return self._one(SqlIncomingEndpoint.platform == platform)

    def add(self, endpoint: IncomingEndpoint) -> None:
        """Write a new endpoint."""
        self._session.execute(insert(SqlIncomingEndpoint).values(asdict(endpoint)))

    def save(self, endpoint: IncomingEndpoint) -> None:
        """Write the secrets of an endpoint."""
        values = asdict(endpoint)
        self._session.execute(
            update(SqlIncomingEndpoint).where(SqlIncomingEndpoint.id == values.pop("id")).values(values)
        )

    def knows(self, endpoint_id: UUID, message_id: str) -> bool:
        """Return whether a message was taken before."""
        return self._session.get(SqlIncomingMessage, (endpoint_id, message_id)) is not None

    def take(self, endpoint_id: UUID, message_id: str, at: datetime) -> None:
        """Note that a message was taken."""
        row: dict[str, object] = {"endpoint_id": endpoint_id, "message_id": message_id, "received_at": at}
        insert_ignoring(self._session, SqlIncomingMessage, [row])

    def _one(self, condition: ColumnElement[bool]) -> IncomingEndpoint | None:
        query = select(SqlIncomingEndpoint).where(condition).with_for_update()
        row = self._session.scalars(query, execution_options={"populate_existing": True}).one_or_none()
        if row is None:
            return None
        return IncomingEndpoint(**{each.name: getattr(row, each.name) for each in fields(IncomingEndpoint)})
