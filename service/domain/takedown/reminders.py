"""When a platform that owes an answer is reminded: who allowed it, how often, how far apart, and what stops it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from service.domain.takedown.clocks import ClockName, ClockPolicy, entered_at
from service.domain.takedown.delivery_channels import Transport
from service.domain.takedown.records import AttemptRecord, EventRecord, RequestRecord
from service.domain.takedown.reminder_words import WaitsFor
from service.domain.takedown.states import RequestEvent, RequestState

__all__ = ["MOST_REMINDERS", "MOST_TRIES", "Reminder", "are_reminders_allowed", "reminder_due"]

MOST_REMINDERS = 3
"""Of one request, in all its life."""
MOST_TRIES = 5
"""Of one reminder, where the platform certainly did not get it."""
_PAUSES = (timedelta(minutes=1), timedelta(minutes=4), timedelta(minutes=10), timedelta(minutes=25))
_AGAIN = frozenset({"refused_for_now", "not_reached"})
_ARRIVED = frozenset({"accepted", "unknown"})


@dataclass(frozen=True, slots=True)
class Reminder:
    """One reminder that is due."""

    number: int
    """From 1."""
    waits_for: WaitsFor
    because_of: datetime
    """When the time for the answer was noted to be over."""
    notice: AttemptRecord
    """The attempt by which the platform has the notice; the reminder takes the same way."""


def are_reminders_allowed(events: Sequence[EventRecord]) -> bool:
    """Return whether the approval that holds covers reminders."""
    approval = next((each for each in reversed(events) if each.event == RequestEvent.APPROVE), None)
    return approval is not None and approval.details.get("reminders") is True


def reminder_due(
    request: RequestRecord,
    events: Sequence[EventRecord],
    attempts: Sequence[AttemptRecord],
    policy: ClockPolicy,
    now: datetime,
) -> Reminder | None:
    """Return the reminder that is due now; ``None`` when none is.

    The first is due as soon as the platform is late, each further one when the time for a decision has passed once
    more. One that certainly did not arrive is tried again; one of which nobody knows is not.

    Parameters
    ----------
    events, attempts
        Of the request, oldest first.
    policy
        How long each clock runs.
    """
    if request.state is not RequestState.OVERDUE or not are_reminders_allowed(events):
        return None
    late = next(each for each in reversed(events) if each.source is not each.target)
    notice = _way(attempts)
    if late.event != RequestEvent.TIMEOUT or notice is None:
        return None
    number = _next_number(attempts, entered_at(events), policy[request.priority][ClockName.DECISION], now)
    waits_for = WaitsFor.RECEIPT if late.details.get("clock") == ClockName.ACK else WaitsFor.DECISION
    return None if number is None else Reminder(number, waits_for, late.at, notice)


def _way(attempts: Sequence[AttemptRecord]) -> AttemptRecord | None:
    """Return the attempt by which the platform has the notice, if lont itself can go that way again."""
    arrived = [each for each in attempts if each.reminder is None and each.outcome in _ARRIVED]
    return arrived[-1] if arrived and arrived[-1].transport != Transport.WEBFORM_MANUAL else None


def _next_number(
    attempts: Sequence[AttemptRecord], late_since: datetime, pause: timedelta, now: datetime
) -> int | None:
    made = [each for each in attempts if each.reminder is not None]
    if not made:
        return 1
    last = made[-1]
    number = last.reminder or 1
    if last.finished_at is None:
        return None
    tries = sum(each.reminder == number for each in made)
    if last.outcome in _AGAIN and tries < MOST_TRIES:
        return number if now >= last.finished_at + _PAUSES[min(tries, len(_PAUSES)) - 1] else None
    due = last.started_at < late_since or now >= last.started_at + pause
    return number + 1 if due and number < MOST_REMINDERS else None
