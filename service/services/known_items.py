"""Marks items as known: the right answer is agreed on, and copies of them measure the team."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.decisions import DecisionDraft
from service.domain.review_tasks import FINAL, KnownItem, Said
from service.errors import ConflictError, Fault, LontError
from service.locale.wording import worded
from service.request_errors import RequestInvalidError
from service.services.audit import AuditTrail
from service.services.decision_rules import require_whole
from service.services.items import ItemNotFoundError
from service.storage.decisions import DecisionStore
from service.storage.review_tasks import ReviewTaskStore

__all__ = ["KnownDraft", "KnownItemService", "KnownNotFoundError", "NotDecidedError"]


class NotDecidedError(ConflictError):
    """An item of which nobody has said what it is cannot be known."""

    code = "not_decided"
    title = "Nobody has decided this item"


class KnownNotFoundError(LontError):
    """There is no known item of that id in use."""

    code = "known_item_not_found"
    status = 404
    title = "No such known item"


@dataclass(frozen=True, slots=True)
class KnownDraft:
    """An item and what it is."""

    item_id: UUID
    item_version: int
    answer: Said
    why: str


class KnownItemService:
    """Works inside the caller's transaction."""

    def __init__(self, store: ReviewTaskStore, decisions: DecisionStore, audit: AuditTrail) -> None:
        self._store = store
        self._decisions = decisions
        self._audit = audit

    def mark(self, caller: Caller, draft: KnownDraft) -> KnownItem:
        """Agree on what an item is; an answer of before goes out of use.

        Raises
        ------
        RequestInvalidError
            When the answer is not whole, or says nothing of what the item is.
        ItemNotFoundError
        NotDecidedError
            When no decision holds, or the text was edited since.
        """
        said = draft.answer
        require_whole(DecisionDraft(draft.item_id, draft.item_version, said.verdict, said.labels, said.reason))
        if said.verdict not in FINAL:
            fault = Fault("verdict", "Say what the item is: confirm, reject or unsure.", "unknown")
            raise RequestInvalidError("The answer is none.", "Mend what `faults` names.", faults=[fault])
        item = self._decisions.lock_item(draft.item_id)
        if item is None:
            raise ItemNotFoundError(worded("There is no item {id}.", id=draft.item_id), "Take the id from the list.")
        if item.verdict not in FINAL or item.version != draft.item_version:
            raise NotDecidedError("No decision says what this text is.", "Decide it first, then mark it as known.")
        now = datetime.now(UTC)
        before = self._store.known_in_use(item.id)
        if before is not None:
            self._store.retire(before.id, caller.actor, now)
        known = KnownItem(uuid7(), item.id, item.version, said, draft.why, caller.actor, now)
        self._store.mark(known)
        self._note(caller, known, verdict=str(known.answer.verdict))
        return known

    def retire(self, caller: Caller, known_id: UUID) -> None:
        """Take a known item out of use; what people said of it stays in the figures.

        Raises
        ------
        KnownNotFoundError
            When it is not in use.
        """
        known = self._store.known(known_id)
        if known is None or not self._store.retire(known_id, caller.actor, datetime.now(UTC)):
            raise KnownNotFoundError("That known item is not in use.", "Look at the list of known items.")
        self._note(caller, known, verdict="retired")

    def of_item(self, item_id: UUID) -> KnownItem | None:
        """Return what is agreed on of an item, if anything is."""
        return self._store.known_in_use(item_id)

    def get(self, known_id: UUID) -> KnownItem:
        """Return a known item, also one out of use.

        Raises
        ------
        KnownNotFoundError
        """
        known = self._store.known(known_id)
        if known is None:
            raise KnownNotFoundError("There is no such known item.", "Look at the list of known items.")
        return known

    def _note(self, caller: Caller, known: KnownItem, verdict: str) -> None:
        self._audit.note(caller.actor, AuditAction.ALTER, "item", known.item_id, known=known.id, verdict=verdict)
