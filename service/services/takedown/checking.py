"""Looks whether the messages of takedown requests are still online, notes what it saw, and moves on what follows.

Between the two transactions of one look nothing is open: the turn of the platform is taken in the first, the page is
opened, and in the second the request is looked at anew. Who dies in between has noted nothing, and the look is due as
it was before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from service.domain.access import SYSTEM
from service.domain.audit import AuditAction
from service.domain.takedown.looks import LOOKED_AT, NOTED_AS, consequence, next_look_at
from service.domain.takedown.online import WAYS, SeenPage, Sight, together
from service.domain.takedown.records import EventRecord, RequestRecord, public_id
from service.domain.takedown.states import TRANSITIONS
from service.logs import get_logger
from service.services.audit import AuditTrail
from service.services.takedown.clocks import noted
from service.services.takedown.desk import TakedownDesk
from service.services.takedown.dispatch_steps import DeliveryDesk
from service.services.takedown.looking import Target, targets_of
from service.services.takedown.office import Office
from service.storage.looks import LookStore
from service.storage.outbox import LOOK_TOPIC

__all__ = ["CheckDesk", "OnlineChecker", "Open"]

_log = get_logger(__name__)

Open = Callable[[str, bool], SeenPage]
"""Opens an address once; the flag tells that it is the sandbox on this machine."""


@dataclass(frozen=True, slots=True)
class CheckDesk:
    """What one transaction of the checker works with."""

    takedown: TakedownDesk
    audit: AuditTrail
    looks: LookStore


class OnlineChecker:
    """Looks; opens its own transactions.

    Parameters
    ----------
    begin
        Opens a transaction that writes.
    office
        What the operator allows, by platform.
    open_page
        Opens one public page.
    clock
        Tells the time, in UTC.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[CheckDesk]],
        office: Office,
        open_page: Open,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._begin = begin
        self._office = office
        self._open = open_page
        self._clock = clock

    def ask_due(self) -> int:
        """Ask the workers for looks that are due, one for each platform whose turn it is; return how many."""
        if not any(check.allowed for check in self._office.online_checks.values()):
            return 0
        now = self._clock()
        with self._begin() as desk:
            busy = set(desk.looks.busy(now))
            asked: list[UUID] = []
            for request in self._due(desk, now):
                if request.platform not in busy and self._targets(desk, request):
                    busy.add(request.platform)
                    asked.append(request.id)
            desk.takedown.outbox.ask(LOOK_TOPIC, asked)
        return len(asked)

    def look(self, request_id: UUID) -> Sight | None:
        """Look at a request if that is due; return what was seen, ``None`` when nothing was opened or noted."""
        targets = self._taken_on(request_id)
        if not targets:
            return None
        seen = [self._seen(target) for target in targets]
        sight = together([each for each, _ in seen])
        details = {"sights": [str(each) for each, _ in seen], "pages": [page for _, page in seen]}
        with self._begin() as desk:
            request = desk.takedown.requests.lock(request_id)
            if request is None or not self._targets(desk, request):
                return None  # moved on, or the police asked to wait, while the page was open
            self._note(desk, request, sight, details)
        return sight

    def _due(self, desk: CheckDesk, now: datetime) -> list[RequestRecord]:
        requests = desk.takedown.requests
        ids = requests.in_states(LOOKED_AT)
        lives = requests.events_of(ids)
        due = [each for each in requests.many(ids) if self._next(each, lives[each.id]) <= now]
        return sorted(due, key=lambda each: (each.priority, self._next(each, lives[each.id])))

    def _next(self, request: RequestRecord, events: Sequence[EventRecord]) -> datetime:
        return next_look_at(request.state, request.priority, events, self._office.clocks)

    def _taken_on(self, request_id: UUID) -> list[Target]:
        """Return what to open, once the platform's turn is taken; empty where nothing is due or allowed."""
        now = self._clock()
        with self._begin() as desk:
            request = desk.takedown.requests.lock(request_id)
            targets = [] if request is None else self._targets(desk, request)
            if request is None or not targets:
                return []
            if self._next(request, desk.takedown.requests.events(request_id)) > now:
                return []
            # Several pages of one request are opened one after the other; the pause after them is as much longer.
            pause = targets[0].check.pause * len(targets)
            return targets if desk.looks.take(request.platform, now, pause) else []

    def _targets(self, desk: CheckDesk, request: RequestRecord) -> list[Target]:
        """Return what may be opened of a request now; nothing while the police asked to wait."""
        if request.state not in LOOKED_AT or desk.takedown.is_held(request):
            return []
        return targets_of(self._office, request)

    def _seen(self, target: Target) -> tuple[Sight, dict[str, object]]:
        page = self._open(target.opened, target.check.address is not None)
        sight = WAYS[target.check.way].judge(page, target.excerpt)
        told = None if page.status is None else hashlib.sha256(page.body).hexdigest()
        return sight, {"status": page.status, "sha256": told, "whole": page.whole}

    def _note(self, desk: CheckDesk, request: RequestRecord, sight: Sight, details: dict[str, object]) -> None:
        now = self._clock()
        events = desk.takedown.requests.events(request.id)
        answers = [
            each.answered_at for each in desk.takedown.requests.items(request.id) if each.answered_at is not None
        ]
        follows = consequence(request.state, sight, events, max(answers, default=None), now)
        _log.info("looked_online", request=public_id(request.id), sight=str(sight), follows=follows and str(follows))
        if follows is None:
            same = request.state
            look = EventRecord(len(events) + 1, now, SYSTEM, NOTED_AS[sight], same, same, None, details)
            self._note_look(desk, request, look)
            return
        target = next(each.target for each in TRANSITIONS if (each.source, each.event) == (request.state, follows))
        event = EventRecord(len(events) + 1, now, SYSTEM, follows, request.state, target, None, details)
        after = noted(DeliveryDesk(desk.takedown, desk.audit), request, event)
        desk.takedown.tell_of(after, follows, request.state, now)

    def _note_look(self, desk: CheckDesk, request: RequestRecord, event: EventRecord) -> None:
        """Write a look that moves nothing; nobody who has the page open is told that the request has changed."""
        desk.takedown.requests.append(request.id, event)
        desk.audit.note(
            *(SYSTEM, AuditAction.TRANSITION, "takedown_request", public_id(request.id)),
            event=event.event,
            source=str(request.state),
            target=str(request.state),
            version=request.version,
        )
