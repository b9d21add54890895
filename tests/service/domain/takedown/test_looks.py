"""When lont looks, and what follows: every consequence is a step that the table of states lets lont itself do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.access import SYSTEM, AccessRole
from service.domain.takedown.clocks import POLICY, ClockName
from service.domain.takedown.looks import (
    CHECKS_APART,
    LOOK_ASKED,
    LOOKED_AT,
    NOTED_AS,
    consequence,
    next_look_at,
    wants_a_person,
)
from service.domain.takedown.online import Sight
from service.domain.takedown.records import EventRecord
from service.domain.takedown.states import RequestState, find

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
_EVENTS = (*NOTED_AS.values(), "attest_live", LOOK_ASKED, "edit")
_LIVES = st.lists(st.tuples(st.sampled_from(_EVENTS), st.integers(0, 3 * 24 * 60)), max_size=8)


def life(state: RequestState, *steps: tuple[str, int]) -> list[EventRecord]:
    """The making of a request, its coming into a state, and events so many minutes after that."""
    events = [
        EventRecord(1, START - timedelta(hours=1), "usr_ann-0001", "create", None, RequestState.DRAFT),
        EventRecord(2, START, "usr_ann-0001", "step", RequestState.DRAFT, state),
    ]
    for event, minutes in sorted(steps, key=lambda step: step[1]):
        at = START + timedelta(minutes=minutes)
        events.append(EventRecord(len(events) + 1, at, SYSTEM, event, state, state))
    return events


@given(st.sampled_from(sorted(LOOKED_AT)), st.sampled_from(list(Sight)), _LIVES, st.integers(0, 5000), st.booleans())
def test_what_follows_is_a_step_that_lont_may_do_and_never_from_an_error(
    state: RequestState, sight: Sight, steps: list[tuple[str, int]], minutes: int, decided: bool
) -> None:
    events = life(state, *steps)
    now = max(events[-1].at, START + timedelta(minutes=minutes))
    event = consequence(state, sight, events, START if decided else None, now)
    if event is None:
        return
    assert sight in {Sight.GONE, Sight.ONLINE}
    transition = find(state, event)
    assert transition is not None
    assert AccessRole.SYSTEM in transition.roles
    if sight is Sight.GONE:
        gone = [each for each in events if each.event == "saw_gone"]
        assert gone
        assert now - gone[0].at >= CHECKS_APART


@given(st.sampled_from(sorted(LOOKED_AT)), st.sampled_from(sorted(POLICY)), _LIVES)
def test_the_next_look_comes_within_the_time_of_policy_after_the_last(
    state: RequestState, priority: str, steps: list[tuple[str, int]]
) -> None:
    events = life(state, *steps)
    next_at = next_look_at(state, priority, events, POLICY)
    longest = max(POLICY[priority][ClockName.VERIFY], timedelta(hours=24))
    assert START <= next_at <= events[-1].at + longest


@pytest.mark.parametrize(
    ("state", "steps", "after"),
    [
        (RequestState.SUBMITTED, (), timedelta(hours=6)),
        (RequestState.ACTIONED, (), timedelta(minutes=15)),
        (RequestState.ACTIONED, (("saw_gone", 20),), timedelta(minutes=25)),
        (RequestState.ACKNOWLEDGED, (("saw_gone", 20),), timedelta(hours=6, minutes=20)),
        (RequestState.ACTIONED, (("saw_gone", 20), ("saw_online", 30)), timedelta(hours=6, minutes=30)),
        (RequestState.ACTIONED, (("look_failed", 20),), timedelta(minutes=35)),
        (RequestState.ACTIONED, (("look_failed", 20), ("look_failed", 40)), timedelta(minutes=70)),
        (RequestState.ACTIONED, (("look_failed", 20),) * 9, timedelta(hours=6, minutes=20)),
        (RequestState.VERIFIED_REMOVED, (), timedelta(hours=24)),
        (RequestState.SUBMITTED, (("saw_online", 5), (LOOK_ASKED, 7)), timedelta(minutes=7)),
        (RequestState.SUBMITTED, ((LOOK_ASKED, 5), ("saw_online", 7)), timedelta(hours=6, minutes=7)),
    ],
)
def test_looks_come_when_they_can_tell_something(
    state: RequestState, steps: tuple[tuple[str, int], ...], after: timedelta
) -> None:
    assert next_look_at(state, "P1", life(state, *steps), POLICY) == START + after


@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ((), None),
        ((("saw_changed", 1),), "changed"),
        ((("saw_changed", 1), ("attest_live", 2)), None),
        ((("look_failed", 1), ("look_failed", 2)), None),
        ((("look_failed", 1), ("look_failed", 2), ("look_failed", 3)), "unreachable"),
        ((("look_failed", 1), ("saw_online", 2), ("look_failed", 3), ("look_failed", 4)), None),
    ],
)
def test_a_person_is_wanted_where_looks_cannot_tell(steps: tuple[tuple[str, int], ...], why: str | None) -> None:
    assert wants_a_person(life(RequestState.ACTIONED, *steps)) == why
