from __future__ import annotations

import krippendorff
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from labeling.agreement import agreement
from labeling.agreement.alpha import alphas_of_tables


def test_two_who_always_say_the_same_have_an_alpha_of_one() -> None:
    found = agreement([0, 1, 1, 0], [0, 1, 1, 0])
    assert (found.n, found.same, found.alpha) == (4, 4, 1.0)


def test_alpha_is_that_of_the_textbook() -> None:
    # Krippendorff (2011), "Computing Krippendorff's Alpha-Reliability", binary data of two observers: alpha 0.095.
    first = [0, 1, 0, 0, 0, 0, 0, 0, 1, 0]
    second = [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]
    found = agreement(first, second)
    assert found.same == 6
    assert found.alpha == pytest.approx(0.095, abs=5e-4)


def test_a_value_that_both_always_give_has_no_alpha() -> None:
    found = agreement(["none"] * 5, ["none"] * 5)
    assert (found.same, found.alpha, found.low, found.high) == (5, None, None, None)


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 2), st.integers(0, 2)), min_size=5, max_size=40))
def test_the_order_of_labellers_does_not_matter_and_the_interval_is_one(said: list[tuple[int, int]]) -> None:
    first, second = [one for one, _ in said], [other for _, other in said]
    found, turned = agreement(first, second), agreement(second, first)
    assert found.alpha == pytest.approx(turned.alpha) if found.alpha is not None else turned.alpha is None
    if found.alpha is not None:
        assert found.low is not None
        assert found.high is not None
        assert found.low <= found.high <= 1


@settings(deadline=None, max_examples=50)
@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=1, max_size=40))
def test_alpha_from_a_table_is_that_of_the_library(said: list[tuple[int, int]]) -> None:
    codes = np.array(said).T
    table = np.bincount(codes[0] * 4 + codes[1], minlength=16).reshape(1, 4, 4)
    found = alphas_of_tables(table)[0]
    if len(np.unique(codes)) == 1:
        assert np.isnan(found)
    else:
        expected = krippendorff.alpha(reliability_data=codes.astype(float), level_of_measurement="nominal")
        assert found == pytest.approx(expected)
