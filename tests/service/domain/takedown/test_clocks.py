from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.takedown.clocks import LAW, POLICY, RUNS_IN, ClockName, clocks_of, complaint_until, read_policy
from service.domain.takedown.records import EventRecord
from service.domain.takedown.states import RequestEvent, RequestState

START = datetime(2026, 8, 31, 10, 0, tzinfo=UTC)
_E, _S = RequestEvent, RequestState
LIFE = (
    ("create", _S.DRAFT),
    (_E.SUBMIT_FOR_REVIEW, _S.IN_REVIEW),
    (_E.CONFIRM, _S.CONFIRMED),
    (_E.APPROVE, _S.APPROVED),
    (_E.DISPATCH, _S.SUBMITTING),
    (_E.ACCEPTED, _S.SUBMITTED),
)


def life(*steps: tuple[str, RequestState]) -> list[EventRecord]:
    """Return events an hour apart, from `START` on."""
    before: RequestState | None = None
    events = []
    for seq, (event, target) in enumerate(steps):
        events.append(EventRecord(seq + 1, START + seq * timedelta(hours=1), "usr_ann", event, before, target))
        before = target
    return events


def due(events: Sequence[EventRecord], priority: str = "P1") -> dict[str, datetime]:
    state = events[-1].target
    return {each.name: each.due_at for each in clocks_of(state, priority, events, POLICY, START)}


@pytest.mark.parametrize(
    ("steps", "name", "hours"),
    [
        (1, "review", 2),
        (2, "review", 2),
        (3, "submit", 2 + 4),
        (4, "submit", 2 + 4),
        (6, "sla.ack", 5 + 12),
    ],
)
def test_a_clock_runs_from_what_started_it(steps: int, name: str, hours: int) -> None:
    assert due(life(*LIFE[:steps]))[name] == START + timedelta(hours=hours)


def test_the_times_are_those_of_the_research_notes() -> None:
    hours = {
        priority: [POLICY[priority][name] / timedelta(hours=1) for name in ClockName if name not in LAW]
        for priority in POLICY
    }
    assert hours == {
        "P0": [0.25, 0.5, 1, 6, 24, 0.5, 168],
        "P1": [2, 4, 12, 24, 24, 6, 168],
        "P2": [8, 24, 24, 72, 24, 24, 168],
        "P3": [24, 72, 48, 168, 24, 72, 168],
    }


def test_an_answer_lets_the_time_for_a_decision_begin_anew() -> None:
    events = life(*LIFE, (_E.ACK, _S.ACKNOWLEDGED), (_E.ASK_INFO, _S.INFO_REQUESTED), (_E.ANSWER, _S.ACKNOWLEDGED))
    assert due(events)["sla.decision"] == events[-1].at + timedelta(hours=24)


def test_a_look_lets_the_time_until_the_next_look_begin_anew() -> None:
    events = life(*LIFE, ("attest_live", _S.SUBMITTED))
    assert due(events)["reverify"] == events[-1].at + timedelta(hours=6)
    assert due(events)["sla.ack"] == events[-2].at + timedelta(hours=12)


def test_a_complaint_is_open_for_six_months_of_the_calendar() -> None:
    events = life(("create", _S.DRAFT), (_E.DECISION_NONE, _S.DECLINED))
    assert complaint_until(events) == datetime(2027, 2, 28, 11, 0, tzinfo=UTC)
    assert complaint_until(life(*LIFE)) is None
    (clock,) = clocks_of(_S.DECLINED, "P3", events, POLICY, START)
    assert (clock.name, clock.source, clock.state) == ("complaint_window", "law", "running")


def test_a_body_has_ninety_days() -> None:
    events = life(("create", _S.DRAFT), (_E.DISPUTE, _S.DISPUTE_FILED))
    assert due(events) == {"dispute_body": events[-1].at + timedelta(days=90)}


def test_a_clock_has_run_out_from_the_moment_that_it_names() -> None:
    events = life(*LIFE[:1])
    at = START + timedelta(hours=2)
    for now, state in ((at - timedelta(microseconds=1), "running"), (at, "expired")):
        assert [each.state for each in clocks_of(_S.DRAFT, "P1", events, POLICY, now)] == [state]


def test_what_has_ended_has_no_clock() -> None:
    ended = {_S.REJECTED_INTERNAL, _S.MOOT, _S.WITHDRAWN, _S.CLOSED, _S.COMPLAINT_FILED}
    assert set(RequestState) - frozenset[RequestState]().union(*RUNS_IN.values()) == ended


def test_an_operator_changes_single_times() -> None:
    policy = read_policy('[P1]\n"sla.ack" = "8h"\nreview = "90m"\n')
    assert policy["P1"][ClockName.ACK] == timedelta(hours=8)
    assert policy["P1"][ClockName.REVIEW] == timedelta(minutes=90)
    assert policy["P1"][ClockName.DECISION] == POLICY["P1"][ClockName.DECISION]
    assert policy["P0"] == POLICY["P0"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('[P9]\nreview = "1h"', "P9"),
        ("P1 = 3", "P1"),
        ('[P1]\ncomplaint_window = "1d"', "no clock of policy"),
        ("[P1]\nreview = 5", "expected a time"),
        ('[P1]\nreview = "0h"', "expected a time"),
        ('[P1]\nreview = "5 hours"', "expected a time"),
        ("[P1", "Expected"),
    ],
)
def test_a_fault_in_the_times_is_told(text: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        read_policy(text)
