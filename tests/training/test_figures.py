from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from training.figures import calibration_error, detection, rate_upper_bound


def bools(*values: int) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.array(values, bool)


def test_precision_recall_and_f1_are_those_of_the_textbook() -> None:
    found = detection(bools(1, 1, 1, 0, 0), bools(1, 1, 0, 1, 0), np.array([0.9, 0.8, 0.3, 0.7, 0.1]))
    assert found.precision == pytest.approx(2 / 3)
    assert found.recall == pytest.approx(2 / 3)
    assert found.f1 == pytest.approx(2 / 3)
    assert found.average_precision == pytest.approx(1 / 3 * (1 + 1 + 3 / 4))
    assert (found.n, found.positives) == (5, 3)


@given(st.lists(st.tuples(st.booleans(), st.booleans()), min_size=5, max_size=60))
def test_f1_lies_within_bounds_and_its_interval_is_in_order(cases: list[tuple[bool, bool]]) -> None:
    truth, raised = np.array(cases).T
    found = detection(truth, raised)
    assert 0 <= found.f1 <= 1
    assert 0 <= found.f1_low <= found.f1_high <= 1


def test_scores_that_say_what_happens_have_no_calibration_error() -> None:
    truth = bools(*([1] * 3 + [0] * 7))
    assert calibration_error(truth, np.full(10, 0.3)) == pytest.approx(0)
    assert calibration_error(truth, np.full(10, 0.8)) == pytest.approx(0.5)


def test_no_flag_in_a_thousand_still_allows_for_a_few() -> None:
    assert rate_upper_bound(0, 1000) == pytest.approx(1 - 0.025 ** (1 / 1000))
    assert rate_upper_bound(1000, 1000) == 1.0
