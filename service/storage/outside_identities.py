"""Which account the organisation's own provider means by a subject."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from service.schema import OutsideIdentity as SqlOutsideIdentity
from service.storage.inserting import insert_ignoring

__all__ = ["OutsideIdentityStore"]


class OutsideIdentityStore:
    """Reads and writes in the caller's transaction.

    Parameters
    ----------
    session
        The transaction.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def account_of(self, issuer: str, subject: str) -> UUID | None:
        """Return whose subject it is."""
        query = select(SqlOutsideIdentity.account_id)
        return self._session.scalar(
            query.where(SqlOutsideIdentity.issuer == issuer, SqlOutsideIdentity.subject == subject)
        )

    def link(self, issuer: str, subject: str, account_id: UUID, now: datetime) -> bool:
        """Note whose subject it is; return whether it now is this account's, which no other subject had before."""
        row = {"issuer": issuer, "subject": subject, "account_id": account_id, "linked_at": now}
        insert_ignoring(self._session, SqlOutsideIdentity, [row])
        return self.account_of(issuer, subject) == account_id
