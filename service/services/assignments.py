"""Assigns items to reviewers: *Next* hands them to these first, and to nobody else until that is taken back."""

from __future__ import annotations

from uuid import UUID

from service.domain.access import Caller, Scope, scopes_of
from service.domain.audit import AuditAction
from service.domain.items import ItemState
from service.errors import ConflictError, LontError
from service.locale.wording import worded
from service.services.accounts import actor_of
from service.services.audit import AuditTrail
from service.services.items import ItemNotFoundError
from service.storage.accounts import AccountStore
from service.storage.assignments import AssignmentStore

__all__ = ["AssigneeError", "AssignmentService", "ItemAssignedError", "NotWaitingError"]


class ItemAssignedError(ConflictError):
    """Another reviewer has the item assigned, and the caller is no supervisor."""

    code = "item_assigned"
    title = "The item is assigned to somebody else"


class NotWaitingError(ConflictError):
    """What does not wait for review cannot be assigned."""

    code = "item_not_waiting"
    title = "The item does not wait for review"


class AssigneeError(LontError):
    """There is no open account of that id whose access roles let it decide."""

    code = "assignee_unfit"
    status = 422
    title = "It cannot be assigned to them"


class AssignmentService:
    """Works inside the caller's transaction."""

    def __init__(self, store: AssignmentStore, accounts: AccountStore, audit: AuditTrail) -> None:
        self._store = store
        self._accounts = accounts
        self._audit = audit

    def assign(self, caller: Caller, item_id: UUID, assignee: str | None) -> None:
        """Assign an item to a reviewer, or to nobody (``None``); a supervisor also takes it from another for that.

        Raises
        ------
        ItemNotFoundError
        NotWaitingError
            When it does not wait for review.
        ItemAssignedError
            When it is another reviewer's, and the caller is no supervisor.
        AssigneeError
            When the assignee decides nothing.
        """
        held = self._store.lock(item_id)
        if held is None:
            raise ItemNotFoundError(worded("There is no item {id}.", id=item_id), "Take the id from the queue.")
        if held.state != ItemState.QUEUED:
            raise NotWaitingError("Only what waits for review is assigned.", "Look at the item again.")
        if held.assigned_to not in {None, caller.actor, assignee} and Scope.SUPERVISE not in caller.scopes:
            raise ItemAssignedError(
                "Only the reviewer to whom it is assigned, or a supervisor, changes that.", "Ask one of them."
            )
        if assignee is not None and assignee not in self.reviewers():
            raise AssigneeError(
                "There is no open account of that id whose access roles let it decide.",
                "Choose a colleague who reviews.",
            )
        if assignee != held.assigned_to:
            self._store.put(item_id, assignee)
            self._audit.note(caller.actor, AuditAction.ASSIGN, "item", item_id, before=held.assigned_to, after=assignee)

    def take_back(self, by: str, account_id: UUID) -> None:
        """Assign to nobody what is assigned to an account that decides nothing any more; else *Next* would pass it by.

        Parameters
        ----------
        by
            Who closed the account or took its access role away, for the log.
        account_id
            The account as it is now; of one that still decides nothing is taken.
        """
        actor = actor_of(account_id)
        if actor in self.reviewers():
            return
        for item_id in self._store.take_back(actor):
            self._audit.note(by, AuditAction.ASSIGN, "item", item_id, before=actor, after=None)

    def reviewers(self) -> dict[str, str]:
        """Return the names of those to whom an item can be assigned, by actor id, in the order of names."""
        return {
            actor_of(account.id): account.name
            for account in self._accounts.accounts()
            if account.closed_at is None and Scope.DECIDE in scopes_of(account.roles)
        }
