from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from models.cascade import Passing
from models.contract import LABELS
from training.transformer.passing import LEAST_PASSED, choose_passing, goes_on, share_passed

Scores = np.ndarray[tuple[int, int], np.dtype[np.float64]]
SCORES = arrays(np.float64, (30, 2), elements=st.floats(0, 1))


def both(scores: list[float]) -> Scores:
    return np.array([scores, scores]).T


def test_one_in_two_hundred_may_be_lost_and_no_more() -> None:
    scores = both([at / 400 for at in range(400)])
    passing = choose_passing([scores], [np.ones((400, 2), bool)])
    assert passing.values == dict.fromkeys(LABELS, 2 / 400)
    few = choose_passing([scores[:199]], [np.ones((199, 2), bool)])
    assert few.values == dict.fromkeys(LABELS, 0.0)


def test_only_what_the_slow_tier_raises_counts() -> None:
    raised = np.array([[False, False], [True, False], [True, True]])
    passing = choose_passing([both([0.1, 0.4, 0.7])], [raised])
    assert passing.values == {"recruitment": 0.4, "f4_sale": 0.7}


def test_the_view_that_needs_most_decides() -> None:
    raised = np.ones((2, 2), bool)
    passing = choose_passing([both([0.5, 0.6]), both([0.3, 0.9])], [raised, raised])
    assert passing.values == dict.fromkeys(LABELS, 0.3)


def test_where_nothing_is_raised_everything_passes() -> None:
    passing = choose_passing([both([0.5])], [np.zeros((1, 2), bool)])
    assert goes_on(both([0.0]), passing).all()


@given(first=SCORES, second=SCORES, raised=arrays(bool, (30, 2)))
@settings(deadline=None)
def test_enough_passes_in_every_view_and_the_next_higher_score_would_be_too_high(
    first: Scores, second: Scores, raised: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
) -> None:
    values = choose_passing([first, second], [raised, raised]).values
    for column, label in enumerate(LABELS):
        among = [scores[raised[:, column], column] for scores in (first, second)]
        if not len(among[0]):
            continue
        assert all((scores >= values[label]).mean() >= LEAST_PASSED for scores in among)
        higher = np.nextafter(values[label], 2)
        assert any((scores >= higher).mean() < LEAST_PASSED for scores in among)


def test_one_label_is_enough_to_go_on() -> None:
    passing = Passing({"recruitment": 0.5, "f4_sale": 0.2})
    scores = np.array([[0.5, 0.0], [0.4, 0.2], [0.4, 0.1]])
    assert goes_on(scores, passing).tolist() == [True, True, False]


def test_the_share_that_passes_is_of_the_messages_asked_about() -> None:
    passes = np.array([True, False, False])
    assert share_passed(passes, np.array([True, True, False])) == pytest.approx(0.5)
    assert share_passed(passes, np.zeros(3, bool)) == 1
