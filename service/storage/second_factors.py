"""Second factors of people: the sealed secret, the step that was used last, and recovery codes by their hash."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, func, insert, select, update
from sqlalchemy.orm import Session

from service.schema import RecoveryCode as SqlRecoveryCode
from service.schema import SecondFactor as SqlSecondFactor

__all__ = ["SecondFactorRecord", "SecondFactorStore"]

_QUIET = {"synchronize_session": False}


@dataclass(frozen=True, slots=True)
class SecondFactorRecord:
    """What makes the codes of one person."""

    account_id: UUID
    sealed_secret: bytes
    made_at: datetime
    confirmed_at: datetime | None
    """``None``: no code came back yet, and it guards nothing."""


class SecondFactorStore:
    """Reads and writes in the caller's transaction.

    Parameters
    ----------
    session
        The transaction.
    """

    def __init__(self, session: Session) -> None:
        self._session = session

    def any(self) -> bool:
        """Return whether anybody has one that guards."""
        query = select(SqlSecondFactor.account_id).where(SqlSecondFactor.confirmed_at.is_not(None)).limit(1)
        return self._session.scalar(query) is not None

    def of(self, account_id: UUID) -> SecondFactorRecord | None:
        """Return a person's, confirmed or not."""
        row = self._session.scalar(
            select(SqlSecondFactor).where(SqlSecondFactor.account_id == account_id),
            execution_options={"populate_existing": True},
        )
        if row is None:
            return None
        return SecondFactorRecord(row.account_id, row.sealed_secret, row.made_at, row.confirmed_at)

    def guards(self, account_id: UUID) -> bool:
        """Return whether a person's sign-in asks for a code."""
        found = self.of(account_id)
        return found is not None and found.confirmed_at is not None

    def owners(self) -> frozenset[UUID]:
        """Return whose sign-in asks for a code."""
        query = select(SqlSecondFactor.account_id).where(SqlSecondFactor.confirmed_at.is_not(None))
        return frozenset(self._session.scalars(query))

    def put(self, account_id: UUID, sealed_secret: bytes, now: datetime) -> None:
        """Store a new secret that guards nothing yet, in the place of one that never did."""
        self.remove(account_id)
        row = {"account_id": account_id, "sealed_secret": sealed_secret, "made_at": now, "last_step": 0}
        self._session.execute(insert(SqlSecondFactor), [row | {"confirmed_at": None}])

    def confirm(self, account_id: UUID, now: datetime, code_hashes: Iterable[str]) -> None:
        """Let it guard from now on, with these recovery codes."""
        self._session.execute(
            update(SqlSecondFactor).where(SqlSecondFactor.account_id == account_id).values(confirmed_at=now),
            execution_options=_QUIET,
        )
        rows = [{"account_id": account_id, "code_hash": each, "used_at": None} for each in code_hashes]
        self._session.execute(insert(SqlRecoveryCode), rows)

    def use_step(self, account_id: UUID, step: int, sealed_secret: bytes) -> bool:
        """Take the code of one step of time; return whether it, and none after it, had been used.

        Parameters
        ----------
        account_id
            Whose code it is.
        step
            Number of the 30 seconds since 1970 that it belongs to.
        sealed_secret
            The same secret, sealed with the newest key.
        """
        used = self._session.scalars(
            update(SqlSecondFactor)
            .where(SqlSecondFactor.account_id == account_id, SqlSecondFactor.last_step < step)
            .values(last_step=step, sealed_secret=sealed_secret)
            .returning(SqlSecondFactor.account_id),
            execution_options=_QUIET,
        )
        return bool(used.all())

    def use_recovery_code(self, account_id: UUID, code_hash: str, now: datetime) -> bool:
        """Take a recovery code; return whether there was one that had not been used."""
        used = self._session.scalars(
            update(SqlRecoveryCode)
            .where(
                SqlRecoveryCode.account_id == account_id,
                SqlRecoveryCode.code_hash == code_hash,
                SqlRecoveryCode.used_at.is_(None),
            )
            .values(used_at=now)
            .returning(SqlRecoveryCode.code_hash),
            execution_options=_QUIET,
        )
        return bool(used.all())

    def codes_left(self, account_id: UUID) -> int:
        """Return how many recovery codes were not used."""
        query = select(func.count()).select_from(SqlRecoveryCode)
        mine = query.where(SqlRecoveryCode.account_id == account_id, SqlRecoveryCode.used_at.is_(None))
        return self._session.scalar(mine) or 0

    def remove(self, account_id: UUID) -> bool:
        """Forget secret and codes; return whether there was one that guarded."""
        guarded = self.guards(account_id)
        for table in (SqlRecoveryCode, SqlSecondFactor):
            self._session.execute(delete(table).where(table.account_id == account_id), execution_options=_QUIET)
        return guarded
