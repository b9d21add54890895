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
    passes = goes_on(scores, choose_passing([scores], [np.ones((400, 2), bool)], scores))
    assert passes.sum() == 398
    few = choose_passing([scores[:199]], [np.ones((199, 2), bool)], scores)
    assert goes_on(scores[:199], few).all()


def test_only_what_the_slow_tier_raises_counts() -> None:
    raised = np.array([[False, False], [True, False], [True, True]])
    scores = both([0.1, 0.4, 0.7])
    assert goes_on(scores, choose_passing([scores], [raised], both([0.2, 0.3]))).tolist() == [False, True, True]


def test_the_view_that_needs_most_decides() -> None:
    raised = np.ones((2, 2), bool)
    views = [both([0.5, 0.6]), both([0.3, 0.9])]
    passing = choose_passing(views, [raised, raised], both([0.2, 0.4]))
    assert all(goes_on(view, passing).all() for view in views)
    assert goes_on(both([0.2, 0.4]), passing).tolist() == [False, True]


def test_what_passes_by_one_label_need_not_pass_by_the_other() -> None:
    scores = np.array([[0.9, 0.1], [0.2, 0.8]])
    ordinary = np.array([[0.1, 0.3], [0.3, 0.1], [0.4, 0.2]])
    passing = choose_passing([scores], [np.ones((2, 2), bool)], ordinary)
    assert goes_on(scores, passing).all()
    assert not goes_on(ordinary, passing).any()


def test_where_nothing_is_raised_everything_passes() -> None:
    passing = choose_passing([both([0.5])], [np.zeros((1, 2), bool)], both([0.5]))
    assert goes_on(both([0.0]), passing).all()


@given(first=SCORES, second=SCORES, ordinary=SCORES, raised=arrays(bool, (30, 2)))
@settings(deadline=None)
def test_enough_passes_in_every_view_whatever_the_ordinary_lines(
    first: Scores, second: Scores, ordinary: Scores, raised: np.ndarray[tuple[int, int], np.dtype[np.bool_]]
) -> None:
    passing = choose_passing([first, second], [raised, raised], ordinary)
    for found in raised.T:
        assert all(share_passed(goes_on(scores, passing), found) >= LEAST_PASSED for scores in (first, second))


@given(scores=SCORES, ordinary=SCORES)
@settings(deadline=None)
def test_both_values_cannot_be_higher_by_a_hair(scores: Scores, ordinary: Scores) -> None:
    raised = np.ones((30, 2), bool)
    first, second = (choose_passing([scores], [raised], ordinary).values[label] for label in LABELS)
    higher = Passing(dict(zip(LABELS, (np.nextafter(first, 2), np.nextafter(second, 2)), strict=True)))
    assert goes_on(scores, higher).mean() < LEAST_PASSED


def test_one_label_is_enough_to_go_on() -> None:
    passing = Passing({"recruitment": 0.5, "f4_sale": 0.2})
    scores = np.array([[0.5, 0.0], [0.4, 0.2], [0.4, 0.1]])
    assert goes_on(scores, passing).tolist() == [True, True, False]


def test_the_share_that_passes_is_of_the_messages_asked_about() -> None:
    passes = np.array([True, False, False])
    assert share_passed(passes, np.array([True, True, False])) == pytest.approx(0.5)
    assert share_passed(passes, np.zeros(3, bool)) == 1
