"""Lets the clocks of takedown requests strike: overdue, escalated, closed; each once, however many look."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

from service.domain.access import SYSTEM
from service.domain.audit import AuditAction
from service.domain.takedown.clocks import ClockName, ClockPolicy, clocks_of, entered_at
from service.domain.takedown.records import EventRecord, RequestRecord, public_id
from service.domain.takedown.states import RequestEvent, RequestState
from service.services.takedown.dispatch_steps import DeliveryDesk

__all__ = ["ESCALATE", "MOST_STEPS", "TakedownClocks", "noted"]

ESCALATE = "escalate"
"""A task for a person, on the request; no transition."""
_STRIKES = {
    ClockName.ACK: (RequestEvent.TIMEOUT, RequestState.OVERDUE),
    ClockName.DECISION: (RequestEvent.TIMEOUT, RequestState.OVERDUE),
    ClockName.WATCH: (RequestEvent.CLOSE, RequestState.CLOSED),
}
"""What happens by itself when a clock runs out; of the others a person is shown that they did."""
_WATCHED = (
    RequestState.SUBMITTED,
    RequestState.ACKNOWLEDGED,
    RequestState.OVERDUE,
    RequestState.VERIFIED_REMOVED,
)
MOST_STEPS = 2
"""Of one request in one round: overdue, and escalated. What a stopped lont missed is not made up for one by one."""


class TakedownClocks:
    """Looks at all clocks; opens its own transactions.

    Parameters
    ----------
    begin
        Opens a transaction that writes.
    policy
        How long each clock runs.
    clock
        Tells the time, in UTC.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[DeliveryDesk]],
        policy: ClockPolicy,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._begin = begin
        self._policy = policy
        self._clock = clock

    def strike(self) -> int:
        """Do what has fallen due; return how many requests were moved or escalated.

        Each request is looked at again once it is locked, so that two who look at once do everything once.
        """
        now = self._clock()
        with self._begin() as desk:
            ids = desk.takedown.requests.in_states(_WATCHED)
            lives = desk.takedown.requests.events_of(ids)
            found = [each for each in desk.takedown.requests.many(ids) if self._next(each, lives[each.id], now)]
        return sum(self._strike_one(each.id, now) for each in found)

    def _strike_one(self, request_id: UUID, now: datetime) -> bool:
        with self._begin() as desk:
            request = desk.takedown.requests.lock(request_id)
            for done in range(MOST_STEPS):
                if request is None:
                    return False
                step = self._next(request, desk.takedown.requests.events(request_id), now)
                if step is None:
                    return done > 0
                request = noted(desk, request, step)
        return True

    def _next(self, request: RequestRecord, events: list[EventRecord], now: datetime) -> EventRecord | None:
        """Return the event that is due now, if any."""
        if request.state is RequestState.OVERDUE:
            return self._escalation(request, events, now)
        for clock in clocks_of(request.state, request.priority, events, self._policy, now):
            if clock.name in _STRIKES and clock.state == "expired":
                event, target = _STRIKES[clock.name]
                details = {"clock": str(clock.name), "due_at": clock.due_at.isoformat()}
                return EventRecord(len(events) + 1, now, SYSTEM, event, request.state, target, None, details)
        return None

    def _escalation(self, request: RequestRecord, events: list[EventRecord], now: datetime) -> EventRecord | None:
        """Return the first escalation at once, the second when the time for a decision has passed again."""
        since = entered_at(events)
        made = [each.at for each in events if each.event == ESCALATE and each.at >= since]
        if len(made) > 1 or (made and now < made[0] + self._policy[request.priority][ClockName.DECISION]):
            return None
        details = {"level": len(made) + 1}
        return EventRecord(len(events) + 1, now, SYSTEM, ESCALATE, request.state, request.state, None, details)


def noted(desk: DeliveryDesk, request: RequestRecord, event: EventRecord) -> RequestRecord:
    """Write an event that lont itself brought about, and the request as it is after it; return that."""
    after = replace(request, state=event.target, version=request.version + 1, retry_at=None)
    desk.takedown.requests.save(after)
    desk.takedown.requests.append(request.id, event)
    desk.audit.note(
        *(SYSTEM, AuditAction.TRANSITION, "takedown_request", public_id(request.id)),
        event=event.event,
        source=event.source,
        target=event.target,
        version=after.version,
    )
    return after
