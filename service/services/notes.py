"""Takes notes on items: added by reviewers, changed by nobody, and kept inside lont."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.notes import ItemNote
from service.locale.wording import worded
from service.services.audit import AuditTrail
from service.services.items import ItemNotFoundError
from service.storage.notes import NoteStore

__all__ = ["NoteService"]


class NoteService:
    """Works inside the caller's transaction."""

    def __init__(self, store: NoteStore, audit: AuditTrail) -> None:
        self._store = store
        self._audit = audit

    def add(self, caller: Caller, item_id: UUID, text: str) -> ItemNote:
        """Write a note of 1 to 2,000 characters; the log has its id and not its words.

        Raises
        ------
        ItemNotFoundError
        """
        self._require(item_id)
        note = ItemNote(uuid7(), item_id, text, caller.actor, datetime.now(UTC))
        self._store.add(note)
        self._audit.note(caller.actor, AuditAction.NOTE, "item", item_id, note=note.id)
        return note

    def of_item(self, item_id: UUID) -> list[ItemNote]:
        """Return the notes on an item, oldest first.

        Raises
        ------
        ItemNotFoundError
        """
        self._require(item_id)
        return self._store.of_item(item_id)

    def _require(self, item_id: UUID) -> None:
        if not self._store.has_item(item_id):
            raise ItemNotFoundError(worded("There is no item {id}.", id=item_id), "Take the id from the queue.")
