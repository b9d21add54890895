from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest

from service.domain.access import SYSTEM
from service.domain.takedown.clocks import POLICY
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.services.takedown.clocks import TakedownClocks
from service.services.takedown.dispatch_steps import DeliveryDesk
from tests.support.takedown import ANN, LEA, TELEGRAM, brought_to, events_of, move, now_of, submitted

_E, _S = RequestEvent, RequestState


def clocks(context: ProcessContext, later: timedelta) -> TakedownClocks:
    """Return the clocks as they are read so much later than now."""
    begin = context._begin(lambda factory: DeliveryDesk(factory.takedown_desk(), factory.audit()))
    now = datetime.now(UTC) + later
    return TakedownClocks(begin, POLICY, lambda: now)


def life(context: ProcessContext, request: RequestRecord) -> list[str]:
    return [each.event for each in events_of(context, request)]


def decision_time(request: RequestRecord) -> timedelta:
    return next(time for name, time in POLICY[request.priority].items() if name == "sla.decision")


def ack_time(request: RequestRecord) -> timedelta:
    return next(time for name, time in POLICY[request.priority].items() if name == "sla.ack")


def test_what_no_platform_acknowledges_becomes_overdue_and_is_escalated_once(desk: ProcessContext) -> None:
    request = submitted(desk)
    assert clocks(desk, ack_time(request) - timedelta(minutes=1)).strike() == 0
    late = clocks(desk, ack_time(request) + timedelta(minutes=1))
    assert [late.strike(), late.strike(), late.strike()] == [1, 0, 0]
    after = now_of(desk, request)
    assert (after.state, after.version) == (_S.OVERDUE, request.version + 2)
    overdue, escalated = events_of(desk, request)[-2:]
    assert (overdue.event, overdue.actor, overdue.details["clock"]) == (_E.TIMEOUT, SYSTEM, "sla.ack")
    assert (escalated.event, escalated.details) == ("escalate", {"level": 1})


def test_after_a_long_pause_everything_is_caught_up_with_once(sqlite_desk: ProcessContext) -> None:
    request = submitted(sqlite_desk)
    assert clocks(sqlite_desk, timedelta(days=300)).strike() == 1
    assert life(sqlite_desk, request)[-2:] == [_E.TIMEOUT, "escalate"]
    again = timedelta(days=300) + decision_time(request)
    assert clocks(sqlite_desk, again + timedelta(minutes=1)).strike() == 1
    assert events_of(sqlite_desk, request)[-1].details == {"level": 2}
    assert clocks(sqlite_desk, timedelta(days=900)).strike() == 0


def test_two_who_look_at_once_do_everything_once(desk: ProcessContext) -> None:
    request = submitted(desk)
    late = [clocks(desk, timedelta(days=30)) for _ in range(3)]
    with ThreadPoolExecutor(3) as pool:
        done = list(pool.map(lambda each: each.strike(), late))
    assert sum(done) == 1
    assert life(desk, request).count(_E.TIMEOUT) == life(desk, request).count("escalate") == 1


def test_an_answer_in_time_stops_the_clock_and_starts_the_next(sqlite_desk: ProcessContext) -> None:
    request = move(sqlite_desk, TELEGRAM, submitted(sqlite_desk), _E.ACK)
    assert clocks(sqlite_desk, decision_time(request) - timedelta(minutes=1)).strike() == 0
    assert clocks(sqlite_desk, decision_time(request) + timedelta(minutes=1)).strike() == 1
    assert events_of(sqlite_desk, request)[-2].details["clock"] == "sla.decision"


def test_a_late_answer_of_the_platform_still_counts(sqlite_desk: ProcessContext) -> None:
    request = submitted(sqlite_desk)
    clocks(sqlite_desk, timedelta(days=30)).strike()
    assert move(sqlite_desk, TELEGRAM, now_of(sqlite_desk, request), _E.ACK).state is _S.ACKNOWLEDGED


def test_what_stays_away_for_its_watch_is_closed_and_may_come_back_later(sqlite_desk: ProcessContext) -> None:
    request = brought_to(sqlite_desk, _S.VERIFIED_REMOVED)
    assert clocks(sqlite_desk, timedelta(days=6, hours=23)).strike() == 0
    assert clocks(sqlite_desk, timedelta(days=7, hours=1)).strike() == 1
    closed = now_of(sqlite_desk, request)
    assert closed.state is _S.CLOSED
    back = move(sqlite_desk, ANN, closed, _E.REINSTATED, rationale="weer online gezien")
    assert back.state is _S.REINSTATED


@pytest.mark.parametrize("state", [_S.CONFIRMED, _S.INFO_REQUESTED, _S.DECLINED, _S.DISPUTE_FILED, _S.MOOT])
def test_what_waits_for_a_person_of_ours_never_moves_by_itself(
    sqlite_desk: ProcessContext, state: RequestState
) -> None:
    request = brought_to(sqlite_desk, state)
    assert clocks(sqlite_desk, timedelta(days=900)).strike() == 0
    assert now_of(sqlite_desk, request) == request


def test_the_clocks_of_a_request_are_shown_with_it(sqlite_desk: ProcessContext) -> None:
    request = submitted(sqlite_desk)
    with sqlite_desk.writing() as factory:
        shown = factory.takedown().view(LEA, request.id).clocks
        assert factory.takedown().clocks_of([request]) == {request.id: shown}
    assert [(each.name, each.state, each.source) for each in shown] == [
        ("sla.ack", "running", "policy"),
        ("reverify", "running", "policy"),
    ]
