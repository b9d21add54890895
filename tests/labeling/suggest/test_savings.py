from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from labeling.suggest.savings import ahead, labels_needed, mean_precision, saving

POINTS = [100, 200, 300, 400]
RANDOM = np.array([[0.1, 0.2, 0.3, 0.4]] * 3)


def test_labels_needed_lie_on_the_line_between_two_points() -> None:
    assert labels_needed(POINTS, RANDOM[0], 0.25) == pytest.approx(250)


@pytest.mark.parametrize(("wanted", "needed"), [(0.05, 100), (0.1, 100), (0.4, 400), (0.9, 400)])
def test_outside_the_trial_the_nearest_point_is_given(wanted: float, needed: float) -> None:
    assert labels_needed(POINTS, RANDOM[0], wanted) == pytest.approx(needed)


def test_a_dip_is_smoothed_away() -> None:
    assert labels_needed(POINTS, np.array([0.1, 0.35, 0.25, 0.4]), 0.3) == pytest.approx(200)


def test_a_strategy_that_is_a_step_ahead_saves_a_step() -> None:
    found = saving(POINTS, RANDOM + 0.1, RANDOM, 200)
    assert [found.needed.value, found.saved.value] == pytest.approx([300, 100])
    assert not found.beyond


def test_a_strategy_that_is_behind_saves_less_than_nothing() -> None:
    found = saving(POINTS, RANDOM - 0.1, RANDOM, 300)
    assert [found.saved.value, found.saved.low, found.saved.high] == pytest.approx([-100] * 3)


def test_a_strategy_that_random_labels_never_reach_is_marked() -> None:
    found = saving(POINTS, RANDOM + 0.5, RANDOM, 200)
    assert (found.saved.value, found.beyond) == (200, True)


def test_runs_that_differ_make_an_interval_and_pairing_takes_it_away() -> None:
    random = RANDOM + np.array([[0], [0.2], [0.4]])
    (first, *_) = mean_precision(random + 0.1)
    assert first.low < first.value < first.high
    (paired, *_) = ahead(random + 0.1, random)
    assert [paired.low, paired.value, paired.high] == pytest.approx([0.1] * 3)


@given(arrays(float, 6, elements=st.floats(0, 1)), st.floats(0, 1), st.floats(0, 1))
def test_more_precision_never_needs_fewer_labels(curve: np.ndarray, one: float, other: float) -> None:
    points = list(range(100, 700, 100))
    needed = [labels_needed(points, curve, wanted) for wanted in sorted((one, other))]
    assert 100 <= needed[0] <= needed[1] <= 600
