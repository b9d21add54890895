"""Since when somebody who comes back to work was away."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from service.domain.hand_over import Presence, away_since

_MORNING = datetime(2026, 11, 23, 8, tzinfo=UTC)


def _at(hours: float) -> datetime:
    return _MORNING + timedelta(hours=hours)


@pytest.mark.parametrize(
    ("sessions", "away"),
    [
        ([], None),
        ([(0, 0)], None),
        ([(0, 0), (-16, -8)], -8),
        ([(-16, -8), (0, 0)], -8),
        ([(0, 0), (-16, -8), (-40, -32)], -8),
        ([(0, 0), (-0.25, -0.2), (-16, -8)], -8),  # signed in anew after a few minutes: the same stay
        ([(0, 0), (-2, 1), (-16, -8)], -8),  # two browsers at once
        ([(0, 0), (-10, -0.2), (-9, -8.5)], None),  # one within the other
        ([(0, 0), (-0.5, -0.5)], None),
        ([(0, 0), (-0.6, -0.51)], -0.51),
    ],
)
def test_stays_that_overlap_or_follow_at_once_are_one(sessions: list[tuple[float, float]], away: float | None) -> None:
    presences = [Presence(_at(began), _at(seen)) for began, seen in sessions]
    assert away_since(presences) == (None if away is None else _at(away))
