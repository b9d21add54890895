"""The contract of `models.contract.Tier`, held to all tiers alike."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.cascade import CascadeTier, Cascading, Passing
from models.contract import LABELS, Message, Prepared, Tier
from models.scorer import Scorer
from models.spans import MOST_SPANS
from models.thresholds import Thresholds
from models.transformer import TransformerTier
from tests.support.encoders import SLOW_ALONE
from tests.support.tiers import TEXTS, conversation, small_tier

_ODD = (
    "",
    "zzz",
    "💥",
    "a" * 50_000,
    "wat een knal " * 4_000,
    "doe \u05e9\u05dc\u05d5\u05dd \u202eniet\u202c كوبرا mee",
)
PREPARED = [Scorer.prepare(Message(text)) for text in (*TEXTS, *_ODD)] + [conversation("doe mij er twintig", TEXTS[0])]
_FAST = small_tier()
_SLOW_OR_ODD = settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@pytest.fixture(params=["linear", "transformer", "cascade"])
def tier(request: pytest.FixtureRequest, transformer: TransformerTier) -> Tier:
    cascading = Cascading(Passing(dict.fromkeys(LABELS, 0.5)), SLOW_ALONE)
    thresholds = Thresholds(dict.fromkeys(LABELS, 0.5), "a test")
    tiers: dict[str, Tier] = {
        "linear": _FAST,
        "transformer": transformer,
        "cascade": CascadeTier(_FAST, transformer, cascading, thresholds),
    }
    assert tiers[request.param].name == request.param
    return tiers[request.param]


def test_scores_are_probabilities_one_row_a_message_whatever_the_text(tier: Tier) -> None:
    scores = tier.predict_proba(PREPARED)
    assert scores.shape == (len(PREPARED), len(LABELS))
    assert scores.dtype == np.float64
    assert ((scores >= 0) & (scores <= 1)).all()


def test_an_empty_batch_gives_an_empty_matrix(tier: Tier) -> None:
    assert tier.predict_proba([]).shape == (0, len(LABELS))
    assert tier.deciders([]) == ()
    assert tier.decide([]).tiers == ()


@_SLOW_OR_ODD
@given(order=st.permutations(range(len(PREPARED))), cut=st.integers(0, len(PREPARED)))
def test_scores_do_not_depend_on_the_order_nor_on_the_messages_beside(tier: Tier, order: list[int], cut: int) -> None:
    whole = tier.predict_proba(PREPARED)
    parts = [tier.predict_proba([PREPARED[at] for at in part]) for part in (order[:cut], order[cut:])]
    np.testing.assert_allclose(np.vstack(parts), whole[order], rtol=0, atol=1e-9)


def test_a_decision_is_the_scores_with_the_tier_that_gave_each(tier: Tier) -> None:
    scores, names = tier.decide(PREPARED)
    np.testing.assert_allclose(scores, tier.predict_proba(PREPARED), rtol=0, atol=1e-12)
    assert names == tier.deciders(PREPARED)
    assert set(names) <= {"linear", "transformer"}
    assert len(names) == len(PREPARED)


def test_threads_share_a_tier(tier: Tier) -> None:
    expected = tier.predict_proba(PREPARED)
    with ThreadPoolExecutor(4) as pool:
        runs = list(pool.map(lambda _: tier.predict_proba(PREPARED), range(8)))
    for run in runs:
        np.testing.assert_allclose(run, expected, rtol=0, atol=1e-12)


@_SLOW_OR_ODD
@given(text=st.text(max_size=120) | st.sampled_from(TEXTS), label=st.sampled_from(LABELS))
def test_spans_lie_in_the_original_in_order_of_strength_and_do_not_overlap(tier: Tier, text: str, label: str) -> None:
    spans = tier.explain(Scorer.prepare(Message(text)), label)
    assert len(spans) <= MOST_SPANS
    assert {span.label for span in spans} <= {label}
    assert [abs(span.weight) for span in spans] == sorted((abs(span.weight) for span in spans), reverse=True)
    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    in_place = sorted((span.start, span.end) for span in spans)
    assert all(first_end <= start for (_, first_end), (start, _) in pairwise(in_place))


@pytest.mark.parametrize("label", LABELS)
def test_every_message_can_be_explained(tier: Tier, label: str) -> None:
    for message in PREPARED:
        spans = tier.explain(message, label)
        assert spans or not _has_words(message)


def _has_words(message: Prepared) -> bool:
    return message.normalised.original in TEXTS


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Сегодня вечером будет тренировка, приходи", ("language",)),
        ("今晩は訓練があります", ("language",)),
        ("да", ("language",)),
        (TEXTS[0], ()),
        ("söker nån, café, één euro", ()),
        ("💥💥", ()),
        ("...", ()),
        ("", ()),
        ("hij zei да tegen de hele groep en liep door", ()),
    ],
)
def test_a_text_in_a_script_that_is_not_served_is_unsure(tier: Tier, text: str, expected: tuple[str, ...]) -> None:
    assert tier.unsure(Scorer.prepare(Message(text))) == expected
