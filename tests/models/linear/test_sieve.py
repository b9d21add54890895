from __future__ import annotations

from pathlib import Path

import numpy as np

from models.cascade import CascadeTier, Cascading, Passing
from models.contract import LABELS, Message
from models.linear import LinearTier, load_tier, save_tier
from models.linear.sieve import Sieve
from models.scorer import Scorer
from models.thresholds import Thresholds
from tests.support.encoders import SLOW_ALONE
from tests.support.tiers import CONCEPTS, TEXTS, conversation, small_tier

PLAIN = small_tier()
BATCH = [Scorer.prepare(Message(text)) for text in (*TEXTS, "", "zzz")] + [conversation("doe mij", TEXTS[0])]


def sieved(intercept: float = -0.5) -> LinearTier:
    """Return the small tier with a sieve drawn at random."""
    coefficients = np.random.default_rng(5).normal(size=PLAIN.vectoriser.width)
    return LinearTier(PLAIN.vectoriser, PLAIN.weights, PLAIN.calibration, Sieve(coefficients, intercept))


def test_a_sieve_leaves_the_scores_as_they_are_and_changes_what_goes_on() -> None:
    found = sieved().sift(BATCH)
    np.testing.assert_allclose(found.scores, PLAIN.predict_proba(BATCH))
    assert found.passing.shape == found.scores.shape
    assert ((found.passing > 0) & (found.passing < 1)).all()
    assert not np.allclose(found.passing, found.scores)


def test_without_a_sieve_the_scores_decide_what_goes_on() -> None:
    scores, passing = PLAIN.sift(BATCH)
    np.testing.assert_array_equal(scores, passing)


def test_both_labels_get_the_same_added_to_their_log_odds() -> None:
    found = sieved().sift(BATCH)
    added = np.log(found.passing / (1 - found.passing)) - np.log(found.scores / (1 - found.scores))
    np.testing.assert_allclose(added[:, 0], added[:, 1], atol=1e-6)


def test_what_a_batch_adds_is_what_its_matrix_adds() -> None:
    tier = sieved()
    assert tier.sieve is not None
    raw, weighing = tier.vectoriser.raw(BATCH), tier.weights.weighing
    expected = Sieve.applied(tier.predict_proba(BATCH), tier.sieve.added_of_matrix(raw, weighing))
    np.testing.assert_allclose(tier.sift(BATCH).passing, expected)


def test_an_empty_batch_is_sifted_to_nothing() -> None:
    assert sieved().sift([]).passing.shape == (0, 2)


def test_a_sieve_is_the_same_after_it_was_written_and_read_and_none_stays_none(tmp_path: Path) -> None:
    for name, tier in (("with", sieved()), ("without", PLAIN)):
        save_tier(tier, CONCEPTS, tmp_path / name)
    again, plain = (load_tier(tmp_path / name, PLAIN.calibration) for name in ("with", "without"))
    np.testing.assert_allclose(again.sift(BATCH).passing, sieved().sift(BATCH).passing, atol=1e-5)
    assert plain.sieve is None


def test_a_cascade_asks_the_sieve_who_goes_on() -> None:
    cascading = Cascading(Passing(dict.fromkeys(LABELS, 1e-3)), SLOW_ALONE)
    thresholds = Thresholds(dict.fromkeys(LABELS, 0.5), "a test")
    batch = [message for message in BATCH if message.normalised.text]
    slow = small_tier(seed=2)
    slow.name = "slow"
    none, all_ = (CascadeTier(sieved(intercept), slow, cascading, thresholds) for intercept in (-1e3, 1e3))
    assert (set(none.decide(batch).tiers), set(none.deciders(batch))) == ({"linear"}, {"linear"})
    assert (set(all_.decide(batch).tiers), set(all_.deciders(batch))) == ({"slow"}, {"slow"})
