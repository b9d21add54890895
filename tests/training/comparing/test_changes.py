"""Rows of which two bundles say something else."""

from __future__ import annotations

import numpy as np

from tests.support.comparisons import row, side
from training.comparing.changes import changes


def test_each_change_is_named_and_the_largest_step_comes_first() -> None:
    rows = [row(1, f4_sale=1), row(2, f4_sale=1), row(3), row(4), row(5, f4_sale=1)]
    before = side([[0, 0], [0, 1], [0, 0], [0, 1], [0, 1]], scores=[[0, 0.3], [0, 0.8], [0, 0.1], [0, 0.9], [0, 0.7]])
    after = side([[0, 1], [0, 0], [0, 1], [0, 0], [0, 1]], scores=[[0, 0.6], [0, 0.4], [0, 0.9], [0, 0.2], [0, 0.9]])
    found = changes(rows, before, after)
    assert [(each.row.id, each.how) for each in found] == [
        ("made-3", "wrongly raised"),
        ("made-4", "cleared"),
        ("made-2", "lost"),
        ("made-1", "found"),
    ]
    assert {each.label for each in found} == {"f4_sale"}
    assert (found[0].before, found[0].after) == (0.1, 0.9)


def test_a_score_that_moves_without_crossing_the_threshold_is_no_change() -> None:
    same = np.array([[0, 1]])
    assert not changes([row(1, f4_sale=1)], side(same, scores=[[0, 0.6]]), side(same, scores=[[0, 0.9]]))
