"""What becomes of one reminder inside one transaction: what holds it back, its outcome, one whose sender died."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from service.delivery.outcomes import DeliveryOutcome, DeliveryReport
from service.domain.audit import AuditAction
from service.domain.takedown.records import AttemptRecord, EventRecord, RequestRecord, public_id
from service.domain.takedown.states import RequestState
from service.logs import get_logger
from service.services.takedown.dispatch_steps import DISPATCHER, DeliveryDesk
from service.services.takedown.errors import HeldError
from service.storage.outbox import REMINDER_TOPIC

__all__ = ["REMIND", "conclude_reminder", "look_after_reminder", "reminder_hindrances"]

REMIND = "remind"
"""The platform was reminded, or may have been; no transition."""
_log = get_logger(__name__)
_DISCLOSED = frozenset({DeliveryOutcome.ACCEPTED, DeliveryOutcome.UNKNOWN})


def reminder_hindrances(desk: DeliveryDesk, request: RequestRecord) -> list[str]:
    """Return the codes of what keeps a platform from being reminded at this moment; empty when nothing does."""
    codes = [] if request.state is RequestState.OVERDUE else ["not_late"]
    codes += [each.code for each in desk.takedown.frozen(request)]
    if desk.takedown.is_held(request):
        codes.append(HeldError.code)
    return codes if desk.takedown.rests_on_decisions(request) else [*codes, "decision_undone"]


def conclude_reminder(desk: DeliveryDesk, attempt: AttemptRecord, report: DeliveryReport, now: datetime) -> None:
    """Note the outcome of a reminder; once, whatever has become of its request meanwhile."""
    request = desk.takedown.requests.lock(attempt.request_id)
    noted = desk.takedown.deliveries.finish(attempt.id, now, report.outcome, report.code, report.detail)
    if not noted or request is None:
        _log.warning("late_outcome", request=public_id(attempt.request_id), outcome=str(report.outcome))
        return
    if report.outcome in _DISCLOSED:
        _note_sent(desk, request, attempt, report, now)


def look_after_reminder(desk: DeliveryDesk, attempt: AttemptRecord, now: datetime) -> None:
    """Ask again for a reminder that was never taken on; say of one that was that nobody knows."""
    if attempt.opened_at is None:
        desk.takedown.outbox.ask(REMINDER_TOPIC, [attempt.request_id])
    else:
        lost = DeliveryReport(DeliveryOutcome.UNKNOWN, None, "Whoever sent it died before the answer came.")
        conclude_reminder(desk, attempt, lost, now)


def _note_sent(
    desk: DeliveryDesk, request: RequestRecord, attempt: AttemptRecord, report: DeliveryReport, now: datetime
) -> None:
    seq = len(desk.takedown.requests.events(request.id)) + 1
    details = {"number": attempt.reminder, "attempt": attempt.attempt, "outcome": str(report.outcome)}
    desk.takedown.requests.save(replace(request, version=request.version + 1))
    desk.takedown.requests.append(
        request.id, EventRecord(seq, now, DISPATCHER, REMIND, request.state, request.state, None, details)
    )
    desk.audit.note(
        *(DISPATCHER, AuditAction.DISCLOSE, "takedown_request", public_id(request.id)),
        recipient=attempt.address,
        payload_sha256=attempt.payload_sha256,
        reminder=attempt.reminder,
        attempt=attempt.attempt,
        outcome=str(report.outcome),
    )
