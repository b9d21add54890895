"""When lont looks whether a request's messages are still online, and what follows from what it sees."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Literal

from service.domain.takedown.clocks import ClockName, ClockPolicy
from service.domain.takedown.online import Sight
from service.domain.takedown.records import EventRecord
from service.domain.takedown.states import RequestEvent, RequestState

__all__ = [
    "CHECKS_APART",
    "LOOKED_AT",
    "LOOK_ASKED",
    "NOTED_AS",
    "SAW_GONE",
    "STILL_LIVE_AFTER",
    "consequence",
    "first_look_in_vain",
    "next_look_at",
    "wants_a_person",
]

CHECKS_APART = timedelta(minutes=5)
"""Between the two looks without which nothing counts as gone."""
STILL_LIVE_AFTER = timedelta(hours=24)
"""What a platform has after its decision before it counts as not done."""
_WORD_OF_PLATFORM = timedelta(hours=24)
"""So long a platform that has the notice may have removed something and not said so yet."""
_SOON = timedelta(minutes=15)
_DAILY = timedelta(hours=24)
_MOST_FAILURES = 3

LOOK_ASKED = "look_asked"
SAW_GONE = "saw_gone"
"""A look that found nothing, of a person or of lont; no transition."""
NOTED_AS: Mapping[Sight, str] = {
    Sight.ONLINE: "saw_online",
    Sight.GONE: SAW_GONE,
    Sight.CHANGED: "saw_changed",
    Sight.UNKNOWN: "look_failed",
}
"""The event of a look from which nothing else follows."""
_SEEN_THERE = frozenset({"attest_live", NOTED_AS[Sight.ONLINE], NOTED_AS[Sight.CHANGED]})
_FAILED = NOTED_AS[Sight.UNKNOWN]
_LOOKS = frozenset(NOTED_AS.values())

_S, _E = RequestState, RequestEvent
_BY_TWO_LOOKS: Mapping[RequestState, RequestEvent] = {
    _S.IN_REVIEW: _E.CONTENT_GONE,
    _S.CONFIRMED: _E.CONTENT_GONE,
    _S.APPROVED: _E.CONTENT_GONE,
    _S.SUBMITTED: _E.CONTENT_GONE,
    _S.ACKNOWLEDGED: _E.CONTENT_GONE,
    _S.OVERDUE: _E.CONTENT_GONE,
    _S.REINSTATED: _E.CONTENT_GONE,
    _S.ACTIONED: _E.VERIFY,
}
_AWAITS_WORD = frozenset({_S.SUBMITTED, _S.ACKNOWLEDGED})
LOOKED_AT = frozenset(_BY_TWO_LOOKS) | {_S.VERIFIED_REMOVED}
"""States in which a look can change something."""


def next_look_at(state: RequestState, priority: str, events: Sequence[EventRecord], policy: ClockPolicy) -> datetime:
    """Return when lont looks the next time; in the past where somebody asked for a look since the last one.

    Parameters
    ----------
    state
        One of `LOOKED_AT`.
    events
        The life of the request, oldest first; at least the event that made it.
    """
    came = max(at for at, each in enumerate(events) if each.source is not each.target)
    here, entered = events[came:], events[came].at
    looks = [each for each in here if each.event in _LOOKS]
    last = looks[-1] if looks else None
    asked = [each.at for each in here if each.event == LOOK_ASKED and (last is None or each.seq > last.seq)]
    if asked:
        return asked[0]
    usual = _DAILY if state is _S.VERIFIED_REMOVED else policy[priority][ClockName.VERIFY]
    if last is None:
        return entered + (min(usual, _SOON) if state is _S.ACTIONED else usual)
    if last.event == SAW_GONE and state not in _AWAITS_WORD and state in _BY_TWO_LOOKS:
        return last.at + CHECKS_APART
    if last.event == _FAILED:
        return last.at + min(usual, _SOON * (1 << min(_failures(looks) - 1, 10)))
    return last.at + usual


def consequence(
    state: RequestState, sight: Sight, events: Sequence[EventRecord], decided_at: datetime | None, now: datetime
) -> RequestEvent | None:
    """Return the transition that follows from a look; ``None``: it is noted, and nothing else.

    Parameters
    ----------
    events
        What happened before this look.
    decided_at
        When the platform last said what it did.
    """
    if sight is Sight.GONE and state in _BY_TWO_LOOKS:
        first = first_look_in_vain(events)
        apart = _WORD_OF_PLATFORM if state in _AWAITS_WORD else CHECKS_APART
        return _BY_TWO_LOOKS[state] if first is not None and now - first >= apart else None
    if sight is not Sight.ONLINE:
        return None
    if state is _S.VERIFIED_REMOVED:
        return _E.REINSTATED
    late = decided_at is not None and now - decided_at >= STILL_LIVE_AFTER
    return _E.STILL_LIVE if state is _S.ACTIONED and late else None


def first_look_in_vain(events: Sequence[EventRecord]) -> datetime | None:
    """Return when it was first seen to be gone, in the present state and since anybody last saw anything there."""
    first = None
    for event in reversed(events):
        if event.event == SAW_GONE:
            first = event.at
        elif event.event in _SEEN_THERE or event.source is not event.target:
            break
    return first


def wants_a_person(events: Collection[EventRecord]) -> Literal["changed", "unreachable"] | None:
    """Return why lont's looks are not enough, if they are not."""
    looks = [each for each in events if each.event in _LOOKS | {"attest_live"}]
    if not looks:
        return None
    if looks[-1].event == NOTED_AS[Sight.CHANGED]:
        return "changed"
    return "unreachable" if _failures(looks) >= _MOST_FAILURES else None


def _failures(looks: Sequence[EventRecord]) -> int:
    """Return how many looks failed in a row up to the last."""
    count = 0
    for look in reversed(looks):
        if look.event != _FAILED:
            break
        count += 1
    return count
