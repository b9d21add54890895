"""Keeps what signs the notices that are posted to platforms."""

from __future__ import annotations

from dataclasses import asdict, fields

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.domain.webhooks import NoticeSecret
from service.schema import NoticeSecret as SqlNoticeSecret

__all__ = ["NoticeSecretStore"]


class NoticeSecretStore:
    """Reads and writes in the caller's transaction."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def of_platform(self, platform: str) -> NoticeSecret | None:
        """Return the secret of a platform."""
        query = select(SqlNoticeSecret).where(SqlNoticeSecret.platform == platform)
        row = self._session.scalars(query).one_or_none()
        if row is None:
            return None
        return NoticeSecret(**{each.name: getattr(row, each.name) for each in fields(NoticeSecret)})

    def save(self, secret: NoticeSecret) -> None:
        """Write the secret of a platform, in place of the one before."""
        self._session.merge(SqlNoticeSecret(**asdict(secret)))
