"""The clocks of a takedown request: policy by priority, which an operator may change, and what the law sets."""

from __future__ import annotations

import calendar
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from typing import Literal

from service.domain.takedown.records import EventRecord
from service.domain.takedown.states import RequestEvent, RequestState

__all__ = [
    "LAW",
    "POLICY",
    "RUNS_IN",
    "Clock",
    "ClockName",
    "ClockPolicy",
    "clocks_of",
    "complaint_until",
    "read_policy",
]


class ClockName(StrEnum):
    """What has to be done by a time."""

    REVIEW = "review"
    SUBMIT = "submit"
    ACK = "sla.ack"
    DECISION = "sla.decision"
    INFO = "sla.info"
    VERIFY = "reverify"
    """Somebody looks again whether it is still online."""
    WATCH = "reappearance_watch"
    COMPLAINT = "complaint_window"
    DISPUTE = "dispute_body"


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs for a request."""

    name: ClockName
    due_at: datetime
    state: Literal["running", "expired"]
    source: Literal["policy", "law"]


ClockPolicy = Mapping[str, Mapping[ClockName, timedelta]]
"""How long each clock runs, by priority."""

_N, _S, _E = ClockName, RequestState, RequestEvent
_DAY, _HOUR, _MINUTE = timedelta(days=1), timedelta(hours=1), timedelta(minutes=1)

# fmt: off
POLICY: ClockPolicy = MappingProxyType({
    "P0": {_N.REVIEW: 15 * _MINUTE, _N.SUBMIT: 30 * _MINUTE, _N.ACK: _HOUR, _N.DECISION: 6 * _HOUR,
           _N.INFO: _DAY, _N.VERIFY: 30 * _MINUTE, _N.WATCH: 7 * _DAY},
    "P1": {_N.REVIEW: 2 * _HOUR, _N.SUBMIT: 4 * _HOUR, _N.ACK: 12 * _HOUR, _N.DECISION: _DAY,
           _N.INFO: _DAY, _N.VERIFY: 6 * _HOUR, _N.WATCH: 7 * _DAY},
    "P2": {_N.REVIEW: 8 * _HOUR, _N.SUBMIT: _DAY, _N.ACK: _DAY, _N.DECISION: 3 * _DAY,
           _N.INFO: _DAY, _N.VERIFY: _DAY, _N.WATCH: 7 * _DAY},
    "P3": {_N.REVIEW: _DAY, _N.SUBMIT: 3 * _DAY, _N.ACK: 2 * _DAY, _N.DECISION: 7 * _DAY,
           _N.INFO: _DAY, _N.VERIFY: 3 * _DAY, _N.WATCH: 7 * _DAY},
})
# fmt: on
"""POLICY, no law: the Digital Services Act says "timely" and names no hours for notices of Article 16."""

LAW = frozenset({_N.COMPLAINT, _N.DISPUTE})
"""Clocks that nobody sets: Article 20(1), six months; Article 21(4), 90 days, which the body may double."""
_COMPLAINT_MONTHS = 6
_DISPUTE = 90 * _DAY

RUNS_IN: Mapping[ClockName, frozenset[RequestState]] = {
    _N.REVIEW: frozenset({_S.DRAFT, _S.IN_REVIEW}),
    _N.SUBMIT: frozenset({_S.CONFIRMED, _S.APPROVED, _S.SUBMITTING, _S.DELIVERY_FAILED}),
    _N.ACK: frozenset({_S.SUBMITTED}),
    _N.DECISION: frozenset({_S.ACKNOWLEDGED}),
    _N.INFO: frozenset({_S.INFO_REQUESTED}),
    _N.VERIFY: frozenset({_S.SUBMITTED, _S.ACKNOWLEDGED, _S.OVERDUE, _S.ACTIONED}),
    _N.WATCH: frozenset({_S.VERIFIED_REMOVED}),
    _N.COMPLAINT: frozenset({_S.DECLINED, _S.REINSTATED}),
    _N.DISPUTE: frozenset({_S.DISPUTE_FILED}),
}
"""In which states a clock runs."""

_LOOKS = frozenset({"attest_live", "saw_gone", "saw_online", "saw_changed"})
_REFUSALS = frozenset({_E.DECISION_NONE, _E.REINSTATED})
_WRITTEN = re.compile(r"([1-9][0-9]{0,3})([mhd])")
_UNITS = {"m": _MINUTE, "h": _HOUR, "d": _DAY}


def clocks_of(
    state: RequestState, priority: str, events: Sequence[EventRecord], policy: ClockPolicy, now: datetime
) -> tuple[Clock, ...]:
    """Return the clocks that run for a request, in the order of `ClockName`.

    Parameters
    ----------
    state, priority
        Of the request.
    events
        Its life, oldest first; at least the event that made it.
    policy
        `POLICY`, or what `read_policy` made of it.
    now
        In UTC; a clock whose time has come is ``expired``.
    """
    found = []
    for name, states in RUNS_IN.items():
        due_at = _due(name, priority, events, policy) if state in states else None
        if due_at is not None:
            source: Literal["policy", "law"] = "law" if name in LAW else "policy"
            found.append(Clock(name, due_at, "expired" if now >= due_at else "running", source))
    return tuple(found)


def complaint_until(events: Iterable[EventRecord]) -> datetime | None:
    """Return until when a complaint is open: six months after the decision; ``None`` where there was none."""
    decided = [each.at for each in events if each.event in _REFUSALS]
    return _months_later(max(decided), _COMPLAINT_MONTHS) if decided else None


def read_policy(text: str) -> ClockPolicy:
    """Return `POLICY` with the changes of a TOML text: a table a priority, such as ``[P1]``, ``"sla.ack" = "8h"``.

    Raises
    ------
    ValueError
        For anything that is no priority, no clock of policy, or no time such as ``30m``, ``8h``, ``3d``.
    """
    changed = {priority: dict(clocks) for priority, clocks in POLICY.items()}
    for priority, clocks in tomllib.loads(text).items():
        if priority not in changed or not isinstance(clocks, dict):
            message = f"{priority}: expected a table named {', '.join(POLICY)}"
            raise ValueError(message)
        for name, written in clocks.items():
            if name not in set(POLICY[priority]):
                message = f"{priority}.{name}: no clock of policy; known are {', '.join(POLICY[priority])}"
                raise ValueError(message)
            changed[priority][ClockName(name)] = _read_time(f"{priority}.{name}", written)
    return changed


def entered_at(events: Sequence[EventRecord]) -> datetime:
    """Return when the request came into the state in which it is."""
    return next(each.at for each in reversed(events) if each.source is not each.target)


def _due(name: ClockName, priority: str, events: Sequence[EventRecord], policy: ClockPolicy) -> datetime | None:
    match name:
        case ClockName.COMPLAINT:
            return complaint_until(events)
        case ClockName.DISPUTE:
            return entered_at(events) + _DISPUTE
        case ClockName.REVIEW:
            since = events[0].at
        case ClockName.SUBMIT:
            since = max(each.at for each in events if each.is_confirmation)
        case ClockName.VERIFY:
            since = max(entered_at(events), *(each.at for each in events if each.event in _LOOKS), events[0].at)
        case _:
            since = entered_at(events)
    return since + policy[priority][name]


def _months_later(at: datetime, months: int) -> datetime:
    """Return the same day and time so many months later, or the last day of that month where it is shorter."""
    years, month = divmod(at.month - 1 + months, 12)
    year, month = at.year + years, month + 1
    return at.replace(year=year, month=month, day=min(at.day, calendar.monthrange(year, month)[1]))


def _read_time(where: str, written: object) -> timedelta:
    found = _WRITTEN.fullmatch(written) if isinstance(written, str) else None
    if found is None:
        message = f'{where}: expected a time such as "30m", "8h" or "3d"'
        raise ValueError(message)
    return int(found[1]) * _UNITS[found[2]]
