"""What the dispatcher does with one request inside one transaction: begin an attempt, take it on, note its outcome."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.domain.audit import AuditAction
from service.domain.takedown.judging import Phase
from service.domain.takedown.records import AttemptRecord, EventRecord, RequestRecord, public_id
from service.domain.takedown.rules import failures
from service.domain.takedown.states import RequestEvent, RequestState
from service.errors import LontError
from service.logs import get_logger
from service.services.audit import AuditTrail
from service.services.takedown.attempts import MOST_ATTEMPTS, prepared_attempt, with_ways
from service.services.takedown.caps import CAPPED, URGENT, capped, counted
from service.services.takedown.desk import TakedownDesk
from service.services.takedown.errors import HeldError
from service.services.takedown.office import Office
from service.storage.outbox import NOTICE_TOPIC

__all__ = [
    "DISPATCHER",
    "DeliveryDesk",
    "ask_for_sending",
    "begin_attempt",
    "conclude",
    "hindrances",
    "open_attempt",
]

_log = get_logger(__name__)

DISPATCHER = "svc_dispatcher"
"""The service account that sends."""
_BACKOFF = (timedelta(minutes=1), timedelta(minutes=4), timedelta(minutes=10), timedelta(minutes=25))
"""Before the second, third ... attempt, each drawn up to a quarter longer, so that retries do not come in step; all
of them within the hour for which it counts that somebody saw the items online."""
_AGAIN = frozenset({DeliveryOutcome.REFUSED_FOR_NOW, DeliveryOutcome.NOT_REACHED})
"""Outcomes after which nothing was accepted for certain and another attempt may help."""
_DISCLOSED = frozenset({DeliveryOutcome.ACCEPTED, DeliveryOutcome.UNKNOWN})
"""Outcomes after which the other side has it, or may have it."""


@dataclass(frozen=True, slots=True)
class DeliveryDesk:
    """What one transaction of the dispatcher works with."""

    takedown: TakedownDesk
    audit: AuditTrail


def hindrances(desk: DeliveryDesk, office: Office, request: RequestRecord, now: datetime) -> list[str]:
    """Return the codes of what keeps a request from leaving at this moment; empty when nothing does."""
    found = failures(with_ways(office, desk.takedown.judged(request, DISPATCHER, now)), Phase.D)
    found += [*desk.takedown.frozen(request), *capped(desk.takedown, office, request, now)]
    codes = [each.code for each in found]
    if desk.takedown.is_held(request):
        codes.append(HeldError.code)
    return codes if desk.takedown.rests_on_decisions(request) else [*codes, "decision_undone"]


def begin_attempt(
    desk: DeliveryDesk, office: Office, request: RequestRecord, event: RequestEvent, now: datetime
) -> bool:
    """Move a request to ``submitting`` with a fresh attempt, unless something keeps it where it is; tell whether."""
    found = hindrances(desk, office, request, now)
    if found:
        _log.info("request_held", request=public_id(request.id), rules=found)
        return False
    try:
        number = desk.takedown.deliveries.count(request.id) + 1
        attempt = prepared_attempt(office, request, number, DISPATCHER, now)
    except LontError as error:
        _log.error("request_not_sendable", request=public_id(request.id), code=error.stable_code)
        return False
    if not counted(desk.takedown, office, request, now):
        _log.info("request_held", request=public_id(request.id), rules=[CAPPED])
        return False
    _move(desk, request, event, RequestState.SUBMITTING, {"attempt": number})
    desk.takedown.deliveries.start(attempt)
    return True


def open_attempt(desk: DeliveryDesk, office: Office, request_id: UUID, now: datetime) -> AttemptRecord | None:
    """Take on the attempt that waits, once; ``None`` when none does, or when it may not leave any more.

    It may have waited long: for a worker, or because its maker is gone. So everything is asked once again.
    """
    request = desk.takedown.requests.lock(request_id)
    attempts = desk.takedown.deliveries.of_request(request_id)
    waiting = [each for each in attempts if each.outcome is None and each.reminder is None]
    if request is None or request.state is not RequestState.SUBMITTING or not waiting:
        return None
    attempt = waiting[-1]
    if attempt.opened_at is not None:
        return None
    found = hindrances(desk, office, request, now)
    if found:
        detail = f"Held back before anything was sent: {', '.join(found)}."
        conclude(desk, attempt, DeliveryReport(DeliveryOutcome.NOT_REACHED, None, detail), by_itself=False)
        return None
    return attempt if desk.takedown.deliveries.open(attempt.id, now) else None


def conclude(desk: DeliveryDesk, attempt: AttemptRecord, report: DeliveryReport, *, by_itself: bool = True) -> None:
    """Note the outcome of an attempt and move its request accordingly; a second word on it changes nothing.

    Parameters
    ----------
    by_itself
        Whether a failed delivery may be tried again without a person's word.
    """
    now = datetime.now(UTC)
    request = desk.takedown.requests.lock(attempt.request_id)
    noted = desk.takedown.deliveries.finish(attempt.id, now, report.outcome, report.code, report.detail)
    if not noted or request is None or request.state is not RequestState.SUBMITTING:
        _log.warning("late_outcome", request=public_id(attempt.request_id), outcome=str(report.outcome))
        return
    if report.outcome in _DISCLOSED:
        desk.audit.note(
            *(DISPATCHER, AuditAction.DISCLOSE, "takedown_request", public_id(request.id)),
            recipient=attempt.address,
            payload_sha256=attempt.payload_sha256,
            attempt=attempt.attempt,
            outcome=str(report.outcome),
        )
    if report.outcome is DeliveryOutcome.ACCEPTED:
        details: dict[str, int | str] = {"attempt": attempt.attempt}
        if report.reference is not None:
            details["ticket"] = report.reference
        _move(desk, request, RequestEvent.ACCEPTED, RequestState.SUBMITTED, details)
        return
    _move(
        *(desk, request, RequestEvent.FAIL, RequestState.DELIVERY_FAILED),
        {"attempt": attempt.attempt, "outcome": str(report.outcome)},
        retry_at=_next_time(desk, attempt, report, now) if by_itself and report.outcome in _AGAIN else None,
    )


def _next_time(desk: DeliveryDesk, attempt: AttemptRecord, report: DeliveryReport, now: datetime) -> datetime | None:
    """Return when to try again over the same delivery channel, no sooner than the other side asked for.

    ``None`` once all attempts over it are spent.
    """
    made = desk.takedown.deliveries.count(attempt.request_id, attempt.delivery_channel)
    if made >= MOST_ATTEMPTS:
        return None
    pause = _BACKOFF[min(made, len(_BACKOFF)) - 1]
    drawn = pause * random.uniform(1, 1.25)  # noqa: S311  # no secret depends on it
    return now + max(drawn, timedelta(seconds=report.retry_after_seconds or 0))


def ask_for_sending(desk: DeliveryDesk, request: RequestRecord) -> None:
    """Ask the workers to deliver a request; asking again does no harm."""
    desk.takedown.outbox.ask(NOTICE_TOPIC, [request.id], urgent=request.priority == URGENT)


def _move(
    desk: DeliveryDesk,
    request: RequestRecord,
    event: RequestEvent,
    target: RequestState,
    details: Mapping[str, int | str],
    *,
    retry_at: datetime | None = None,
) -> None:
    after = replace(request, state=target, version=request.version + 1, retry_at=retry_at)
    desk.takedown.requests.save(after)
    seq = len(desk.takedown.requests.events(request.id)) + 1
    now = datetime.now(UTC)
    record = EventRecord(seq, now, DISPATCHER, event, request.state, target, None, dict(details))
    desk.takedown.requests.append(request.id, record)
    desk.takedown.tell_of(after, event, request.state, now)
    desk.audit.note(
        *(DISPATCHER, AuditAction.TRANSITION, "takedown_request", public_id(request.id)),
        event=str(event),
        source=str(request.state),
        target=str(target),
    )
