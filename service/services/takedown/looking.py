"""What of a takedown request may be looked at online, and a person's wish that it be looked at now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Literal
from uuid import UUID

from service.domain.access import AccessRole, Caller
from service.domain.audit import AuditAction
from service.domain.takedown.locators import read_locator
from service.domain.takedown.looks import LOOK_ASKED, LOOKED_AT, next_look_at, wants_a_person
from service.domain.takedown.online import WAYS
from service.domain.takedown.online_checks import OnlineCheck
from service.domain.takedown.records import EventRecord, RequestRecord, public_id
from service.domain.takedown.routes import Route, route_of
from service.errors import ConflictError
from service.services.audit import AuditTrail
from service.services.takedown.desk import TakedownDesk
from service.services.takedown.drafts import require_role
from service.services.takedown.errors import HeldError, RequestNotFoundError
from service.services.takedown.office import Office
from service.storage.outbox import LOOK_TOPIC

__all__ = ["LookNotPossibleError", "LookState", "Looking", "Target", "targets_of"]


class LookNotPossibleError(ConflictError):
    """lont does not look at this request itself."""

    code = "look_not_possible"
    title = "lont cannot look at this itself"


@dataclass(frozen=True, slots=True)
class Target:
    """One page to be opened."""

    check: OnlineCheck
    opened: str
    excerpt: str
    """What is expected on it; never logged."""


@dataclass(frozen=True, slots=True)
class LookState:
    """What a person is told of lont's looks at a request."""

    hindrance: Literal["state", "switched_off", "not_public"] | None
    """Why lont does not look; ``None``: it does."""
    next_at: datetime | None
    wants_a_person: Literal["changed", "unreachable"] | None
    asked: bool
    """Somebody asked for a look that has not been made yet."""


class Looking:
    """Works inside the caller's transaction.

    Parameters
    ----------
    desk
        Of the takedown services.
    office
        What the operator allows, by platform.
    audit
        The log.
    """

    def __init__(self, desk: TakedownDesk, office: Office, audit: AuditTrail) -> None:
        self._desk = desk
        self._office = office
        self._audit = audit

    def state_of(self, request: RequestRecord, events: list[EventRecord]) -> LookState:
        """Return how it stands with the looks; a hold of the police is not told, here or elsewhere."""
        hindrance = self._hindrance(request)
        if hindrance is not None:
            return LookState(hindrance, None, None, asked=False)
        next_at = next_look_at(request.state, request.priority, events, self._office.clocks)
        asked = any(each.event == LOOK_ASKED and each.at == next_at for each in events)
        return LookState(None, next_at, wants_a_person(events), asked=asked)

    def ask(self, caller: Caller, request_id: UUID) -> LookState:
        """Ask for a look as soon as the platform's turn comes; asking again before changes nothing.

        Raises
        ------
        NotYoursToDoError, RequestNotFoundError
        HeldError
            When the police asked to wait.
        LookNotPossibleError
            When it is private, switched off for the platform, or nothing would follow from it.
        """
        require_role(caller, AccessRole.ANALYST, AccessRole.APPROVER)
        request = self._desk.requests.lock(request_id)
        if request is None:
            raise RequestNotFoundError(
                "There is no takedown request of that id.", "Take the id from the list of requests."
            )
        if self._desk.is_held(request):
            raise HeldError
        hindrance = self._hindrance(request)
        if hindrance is not None:
            raise LookNotPossibleError(_WHY[hindrance], "Look yourself, and say what you saw.")
        events = self._desk.requests.events(request_id)
        if not self.state_of(request, events).asked:
            self._note(caller, request, len(events) + 1)
        self._desk.outbox.ask(LOOK_TOPIC, [request_id])
        return self.state_of(request, self._desk.requests.events(request_id))

    def _hindrance(self, request: RequestRecord) -> Literal["state", "switched_off", "not_public"] | None:
        if request.state not in LOOKED_AT:
            return "state"
        check = self._office.online_checks.get(request.content.platform.slug)
        if check is None or not check.allowed:
            return "switched_off"
        return None if targets_of(self._office, request) else "not_public"

    def _note(self, caller: Caller, request: RequestRecord, seq: int) -> None:
        same = request.state
        self._desk.requests.append(
            request.id, EventRecord(seq, datetime.now(UTC), caller.actor, LOOK_ASKED, same, same)
        )
        self._audit.note(
            *(caller.actor, AuditAction.TRANSITION, "takedown_request", public_id(request.id)),
            event=LOOK_ASKED,
            source=str(same),
            target=str(same),
            version=request.version,
        )


_WHY = {
    "state": "Nothing would follow from a look at this request now.",
    "switched_off": "Looking at this platform is not switched on.",
    "not_public": "Not every address of it is one that the public can open.",
}


def targets_of(office: Office, request: RequestRecord) -> list[Target]:
    """Return the page of each item of a request; none at all unless every one is public and the platform allowed."""
    check = office.online_checks.get(request.content.platform.slug)
    if check is None or not check.allowed:
        return []
    content, way, targets = request.content, WAYS[check.way], []
    for item in content.items:
        locator = read_locator(content.platform.slug, item.locator.canonical_url or item.locator.url)
        route = route_of(content.platform.slug, content.platform.visibility, locator, content.platform.surface)
        url = way.address_of(locator) if route.route is Route.NOTICE else None
        if url is None:
            return []
        targets.append(Target(check, check.opened(url), item.excerpt))
    return targets
