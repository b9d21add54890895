from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.weak.figures import combined_figures, function_figures, share
from labeling.weak.reading import Reading
from labeling.weak.voting import LabellingFunction


def _function(name: str, vote: int) -> LabellingFunction:
    def sign(seen: Reading) -> bool:
        return bool(seen.text)

    return LabellingFunction(name, "f4_sale", vote, "Doc.", sign)


VOTES = np.array([[1, 0], [1, -1], [-1, 0], [-1, -1]], dtype=np.int8)
LABELS = np.array([1, 0, 0, 1])


def test_coverage_overlaps_conflicts_and_accuracy_are_counted_by_row() -> None:
    for_it, against = function_figures([_function("a", 1), _function("b", 0)], VOTES, LABELS, np.array([0.7, 0.6]))
    assert (for_it.coverage, for_it.overlaps, for_it.conflicts) == (0.5, 0.25, 0.25)
    assert (for_it.accuracy.n, for_it.accuracy.value, for_it.by_chance, for_it.estimated) == (2, 0.5, 0.5, 0.7)
    assert (against.coverage, against.conflicts, against.accuracy.value) == (0.5, 0.25, 0.5)


def test_a_combined_label_is_not_found_where_it_is_unknown() -> None:
    found = combined_figures("f4_sale", "majority", np.array([1, 1, 0, -1], dtype=np.int8), LABELS)
    assert found.coverage == 0.75
    assert (found.precision.value, found.recall.value, found.f1) == (0.5, 0.5, 0.5)
    assert found.accuracy.value == pytest.approx(2 / 3)


def test_nothing_said_has_no_precision_and_an_f1_of_zero() -> None:
    found = combined_figures("f4_sale", "majority", np.full(2, -1, dtype=np.int8), np.zeros(2, dtype=np.int64))
    assert (found.precision.value, found.recall.value, found.f1) == (None, None, 0.0)


def test_wilsons_interval_is_that_of_the_textbook() -> None:
    found = share(8, 10)
    assert found.low == pytest.approx(0.4902, abs=1e-4)
    assert found.high == pytest.approx(0.9433, abs=1e-4)


@given(st.integers(1, 500).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_an_interval_holds_its_share(counts: tuple[int, int]) -> None:
    found = share(*counts)
    assert found.low is not None
    assert found.value is not None
    assert found.high is not None
    assert 0 <= found.low <= found.value <= found.high <= 1
