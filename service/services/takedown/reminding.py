"""Reminds platforms that are late, where the approver allowed it: on the same thread, each once, on paper first."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from uuid import UUID

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.domain.takedown.records import AttemptRecord, public_id
from service.domain.takedown.reminders import reminder_due
from service.domain.takedown.states import RequestState
from service.errors import LontError
from service.logs import get_logger
from service.services.takedown.attempts import prepared_reminder
from service.services.takedown.dispatch_steps import DISPATCHER, DeliveryDesk
from service.services.takedown.office import Office
from service.services.takedown.reminder_steps import conclude_reminder, reminder_hindrances
from service.storage.outbox import REMINDER_TOPIC

__all__ = ["ReminderService"]

_log = get_logger(__name__)


class ReminderService:
    """Begins and sends reminders; opens its own transactions.

    Parameters
    ----------
    begin
        Opens a transaction that writes.
    office
        What the operator states for all requests, clocks and delivery channels among it.
    hand_over
        Hands what an attempt holds over, once.
    clock
        Tells the time, in UTC.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[DeliveryDesk]],
        office: Office,
        hand_over: Callable[[AttemptRecord], DeliveryReport],
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._begin = begin
        self._office = office
        self._hand_over = hand_over
        self._clock = clock

    def begin_due(self) -> int:
        """Write down the reminders that are due and ask the workers to send them; return how many.

        Each request is looked at once it is locked, so that two who look at once begin everything once.
        """
        with self._begin() as desk:
            late = desk.takedown.requests.in_states([RequestState.OVERDUE])
        return sum(self._begin_one(request_id) for request_id in late)

    def send(self, request_id: UUID) -> DeliveryOutcome | None:
        """Send the reminder of a request that waits; return what became of it, ``None`` when none waited."""
        with self._begin() as desk:
            attempt = self._taken_on(desk, request_id)
        if attempt is None:
            return None
        report = self._hand_over(attempt)
        with self._begin() as desk:
            conclude_reminder(desk, attempt, report, self._clock())
        return report.outcome

    def _begin_one(self, request_id: UUID) -> bool:
        now = self._clock()
        with self._begin() as desk:
            request = desk.takedown.requests.lock(request_id)
            if request is None:
                return False
            attempts = desk.takedown.deliveries.of_request(request_id)
            events = desk.takedown.requests.events(request_id)
            due = reminder_due(request, events, attempts, self._office.clocks, now)
            if due is None or reminder_hindrances(desk, request):
                return False
            try:
                attempt = prepared_reminder(
                    *(self._office, request, due), attempt=len(attempts) + 1, actor=DISPATCHER, now=now
                )
            except LontError as error:
                _log.error("reminder_not_sendable", request=public_id(request_id), code=error.stable_code)
                return False
            desk.takedown.deliveries.start(attempt)
            desk.takedown.outbox.ask(REMINDER_TOPIC, [request_id])
        return True

    def _taken_on(self, desk: DeliveryDesk, request_id: UUID) -> AttemptRecord | None:
        """Take the waiting reminder on, once; everything that could stop it is asked again."""
        request = desk.takedown.requests.lock(request_id)
        attempts = desk.takedown.deliveries.of_request(request_id)
        waiting = [each for each in attempts if each.reminder is not None and each.outcome is None]
        if request is None or not waiting or waiting[-1].opened_at is not None:
            return None
        attempt, now = waiting[-1], self._clock()
        found = reminder_hindrances(desk, request)
        if found:
            detail = f"Held back before anything was sent: {', '.join(found)}."
            conclude_reminder(desk, attempt, DeliveryReport(DeliveryOutcome.NOT_REACHED, None, detail), now)
            return None
        return attempt if desk.takedown.deliveries.open(attempt.id, now) else None
