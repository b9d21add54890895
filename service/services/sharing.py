"""Shares takedown requests with others: the outbound whitelist, looked through once more, for a logged reason."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from uuid import UUID

from service.domain.access import AccessRole, Caller
from service.domain.audit import AuditAction
from service.domain.disclosure import Disclosure
from service.domain.takedown.misp import misp_event
from service.domain.takedown.records import RequestRecord, public_id
from service.domain.takedown.shared import SharedNotice, shared_leaks, shared_of
from service.domain.takedown.shared_files import shared_csv, shared_json
from service.domain.takedown.stix import stix_bundle
from service.errors import Fault, LontError
from service.services.audit import AuditTrail
from service.services.takedown.desk import TakedownDesk, authors_of
from service.services.takedown.errors import RequestNotFoundError

__all__ = ["LeakError", "ShareFormat", "SharingService"]


class LeakError(LontError):
    """What would leave holds something that may not."""

    code = "leak_found"
    status = 422
    title = "This may not leave as it is"


class ShareFormat(StrEnum):
    """In which form a request is shared."""

    MISP = "misp"
    STIX = "stix"
    CSV = "csv"
    JSON = "json"


_WRITE: Mapping[ShareFormat, Callable[[SharedNotice], str]] = {
    ShareFormat.MISP: misp_event,
    ShareFormat.STIX: stix_bundle,
    ShareFormat.CSV: shared_csv,
    ShareFormat.JSON: shared_json,
}


class SharingService:
    """Works inside the caller's transaction, which may write.

    Parameters
    ----------
    people
        Names of people of ours, none of which may leave; one that is only the word for an access role is no name.
    """

    def __init__(self, desk: TakedownDesk, audit: AuditTrail, people: Collection[str]) -> None:
        self._desk = desk
        self._audit = audit
        self._people = frozenset(people) - set(AccessRole)

    def share(self, caller: Caller, request_id: UUID, form: ShareFormat, why: Disclosure) -> str:
        """Return a request in a form for others, once that is in the log.

        Raises
        ------
        RequestNotFoundError
        LeakError
            With a fault for each text that holds what may not leave.
        """
        request = self._desk.requests.get(request_id)
        if request is None:
            raise RequestNotFoundError(
                "There is no takedown request of that id.", "Take the id from the list of requests."
            )
        name = public_id(request.id)
        shared = shared_of(name, request.content, request.created_at, request.edited_at, why.tlp)
        self._require_clean(shared, request, caller)
        self._audit.note(
            caller.actor,
            AuditAction.DISCLOSE,
            "takedown_request",
            name,
            justification=why.reason.text,
            recipient=why.recipient,
            kind=why.reason.kind,
            tlp=why.tlp,
            format=form,
        )
        return _WRITE[form](shared)

    def _require_clean(self, shared: SharedNotice, request: RequestRecord, caller: Caller) -> None:
        """Look through every text once more: what was confirmed long ago may name somebody who came since."""
        events = self._desk.requests.events(request.id)
        people = {*self._people, caller.actor, *authors_of(request, events), *(each.actor for each in events)}
        found = list(shared_leaks(shared, request.content, people))
        if found:
            raise LeakError(
                "It holds what may not leave.",
                "Mend what `faults` names, or do not share it.",
                faults=[Fault(pointer, what, "TD-310") for pointer, what in found],
            )
