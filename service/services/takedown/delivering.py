"""Brings approved requests to their platforms by mail or signed post: once, each attempt on paper before it is made.

Three transactions surround one sending: the attempt is written, it is taken on, its outcome is noted. Who dies in
between leaves an attempt that was never taken on, which is asked for again, or one that was, which nobody can say
anything of and which only a person may repeat.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime, timedelta
from uuid import UUID

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.domain.takedown.records import AttemptRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.services.takedown.attempts import is_by_hand
from service.services.takedown.dispatch_steps import (
    DISPATCHER,
    DeliveryDesk,
    ask_for_sending,
    begin_attempt,
    conclude,
    hindrances,
    open_attempt,
)
from service.services.takedown.handing_over import Post, Send, handed_over
from service.services.takedown.office import Office
from service.services.takedown.reminder_steps import look_after_reminder

__all__ = ["DISPATCHER", "DeliveryDesk", "DeliveryService"]

_AT_ONCE = 100
_LOST_AFTER = timedelta(minutes=1)
"""An approved request that could leave and still has not: the word to the workers is lost, or they are very busy."""
_LOST_WITHIN = timedelta(hours=2)
"""Twice as long as an attestation of being live counts; what was touched before that waits for a person."""


class DeliveryService:
    """Sends what was approved; opens its own transactions.

    Parameters
    ----------
    begin
        Opens a transaction that writes.
    office
        What the operator states for all requests.
    send, post
        Hand one attempt over: a mail, or a signed post.
    patience
        After which an attempt that nobody finished counts as abandoned; longer than any sending takes.
    """

    def __init__(
        self,
        begin: Callable[[], AbstractContextManager[DeliveryDesk]],
        office: Office,
        send: Send,
        post: Post,
        patience: timedelta,
    ) -> None:
        self._begin = begin
        self._office = office
        self._send = send
        self._post = post
        self._patience = patience

    def deliver(self, request_id: UUID) -> DeliveryOutcome | None:
        """Send a request if it is due; return what became of it, ``None`` when there was nothing to send.

        Running twice at once, or again, sends nothing twice: an attempt is taken on by one only.
        """
        attempt = self._taken_on(request_id)
        if attempt is None:
            return None
        report = handed_over(attempt, self._send, self._post)
        with self._begin() as desk:
            conclude(desk, attempt, report)
        return report.outcome

    def recover(self) -> int:
        """Look after attempts whose maker is gone and approved requests that nobody began; return how many."""
        now = datetime.now(UTC)
        with self._begin() as desk:
            abandoned = desk.takedown.deliveries.abandoned(now - self._patience, _AT_ONCE)
        for attempt in abandoned:
            with self._begin() as desk:
                self._look_after(desk, attempt)
        with self._begin() as desk:
            return len(abandoned) + self._ask_for_lost(desk, now)

    def retry_due(self) -> int:
        """Begin another attempt for deliveries that certainly failed and whose time has come; return how many."""
        now = datetime.now(UTC)
        with self._begin() as desk:
            due = desk.takedown.requests.due_for_retry(now, _AT_ONCE)
            desk.takedown.requests.clear_retry(due)
            for request_id in due:
                request = desk.takedown.requests.lock(request_id)
                if request is not None and begin_attempt(desk, self._office, request, RequestEvent.RETRY, now):
                    ask_for_sending(desk, request)
        return len(due)

    def _taken_on(self, request_id: UUID) -> AttemptRecord | None:
        """Write an attempt if none is open, and take it on; each in a transaction of its own."""
        with self._begin() as desk:
            request = desk.takedown.requests.lock(request_id)
            if request is None or is_by_hand(self._office, request):
                return None
            if request.state is RequestState.APPROVED:
                begin_attempt(desk, self._office, request, RequestEvent.DISPATCH, datetime.now(UTC))
        with self._begin() as desk:
            return open_attempt(desk, self._office, request_id, datetime.now(UTC))

    def _look_after(self, desk: DeliveryDesk, abandoned: AttemptRecord) -> None:
        """Ask again for an attempt that was never taken on; say of one that was that nobody knows.

        The request is locked before its attempts are read, as everywhere: the other way round two could wait for
        each other, and the one whose mail was accepted could be the one that is broken off.
        """
        request = desk.takedown.requests.lock(abandoned.request_id)
        attempts = desk.takedown.deliveries.of_request(abandoned.request_id)
        attempt = next(each for each in attempts if each.id == abandoned.id)
        if request is None or attempt.outcome is not None or attempt.opened_at != abandoned.opened_at:
            return
        if attempt.reminder is not None:
            look_after_reminder(desk, attempt, datetime.now(UTC))
        elif attempt.opened_at is None:
            ask_for_sending(desk, request)
        else:
            lost = DeliveryReport(DeliveryOutcome.UNKNOWN, None, "Whoever sent it died before the answer came.")
            conclude(desk, attempt, lost)

    def _ask_for_lost(self, desk: DeliveryDesk, now: datetime) -> int:
        before = now - min(self._patience, _LOST_AFTER)
        waiting = desk.takedown.requests.approved_between(now - _LOST_WITHIN, before)
        lost = [
            request
            for request in waiting
            if not is_by_hand(self._office, request) and not hindrances(desk, self._office, request, now)
        ]
        for request in lost:
            ask_for_sending(desk, request)
        return len(lost)
