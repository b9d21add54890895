"""A day of review with a bundle, worked out by hand on a few scores."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.comparisons import row, side
from training.comparing.capacity import Day, reviewed_in_a_day

ROWS = [row(number, f4_sale=1) for number in range(4)]


def test_the_lowest_cut_is_taken_that_still_keeps_within_the_capacity() -> None:
    hits = [[0, 0.9], [0, 0.8], [0.7, 0], [0, 0.2]]
    lines = [[0, 0.75]] + [[0, 0.1]] * 9
    found = reviewed_in_a_day(ROWS, side([[0, 1]] * 4, scores=hits, line_scores=lines), Day(1_000, 100, 10))
    assert found.cut == 0.8  # from 0.75 on every tenth of 990 ordinary messages would come as well
    assert (found.items, found.hits, found.share_found) == (5.0, 5.0, 0.5)


def test_more_people_find_more() -> None:
    hits = [[0, 0.9], [0, 0.8], [0.7, 0], [0, 0.2]]
    lines = [[0, 0.75]] + [[0, 0.1]] * 9
    found = reviewed_in_a_day(ROWS, side([[0, 1]] * 4, scores=hits, line_scores=lines), Day(1_000, 100, 200))
    assert found.cut == 0.2
    assert found.items == pytest.approx(109)
    assert found.hits == 10


@given(
    st.lists(st.floats(0, 1), min_size=4, max_size=4),
    st.lists(st.floats(0, 1), min_size=1, max_size=30),
    st.integers(1, 10_000),
)
def test_nobody_has_to_review_more_than_can_be_reviewed(hits: list[float], lines: list[float], capacity: int) -> None:
    found = reviewed_in_a_day(
        ROWS,
        side([[0, 1]] * 4, scores=[[0, hit] for hit in hits], line_scores=[[0, line] for line in lines]),
        Day(10_000, 1_000, capacity),
    )
    assert found.items <= capacity or found.cut == 1.0
    assert 0 <= found.share_found <= 1
