from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from labeling.weak.combining import estimate_accuracies, majority, weighted
from labeling.weak.voting import ABSTAIN, Votes

MATRICES = arrays(np.int8, array_shapes(min_dims=2, max_dims=2, max_side=6), elements=st.sampled_from([ABSTAIN, 0, 1]))


@given(MATRICES, st.integers(0, 100))
def test_the_order_of_functions_changes_nothing(votes: Votes, seed: int) -> None:
    order = np.random.default_rng(seed).permutation(votes.shape[1])
    accuracies, shuffled = estimate_accuracies(votes), estimate_accuracies(votes[:, order])
    assert np.allclose(accuracies[order], shuffled, atol=1e-6)
    assert (majority(votes) == majority(votes[:, order])).all()
    assert (weighted(votes, accuracies) == weighted(votes[:, order], accuracies[order])).all()


@given(MATRICES)
def test_swapping_the_two_labels_swaps_the_combined_ones(votes: Votes) -> None:
    swapped = np.where(votes == ABSTAIN, ABSTAIN, 1 - votes).astype(np.int8)
    combined = majority(votes)
    assert (majority(swapped) == np.where(combined == ABSTAIN, ABSTAIN, 1 - combined)).all()
    assert np.allclose(estimate_accuracies(votes), estimate_accuracies(swapped), atol=1e-6)


@given(MATRICES)
def test_no_accuracy_is_below_a_coin_or_beyond_doubt(votes: Votes) -> None:
    accuracies = estimate_accuracies(votes)
    assert ((accuracies >= 0.5) & (accuracies <= 0.95)).all()


def test_rows_without_votes_and_ties_are_unknown() -> None:
    votes = np.array([[-1, -1], [0, 1], [1, -1], [0, 0]], dtype=np.int8)
    assert majority(votes).tolist() == [ABSTAIN, ABSTAIN, 1, 0]
    assert weighted(votes, np.array([0.8, 0.8])).tolist() == [ABSTAIN, ABSTAIN, 1, 0]


def test_one_sure_function_outvotes_two_doubtful_ones_only_by_weight() -> None:
    votes = np.array([[1, 0, 0]], dtype=np.int8)
    assert majority(votes).tolist() == [0]
    assert weighted(votes, np.array([0.95, 0.6, 0.6])).tolist() == [1]


def test_accuracies_are_found_without_labels() -> None:
    chance = np.random.default_rng(0)
    truth = chance.integers(0, 2, 2_000)
    meant = np.array([0.98, 0.5, 0.8, 0.75, 0.7])
    votes = np.where(chance.random((2_000, 5)) < meant, truth[:, None], 1 - truth[:, None]).astype(np.int8)
    votes[chance.random(votes.shape) < 0.3] = ABSTAIN
    accuracies = estimate_accuracies(votes)
    assert np.abs(accuracies - meant).max() < 0.06
    assert accuracies[0] > accuracies[2] > accuracies[1]
    assert (weighted(votes, accuracies) == truth).mean() > (majority(votes) == truth).mean()


def test_a_function_that_never_meets_another_keeps_the_first_guess() -> None:
    votes = np.array([[1, -1, -1], [-1, 0, 0], [-1, 1, 1]], dtype=np.int8)
    accuracies = estimate_accuracies(votes)
    assert np.isclose(accuracies[0], 0.7)
    assert accuracies[1] > 0.7
