from __future__ import annotations

from collections import Counter
from functools import cache
from math import ceil

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labeling.suggest.candidates import NEITHER, Candidates
from labeling.suggest.picking import MOST_OF_ONE, pick_batch
from labeling.suggest.strategies import mixed_shares

WORDS = "appel brug citroen draad emmer fiets gitaar hamer inkt jas kaas lamp molen noot oven pen regen schip tafel uil"


@cache
def _text(at: int) -> str:
    """Return a text that is like no other."""
    draw = np.random.default_rng(at)
    return " ".join("".join(draw.choice(list("abcdefghijklmnoprstuvz"), 6)) for _ in range(5))


def _candidates(
    size: int = 60, *, seed: int = 1, languages: list[str] | None = None, scores: np.ndarray | None = None
) -> Candidates:
    draw = np.random.default_rng(seed)
    placed = draw.normal(size=(size, 5))
    scores = draw.uniform(size=(size, 2)) if scores is None else scores
    return Candidates(
        texts=[_text(at) for at in range(size)],
        languages=languages or [("nl", "sv", "en")[at % 3] for at in range(size)],
        places=placed / np.linalg.norm(placed, axis=1, keepdims=True),
        likeness=draw.uniform(-1, 1, size),
        scores=scores,
        thresholds=np.array([0.5, 0.4]),
        tiers={"linear": scores, "plain": draw.uniform(size=(size, 2))},
    )


def _rows(candidates: Candidates, count: int, seed: int = 1, **shares: float) -> list[int]:
    picks = pick_batch(candidates, count, shares or mixed_shares(), np.random.default_rng(seed))
    return [pick.row for pick in picks]


def test_the_same_seed_gives_the_same_picks_and_another_one_others() -> None:
    assert _rows(_candidates(), 30) == _rows(_candidates(), 30)
    assert _rows(_candidates(), 30) != _rows(_candidates(), 30, seed=2)


def test_every_strategy_has_its_share_at_any_length() -> None:
    picks = pick_batch(_candidates(), 40, mixed_shares(), np.random.default_rng(1))
    for length in (10, 20, 40):
        taken = Counter(pick.strategy for pick in picks[:length])
        assert {
            name: abs(taken[name] - share * length) <= 1 for name, share in mixed_shares().items()
        } == dict.fromkeys(mixed_shares(), True)


def test_what_is_nearest_to_the_threshold_of_its_label_comes_first() -> None:
    scores = np.array([[0.9, 0.01], [0.52, 0.01], [0.01, 0.41], [0.01, 0.95]])
    candidates = _candidates(4, scores=scores, languages=["nl"] * 4)
    picks = pick_batch(candidates, 2, {"uncertainty": 1.0}, np.random.default_rng(1))
    assert [(pick.row, pick.reason) for pick in picks] == [
        (1, "uncertain: recruitment 0.52"),
        (2, "uncertain: f4_sale 0.41"),
    ]


def test_what_the_tiers_disagree_on_most_comes_first_and_says_what_they_said() -> None:
    candidates = _candidates(3, scores=np.array([[0.5, 0.5], [0.91, 0.5], [0.4, 0.5]]))
    candidates.tiers["plain"] = np.array([[0.5, 0.5], [0.12, 0.5], [0.5, 0.5]])
    (pick,) = pick_batch(candidates, 1, {"disagreement": 1.0}, np.random.default_rng(1))
    assert (pick.row, pick.reason) == (1, "tiers disagree: linear 0.91, plain 0.12 (recruitment)")


def test_what_is_like_an_earlier_pick_is_no_longer_unlike() -> None:
    candidates = _candidates(3, scores=np.full((3, 2), 0.1), languages=["nl"] * 3)
    candidates.places[:] = 0
    candidates.places[[0, 1, 2], [0, 0, 1]] = 1
    candidates.likeness[:] = [-0.9, -0.8, 0.3]
    picks = pick_batch(candidates, 2, {"diversity": 1.0}, np.random.default_rng(1))
    assert [pick.row for pick in picks] == [0, 2]
    assert picks[0].reason == "unlike what is labelled or picked: nearest -0.90"


def test_a_near_copy_of_a_pick_is_passed_over() -> None:
    candidates = _candidates(4, languages=["nl"] * 4)
    texts = [f"{WORDS} {end}" for end in ("een", "twee")]
    alike = Candidates(**{**vars(candidates), "texts": [*texts, _text(2), texts[0]]})
    assert sorted(_rows(alike, 4)) in ([0, 2], [1, 2], [2, 3])


def test_one_language_cannot_take_the_whole_batch() -> None:
    languages = ["nl"] * 50 + ["sv"] * 10
    taken = Counter(languages[row] for row in _rows(_candidates(languages=languages), 16, uncertainty=1.0))
    assert taken == {"nl": 8, "sv": 8}


def test_one_predicted_label_cannot_take_the_whole_batch() -> None:
    scores = np.full((60, 2), 0.1)
    scores[:50, 0] = 0.51
    candidates = _candidates(scores=scores)
    taken = Counter(candidates.predicted[row] for row in _rows(candidates, 16, uncertainty=1.0))
    assert taken == {"recruitment": 8, NEITHER: 8}


def test_a_quota_gives_way_where_nothing_else_is_left() -> None:
    languages = ["nl"] * 57 + ["sv"] * 3
    assert len(_rows(_candidates(languages=languages), 40, uncertainty=1.0)) == 40


@pytest.mark.parametrize("tiers", [1, 2])
def test_shares_add_up_to_one(tiers: int) -> None:
    shares = mixed_shares(random_share=0.3, tiers=tiers)
    assert sum(shares.values()) == pytest.approx(1)
    assert shares["random"] == 0.3
    assert ("disagreement" in shares) == (tiers > 1)


@given(size=st.integers(1, 40), count=st.integers(1, 50), seed=st.integers(0, 99), sv=st.integers(0, 40))
def test_no_message_is_picked_twice_and_quotas_hold_wherever_they_can(
    size: int, count: int, seed: int, sv: int
) -> None:
    languages = ["sv" if at < sv else "nl" for at in range(size)]
    candidates = _candidates(size, seed=seed, languages=languages, scores=np.full((size, 2), 0.1))
    rows = _rows(candidates, count, seed, uncertainty=0.5, diversity=0.5)
    assert len(rows) == len(set(rows)) == min(size, count)
    most = ceil(count * MOST_OF_ONE)
    taken = Counter(languages[row] for row in rows)
    for language, other in (("sv", "nl"), ("nl", "sv")):
        assert taken[language] <= most or taken[other] == languages.count(other)
