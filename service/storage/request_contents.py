"""Keeps what each edit made of a takedown request."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from service.domain.takedown.changes import KeptContent
from service.domain.takedown.content import content_document, read_content
from service.domain.takedown.records import RequestRecord
from service.schema import TakedownContent as SqlTakedownContent

__all__ = ["RequestContentStore"]


class RequestContentStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def keep(self, request: RequestRecord, actor: str, at: datetime) -> None:
        """Write down the content of a request in its present version."""
        self._session.execute(
            insert(SqlTakedownContent).values(
                request_id=request.id,
                version=request.version,
                at=at,
                actor=actor,
                content=content_document(request.content),
            )
        )

    def of(self, request_id: UUID) -> list[KeptContent]:
        """Return what is kept of a request, oldest first; nothing of one that was drafted before this was kept."""
        query = select(SqlTakedownContent).where(SqlTakedownContent.request_id == request_id)
        rows = self._session.scalars(query.order_by(SqlTakedownContent.version))
        return [KeptContent(row.version, row.at, row.actor, read_content(row.content)) for row in rows]
