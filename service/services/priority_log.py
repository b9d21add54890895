"""Keeps the history of priorities: each change is an entry of the log of acts, written with the change itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from service.domain.access import SYSTEM
from service.domain.audit import AuditAction, AuditEntry, AuditFilter
from service.domain.priority_changes import PriorityCause, PriorityChange
from service.services.audit import AuditTrail
from service.storage.audit import AuditStore

__all__ = ["MOST_CHANGES", "PriorityLog"]

MOST_CHANGES = 200
"""Changes of one item that are told, the latest ones; the log has all of them."""


class PriorityLog:
    """Notes and reads inside the caller's transaction."""

    def __init__(self, audit: AuditTrail, store: AuditStore) -> None:
        self._audit = audit
        self._store = store

    def note(
        self,
        item_id: UUID,
        change: tuple[str | None, str | None],
        cause: PriorityCause,
        *,
        actor: str = SYSTEM,
        reasons: Sequence[str] = (),
        by_id: UUID | None = None,
    ) -> None:
        """Note a change of priority; one that changes nothing is none.

        Parameters
        ----------
        item_id
            The item.
        change
            Priority before and after it.
        cause
            What made it.
        actor
            Who made it.
        reasons
            Codes of what made the priority after it.
        by_id
            The item that came in beside it, or the decision.
        """
        before, after = change
        if before == after:
            return
        self._audit.note(
            *(actor, AuditAction.PRIORITY, "item", item_id),
            before=before,
            after=after,
            cause=cause,
            reasons=list(reasons),
            by=by_id,
        )

    def history(self, item_id: UUID) -> list[PriorityChange]:
        """Return the changes of an item, oldest first."""
        wanted = AuditFilter(object_kind="item", object_id=str(item_id), action=AuditAction.PRIORITY)
        found = self._store.search(wanted, None, MOST_CHANGES)
        return [_change(entry) for entry in reversed(found) if isinstance(entry, AuditEntry)]


def _change(entry: AuditEntry) -> PriorityChange:
    told = entry.record.details
    return PriorityChange(
        at=entry.record.at,
        actor=entry.record.actor,
        before=told["before"],
        after=told["after"],
        cause=PriorityCause(told["cause"]),
        reasons=tuple(told["reasons"]),
        by_id=None if told["by"] is None else UUID(told["by"]),
    )
