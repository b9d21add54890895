"""Drafts takedown requests of confirmed items: asked for by an analyst, or following a confirmation by itself."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID

from uuid_utils.compat import uuid7

from service.domain.access import AccessRole, Caller
from service.domain.audit import AuditAction
from service.domain.takedown.records import EventRecord, ItemAnswerRecord, RequestRecord, public_id
from service.domain.takedown.routes import Route
from service.domain.takedown.states import RequestState
from service.errors import Fault
from service.locale.wording import worded
from service.request_errors import RequestInvalidError
from service.services.audit import AuditTrail
from service.services.pseudonyms import Pseudonymiser
from service.services.routing import route_of_item
from service.services.takedown.desk import TakedownDesk
from service.services.takedown.drafting import draft_content, edited
from service.services.takedown.errors import DuplicateRequestError, HeldError, NotYoursToDoError, RouteError
from service.services.takedown.inputs import RequestEdit
from service.services.takedown.office import Office
from service.services.takedown.sourcing import DraftSources, require_no_other

__all__ = ["ConfirmedDrafts", "require_role"]


class ConfirmedDrafts:
    """Works inside the caller's transaction.

    Parameters
    ----------
    desk
        The stores.
    office
        What the operator states for all requests.
    pseudonymiser
        Knows the handle behind a pseudonym.
    audit
        The log.
    """

    def __init__(self, desk: TakedownDesk, office: Office, pseudonymiser: Pseudonymiser, audit: AuditTrail) -> None:
        self._desk = desk
        self._office = office
        self._sources = DraftSources(desk, pseudonymiser, audit)
        self._audit = audit

    def create(self, caller: Caller, item_id: UUID, edit: RequestEdit) -> RequestRecord:
        """Draft a request from an item on which a confirmation stands; it may be incomplete.

        Raises
        ------
        ItemNotFoundError
        InvalidTransitionError
            When nobody has confirmed the item.
        HeldError
            When the police asked to wait.
        RouteError
            When it belongs to the police: a private group or chat.
        DuplicateRequestError
            When an open request has the same platform, address and category.
        RequestInvalidError
            When a field of the edit does not fit.
        """
        require_role(caller, AccessRole.ANALYST, AccessRole.SYSTEM)
        now = datetime.now(UTC)
        source = self._sources.source(caller, item_id)
        if self._desk.holds.on_any([item_id]):
            raise HeldError
        self._require_known_channel(edit, source.item.platform)
        content = edited(draft_content(source, self._office, now), edit, caller.actor, now)
        request = RequestRecord(
            id=uuid7(),
            version=1,
            state=RequestState.DRAFT,
            platform=source.item.platform,
            priority=source.item.priority or "P3",
            content=content,
            edited_at=now,
            created_by=caller.actor,
            created_at=now,
            retry_at=None,
        )
        require_no_other(self._desk, request)
        locator = content.items[0].locator
        self._desk.requests.add(request, [ItemAnswerRecord(0, item_id, locator.canonical_url, None, None)])
        self._desk.contents.keep(request, caller.actor, now)
        inherited = source.decision.inherited_from
        mark = {} if inherited is None else {"inherited_from": str(inherited)}
        self._note(caller.actor, request, "create", None, item=str(item_id), **mark)
        return request

    def may_notify(self, item_id: UUID) -> bool:
        """Return whether a notice can be drafted of an item once it is confirmed: its route is not the police."""
        item = self._desk.items.get(item_id)
        return item is not None and route_of_item(item).route is not Route.POLICE_REFERRAL

    def follow(self, caller: Caller, item_id: UUID) -> RequestRecord | None:
        """Draft the request of an item that was just confirmed; ``None`` where there is nothing to draft.

        That is: the police is its route or asked to wait, or an open request has the same platform, address and
        category.

        Raises
        ------
        LontError
            As `create` does, but for these three.
        """
        try:
            return self.create(caller, item_id, RequestEdit())
        except (RouteError, HeldError, DuplicateRequestError):
            return None  # the open one is shown beside the item that it speaks of

    def _require_known_channel(self, edit: RequestEdit, platform: str) -> None:
        channel = self._office.channel(edit.delivery_channel)
        if edit.delivery_channel is not None and (channel is None or channel.platform != platform):
            fault = Fault("/delivery_channel", "A delivery channel of this platform in the registry.", "unknown")
            raise RequestInvalidError("The draft was not changed.", "Mend what `faults` names.", faults=[fault])

    def _note(  # an event has that many sides
        self,
        actor: str,
        request: RequestRecord,
        event: str,
        source: RequestState | None,
        rationale: str | None = None,
        **details: object,
    ) -> None:
        seq = len(self._desk.requests.events(request.id)) + 1
        now = datetime.now(UTC)
        record = EventRecord(seq, now, actor, event, source, request.state, rationale, dict(details))
        self._desk.requests.append(request.id, record)
        self._audit.note(
            *(actor, AuditAction.TRANSITION, "takedown_request", public_id(request.id)),
            event=event,
            source=source,
            target=request.state,
            version=request.version,
        )


def require_role(caller: Caller, *roles: AccessRole) -> None:
    """Refuse who has none of these access roles.

    Raises
    ------
    NotYoursToDoError
    """
    if not caller.roles & set(roles):
        raise NotYoursToDoError(
            worded("This is for {roles}.", roles=" or ".join(roles)), "Ask somebody with that access role."
        )
