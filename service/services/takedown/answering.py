"""The platform's side of a request: it sees what was sent to it and nothing else, and answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from service.domain.access import AccessRole, Caller
from service.domain.audit import AuditAction
from service.domain.takedown.outbound import OutboundNotice, outbound_of
from service.domain.takedown.records import ItemAnswerRecord, RequestFilter, RequestRecord, public_id
from service.domain.takedown.states import ARRIVAL, RequestEvent, RequestState, allowed_events
from service.errors import Fault
from service.request_errors import RequestInvalidError
from service.services.audit import AuditTrail
from service.services.takedown.errors import NotYoursToDoError, RequestNotFoundError
from service.services.takedown.guards import OFFERED
from service.services.takedown.inputs import EventInput, ItemsInput
from service.services.takedown.item_answers import ItemAnswerService
from service.storage.takedown import TakedownStore

__all__ = ["SENT", "AnsweringService", "ReceivedNotice", "received_notice", "received_page"]

SENT = frozenset(
    {
        RequestState.SUBMITTED,
        RequestState.ACKNOWLEDGED,
        RequestState.INFO_REQUESTED,
        RequestState.OVERDUE,
        RequestState.ACTIONED,
        RequestState.DECLINED,
        RequestState.WITHDRAWN,
        RequestState.VERIFIED_REMOVED,
        RequestState.COMPLAINT_FILED,
        RequestState.DISPUTE_FILED,
        RequestState.REINSTATED,
        RequestState.MOOT,
        RequestState.CLOSED,
    }
)
"""States in which a platform may have the request; whether it was really sent, its events tell."""
_SIDES: Mapping[str, str] = {RequestEvent.ASK_INFO: "platform", RequestEvent.ANSWER: "notifier"}
_PLATFORM = frozenset({AccessRole.PLATFORM})


@dataclass(frozen=True, slots=True)
class ReceivedNotice:
    """A request as its platform sees it."""

    id: str
    version: int
    state: RequestState
    submitted_at: datetime
    notice: OutboundNotice
    items: Sequence[ItemAnswerRecord]
    """In the order of the notice."""
    messages: Sequence[Mapping[str, object]]
    """Questions of the platform and our answers, oldest first: who (``platform`` or ``notifier``), when, what."""
    allowed: tuple[RequestEvent, ...]
    """What the platform can answer now."""


class AnsweringService:
    """Works inside the caller's transaction, for callers that are a platform.

    Parameters
    ----------
    store
        The requests.
    takedown
        Moves them on; its table of transitions says what a platform may do.
    audit
        The log.
    """

    def __init__(self, store: TakedownStore, takedown: ItemAnswerService, audit: AuditTrail) -> None:
        self._store = store
        self._takedown = takedown
        self._audit = audit

    def page(self, caller: Caller, wanted: RequestFilter, before: UUID | None, limit: int) -> list[ReceivedNotice]:
        """Return the requests that were sent to the caller, newest first; whoever shows their texts notes that.

        Raises
        ------
        NotYoursToDoError
            When the caller is no platform.
        """
        return received_page(self._store, replace(wanted, platform=_platform(caller)), before, limit)

    def view(self, caller: Caller, request_id: UUID) -> ReceivedNotice:
        """Return one request that was sent to the caller.

        Raises
        ------
        RequestNotFoundError
            The same for an unknown one, one of another platform, and one that was not sent.
        NotYoursToDoError
        """
        found = received_notice(self._store, _platform(caller), request_id)
        if found is None:
            raise RequestNotFoundError(
                "There is no takedown request of that id.", "Take the id from the list of requests."
            )
        self._audit.note(caller.actor, AuditAction.CONSULT, "takedown_request", found.id)
        return found

    def answer(
        self, caller: Caller, request_id: UUID, version: int | None, wanted: EventInput | ItemsInput
    ) -> ReceivedNotice:
        """Let the platform acknowledge, ask, or say what it decided, of the whole or of single items.

        Raises
        ------
        RequestNotFoundError
            As `view`.
        RequestInvalidError
            When a question holds nothing.
        LontError
            As `TakedownService.apply` and `ItemAnswerService.answer_items`.
        """
        self.view(caller, request_id)
        if isinstance(wanted, ItemsInput):
            self._takedown.answer_items(caller, request_id, version, wanted)
            return self.view(caller, request_id)
        if wanted.event is RequestEvent.ASK_INFO and not (wanted.rationale or "").strip():
            fault = Fault("question", "Say what you need to know.", "missing")
            raise RequestInvalidError("There is no question.", "Mend what `faults` names.", faults=[fault])
        self._takedown.apply(caller, request_id, version, wanted)
        return self.view(caller, request_id)


def received_notice(store: TakedownStore, platform: str, request_id: UUID) -> ReceivedNotice | None:
    """Return a request if it is of this platform and was sent; ``None`` for anything else, so that nobody can tell."""
    request = store.get(request_id)
    if request is None or request.platform != platform:
        return None
    return _received(store, request)


def received_page(store: TakedownStore, wanted: RequestFilter, before: UUID | None, limit: int) -> list[ReceivedNotice]:
    """Return those requests of a filter that were sent to its platform, newest first."""
    found: list[ReceivedNotice] = []
    wanted = replace(wanted, states=SENT.intersection(wanted.states or SENT))
    while len(found) < limit and wanted.states:
        page = store.found(wanted, before, limit)
        found += [notice for request in page if (notice := _received(store, request)) is not None]
        if len(page) < limit:
            break
        before = page[-1].id
    return found[:limit]


def _received(store: TakedownStore, request: RequestRecord) -> ReceivedNotice | None:
    events = store.events(request.id)
    accepted = next((event for event in events if event.event in ARRIVAL), None)
    if accepted is None:
        return None
    return ReceivedNotice(
        id=public_id(request.id),
        version=request.version,
        state=request.state,
        submitted_at=accepted.at,
        notice=outbound_of(public_id(request.id), request.content),
        items=store.items(request.id),
        messages=[
            {"by": _SIDES[event.event], "at": event.at, "text": event.rationale or ""}
            for event in events
            if event.event in _SIDES
        ],
        allowed=tuple(event for event in allowed_events(request.state, _PLATFORM) if event in OFFERED),
    )


def _platform(caller: Caller) -> str:
    if caller.platform is None:
        raise NotYoursToDoError("This is for platforms.", "People use the calls on takedown requests.")
    return caller.platform
