"""What a draft is made from: a confirmed item with its evidence and handle, and nobody else's open request on it."""

from __future__ import annotations

from uuid import UUID

from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.domain.takedown.records import (
    RequestRecord,
    public_id,
)
from service.domain.takedown.routes import Route
from service.domain.takedown.states import (
    OPEN_STATES,
)
from service.domain.takedown.texts import hides_something
from service.errors import Fault
from service.locale.wording import worded
from service.services.audit import AuditTrail
from service.services.items import ItemNotFoundError
from service.services.pseudonyms import Pseudonymiser
from service.services.routing import route_of_item
from service.services.takedown.desk import TakedownDesk, item_ids
from service.services.takedown.drafting import Source
from service.services.takedown.errors import (
    DuplicateRequestError,
    InvalidTransitionError,
    RouteError,
)

__all__ = ["DraftSources", "require_no_other"]

_LONGEST_HANDLE = 200


class DraftSources:
    """Fetches what drafts are made from, in the caller's transaction; a handle that is read is noted in the log."""

    def __init__(self, desk: TakedownDesk, pseudonymiser: Pseudonymiser, audit: AuditTrail) -> None:
        self._desk = desk
        self._pseudonymiser = pseudonymiser
        self._audit = audit

    def source(self, caller: Caller, item_id: UUID) -> Source:
        """Return what the draft of an item is made from; the item is held until the transaction ends.

        Raises
        ------
        ItemNotFoundError, InvalidTransitionError, RouteError
            As `ConfirmedDrafts.create`.
        """
        self._desk.decisions.lock_item(item_id)  # of two drafts at once the second meets the first
        item = self._desk.items.get(item_id)
        if item is None:
            raise ItemNotFoundError(worded("There is no item {id}.", id=item_id), "Take the id from the queue.")
        decision = self._desk.decisions.confirmed([item_id]).get(item_id)
        if decision is None:
            raise InvalidTransitionError(
                "No confirmation of the item stands, so there is nothing to ask for.", "Confirm the item first."
            )
        if route_of_item(item).route is Route.POLICE_REFERRAL:
            raise RouteError(
                "The item stands in a private group or chat, which no notice reaches.",
                "Refer it to the police (in danger 112); lont drafts no notice for it.",
            )
        evidence, handle = self._desk.evidence.of_items([item_id]), self._handle(caller, item.author_key)
        return Source(item, decision, evidence, handle, self._desk.escalations.latest(item_id))

    def _handle(self, caller: Caller, author_key: str | None) -> str | None:
        sealed = None if author_key is None else self._desk.channels.sealed_handle(author_key)
        if sealed is None or author_key is None:
            return None
        handle = self._pseudonymiser.unseal(sealed)
        self._audit.note(
            *(caller.actor, AuditAction.CONSULT, "author", author_key), justification="drafting a takedown request"
        )
        fits = 0 < len(handle) <= _LONGEST_HANDLE and not any(map(hides_something, handle))
        return handle if fits else None


def require_no_other(desk: TakedownDesk, request: RequestRecord) -> None:
    """Refuse a request while another one is open for the same item or address.

    Raises
    ------
    DuplicateRequestError
        Naming the other one.
    """
    urls = [each.locator.canonical_url for each in request.content.items if each.locator.canonical_url]
    category = request.content.case_category
    other = desk.requests.open_on(request.platform, category, urls, request.id) if urls else None
    same = [each for item_id in item_ids(request) for each in desk.requests.of_item(item_id)]
    others = [each for each in same if each.content.case_category == category and each.id != request.id]
    other = other or next((each.id for each in others if each.state in OPEN_STATES), None)
    if other is not None:
        existing = Fault("existing_id", public_id(other), "duplicate")
        raise DuplicateRequestError(
            worded("{id} is open for the same content.", id=public_id(other)), "Go on with that one.", faults=[existing]
        )
