"""Notices through servers that fail and workers that are killed: what is said of them is true."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from service.bench.takedown import measure_takedown
from service.bench.takedown_states import TrueState, true_state
from service.domain.takedown.states import RequestState
from service.settings import Settings

NOW = datetime(2026, 11, 23, tzinfo=UTC)
FAILED = RequestState.DELIVERY_FAILED


@pytest.mark.parametrize(
    ("state", "retry_at", "outcome", "kept", "told"),
    [
        (RequestState.SUBMITTED, None, "accepted", 1, "delivered"),
        (RequestState.SUBMITTED, None, "accepted", 0, "untrue"),
        (FAILED, None, "unknown", 0, "unknown"),
        (FAILED, None, "unknown", 1, "unknown"),
        (FAILED, None, "refused_for_good", 0, "refused"),
        (FAILED, None, "refused_for_good", 1, "untrue"),
        (FAILED, NOW, "not_reached", 0, "waiting"),
        (RequestState.APPROVED, None, None, 0, "waiting"),
        (RequestState.SUBMITTING, None, None, 1, "waiting"),
        (RequestState.DRAFT, None, None, 0, "lost"),
        ("", None, None, 0, "lost"),
    ],
)
def test_each_request_is_what_lont_says_where_the_servers_bear_it_out(
    state: str, retry_at: datetime | None, outcome: str | None, kept: int, told: str
) -> None:
    assert true_state(state, retry_at, outcome, kept) == told


@pytest.mark.parametrize(
    ("count", "holds"),
    [("delivered", True), ("unknown", True), ("lost", False), ("repeated", False), ("untrue", False)],
)
def test_what_is_lost_repeated_or_untrue_fails_the_measurement(count: str, holds: bool) -> None:  # by name
    counts = dict.fromkeys(("delivered", "refused", "unknown", "waiting", "untrue", "lost", "repeated"), 0)
    assert TrueState(requests=1, seconds=1.0, kills=0, faults={}, **counts | {count: 1}).holds is holds


def test_notices_come_to_a_true_end_while_everything_fails(settings: Settings) -> None:
    found = measure_takedown(settings, 12, 10)
    assert found.holds, found
    assert found.requests == found.delivered + found.refused + found.unknown == 12
    assert found.delivered > 0
    assert found.kills > 0
