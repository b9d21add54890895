from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.contract import LABELS, Message
from models.scorer import Scorer
from models.spans import MOST_SPANS
from tests.support.tiers import TEXTS, conversation, small_tier

TIER = small_tier()
PREPARED = [Scorer.prepare(Message(text)) for text in (*TEXTS, "", "zzz", "a" * 20_000)]


def test_scores_are_probabilities_one_row_a_message() -> None:
    scores = TIER.predict_proba(PREPARED)
    assert scores.shape == (len(PREPARED), len(LABELS))
    assert ((scores >= 0) & (scores <= 1)).all()


def test_an_empty_batch_gives_an_empty_matrix() -> None:
    assert TIER.predict_proba([]).shape == (0, 2)


def test_a_batch_scores_as_its_messages_alone_and_in_the_order_given() -> None:
    together = TIER.predict_proba(PREPARED[::-1])[::-1]
    alone = np.vstack([TIER.predict_proba([message]) for message in PREPARED])
    np.testing.assert_allclose(together, alone, rtol=0, atol=1e-12)


def test_context_changes_what_a_short_message_scores() -> None:
    alone, among = TIER.predict_proba(
        [conversation("doe mij er twintig"), conversation("doe mij er twintig", TEXTS[0])]
    )
    assert not np.allclose(alone, among)


@settings(deadline=None)
@given(st.text(max_size=200), st.sampled_from(LABELS))
def test_spans_lie_in_the_original_in_order_of_strength_and_do_not_overlap(text: str, label: str) -> None:
    spans = TIER.explain(Scorer.prepare(Message(text)), label)
    assert len(spans) <= MOST_SPANS
    assert [abs(span.weight) for span in spans] == sorted((abs(span.weight) for span in spans), reverse=True)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    in_place = sorted((span.start, span.end) for span in spans)
    assert all(first_end <= start for (_, first_end), (start, _) in pairwise(in_place))


def test_a_span_points_at_the_disguised_word_as_it_was_written() -> None:
    text = "nu: c\u200bo\u200bbra!"
    spans = TIER.explain(Scorer.prepare(Message(text)), "f4_sale")
    assert any("c\u200bo\u200bbra" in text[span.start : span.end] for span in spans)


@pytest.mark.parametrize("label", LABELS)
def test_neighbours_that_point_the_same_way_are_one_span(label: str) -> None:
    spans = sorted(TIER.explain(PREPARED[0], label), key=lambda span: span.start)
    text = TEXTS[0]
    for left, right in pairwise(spans):
        between = text[left.end : right.start]
        assert (left.weight > 0) != (right.weight > 0) or between.strip()
