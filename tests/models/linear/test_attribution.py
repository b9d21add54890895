from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.contract import LABELS, Prepared
from models.linear.attribution import attribute
from tests.support.tiers import TEXTS, conversation, small_tier

TIER = small_tier()
WORDS = sorted({word for text in TEXTS for word in text.split()})
TALK = st.lists(st.sampled_from(WORDS), max_size=20).map(" ".join)


def _sum(message: Prepared, label: int) -> float:
    found = attribute(TIER.vectoriser, TIER.weights, message, label)
    return sum(word.weight for word in found.words) + found.rest + found.intercept


@settings(deadline=None)
@given(TALK, st.lists(TALK, max_size=3), st.sampled_from(range(len(LABELS))))
def test_word_weights_the_rest_and_the_intercept_sum_to_the_log_odds(text: str, before: list[str], label: int) -> None:
    message = conversation(text, *before)
    assert _sum(message, label) == pytest.approx(TIER.logits([message])[0, label], abs=1e-9)


@settings(deadline=None)
@given(TALK)
def test_without_context_the_words_say_it_all(text: str) -> None:
    found = attribute(TIER.vectoriser, TIER.weights, conversation(text), 0)
    assert found.rest == pytest.approx(0, abs=1e-9)


def test_there_is_one_weight_for_each_word_in_its_place() -> None:
    found = attribute(TIER.vectoriser, TIER.weights, conversation("te koop cobra"), 0)
    assert [(word.start, word.end) for word in found.words] == [(0, 2), (3, 7), (8, 13)]


def test_equal_words_share_their_own_weight_but_not_that_of_their_pairs() -> None:
    found = attribute(TIER.vectoriser, TIER.weights, conversation("cobra xyz cobra"), 0)
    assert found.words[0].weight == pytest.approx(found.words[2].weight)
