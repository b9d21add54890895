from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.contract import LABELS, ContextMessage, Evidence, Message, Prepared, Scores, Tier
from models.scorer import MOST_AFTER, MOST_BEFORE, Scorer, TierMissingError, TierUnknownError
from models.thresholds import Thresholds
from tests.support.tiers import TEXTS, small_bundle, small_tier

MESSAGES = [Message(text) for text in TEXTS]


class CountingTier(Tier):
    """The small tier, which keeps what it was asked."""

    name = "linear"

    def __init__(self) -> None:
        self._tier = small_tier()
        self.asked: list[str] = []

    def predict_proba(self, batch: Sequence[Prepared]) -> Scores:
        self.asked += [message.normalised.text for message in batch]
        return self._tier.predict_proba(batch)

    def explain(self, message: Prepared, label: str) -> tuple[Evidence, ...]:
        return self._tier.explain(message, label)


def _scorer(tier: Tier | None = None, threshold: float = 0.5) -> Scorer:
    thresholds = Thresholds(dict.fromkeys(LABELS, threshold), "a test")
    return Scorer("v", {"linear": tier or small_tier()}, {"linear": thresholds})


def test_messages_are_scored_in_the_order_given() -> None:
    scored = _scorer().score(MESSAGES)
    alone = [_scorer().score([message])[0] for message in MESSAGES]
    assert [result.scores for result in scored] == [pytest.approx(result.scores) for result in alone]


def test_only_raised_labels_are_explained_and_nothing_without_explain() -> None:
    scorer = _scorer()
    for result in scorer.score(MESSAGES):
        assert {span.label for span in result.explanation} == set(result.labels)
    assert not any(result.explanation for result in scorer.score(MESSAGES, explain=False))


def test_a_copy_letter_by_letter_is_answered_alike_for_whom_it_was_asked() -> None:
    scorer = _scorer()
    near = ContextMessage("wie heeft er nog cobra")
    asked = [
        Message("cobra te koop"),
        Message("cobra te koop", before=(near,)),
        Message("cobra te koop", after=(near,)),
        Message("cobra te koop", is_past=True),
        Message("cobra te koop wie heeft er nog cobra"),
    ]
    first = scorer.score(asked)
    assert scorer.score(asked) == first == [_scorer().score([message])[0] for message in asked]
    assert scorer.score(asked, explain=False) == _scorer().score(asked, explain=False)


def test_a_copy_does_not_ask_the_model_again() -> None:
    tier = CountingTier()
    scorer = _scorer(tier)
    scorer.score([Message("cobra te koop"), Message("COBRA  te koop"), Message("deur")])
    scorer.score([Message("cobra te koop")])
    assert tier.asked == ["cobra te koop", "deur"]


def test_a_copy_in_another_context_is_scored_by_itself() -> None:
    tier = CountingTier()
    scorer = _scorer(tier)
    scorer.score([Message("doe mij er"), Message("doe mij er", before=(ContextMessage("cobra"),))])
    assert tier.asked == ["doe mij er"] * 2


def test_known_scores_are_taken_over_while_labels_and_explanation_are_worked_out() -> None:
    tier = CountingTier()
    scorer = _scorer(tier, threshold=0.9)
    prepared = [scorer.prepare(Message("cobra te koop")), scorer.prepare(Message("deur"))]
    known, fresh = scorer.score_prepared(prepared, known=[(0.01, 0.95), None])
    assert known.scores == {"recruitment": 0.01, "f4_sale": 0.95}
    assert known.labels == ("f4_sale",)
    assert known.explanation
    assert tier.asked == ["deur"]
    assert fresh.model == "v"


@pytest.mark.parametrize("text", ["", "   ", "\n\t", "\u200b"])
def test_a_text_with_nothing_to_read_scores_zero_in_no_language(text: str) -> None:
    result = _scorer().score([Message(text, before=(ContextMessage("cobra te koop"),))])[0]
    assert result.scores == {"recruitment": 0.0, "f4_sale": 0.0}
    assert result.labels == ()
    assert result.lang is None


@settings(deadline=None)
@given(st.lists(st.text(max_size=50), max_size=5))
def test_any_text_gets_scores(texts: list[str]) -> None:
    scored = _scorer().score([Message(text) for text in texts])
    assert len(scored) == len(texts)
    assert all(0 <= score <= 1 for result in scored for score in result.scores.values())


def test_only_the_nearest_messages_of_the_context_are_read() -> None:
    around = tuple(ContextMessage(f"bericht {number}") for number in range(30))
    prepared = Scorer.prepare(Message("ja", before=around, after=around))
    assert prepared.before == tuple(near.text for near in around[-MOST_BEFORE:])
    assert prepared.after == tuple(near.text for near in around[:MOST_AFTER])


def test_the_cascade_of_a_bundle_with_one_tier_is_that_tier() -> None:
    scorer = _scorer()
    cascade, linear = scorer.score(MESSAGES), scorer.score(MESSAGES, tier="linear")
    assert cascade == linear
    assert cascade[0].tier == "linear"


def test_a_tier_that_the_bundle_has_not_is_refused_even_for_no_messages() -> None:
    with pytest.raises(TierMissingError, match="no transformer tier") as caught:
        _scorer().score([], tier="transformer")
    assert caught.value.code == "tier_missing"


def test_an_unknown_tier_is_refused() -> None:
    with pytest.raises(TierUnknownError):
        _scorer().score([], tier="quantum")


def test_threads_share_a_scorer() -> None:
    scorer = _scorer()
    expected = [result.scores for result in scorer.score(MESSAGES)]
    with ThreadPoolExecutor(8) as pool:
        runs = list(pool.map(lambda _: _scorer_scores(scorer), range(32)))
    assert all(run == expected for run in runs)


def _scorer_scores(scorer: Scorer) -> list[dict[str, float]]:
    return [result.scores for result in scorer.score(MESSAGES)]


def test_a_bundle_is_loaded_from_its_folder(tmp_path: Path) -> None:
    small_bundle(tmp_path, version="test.2")
    assert Scorer.load(tmp_path).version == "test.2"


def test_every_message_has_its_priority_worked_out_anew_also_a_copy_with_known_scores() -> None:
    scorer = _scorer(threshold=0.9)
    prepared = [scorer.prepare(Message(text)) for text in ("we blazen je deur eruit vannacht", "doos cobra", "hoi")]
    threat, sale, talk = scorer.score_prepared(prepared, known=[(0.0, 0.0), (0.0, 0.95), (0.1, 0.1)])
    assert (threat.priority, threat.labels) == ("P0", ())
    assert threat.priority_reason == ("threat_words", "target_named", "time_within_48_hours")
    assert (sale.priority, sale.priority_reason) == ("P2", ("f4_sale_raised", "bulk"))
    assert (talk.priority, talk.priority_reason) == (None, ())


def test_the_unsure_band_follows_the_threshold_of_the_bundle() -> None:
    message = [Scorer.prepare(Message("klusje bij een voordeur vannacht"))]
    low, high = (
        _scorer(threshold=threshold).score_prepared(message, known=[(0.3, 0.0)])[0] for threshold in (0.5, 0.7)
    )
    assert (low.priority, low.labels) == ("P0", ())
    assert high.priority is None


def test_an_unsure_score_is_told_beside_an_unsure_language_also_of_a_copy_with_known_scores() -> None:
    prepared = [Scorer.prepare(Message(text)) for text in ("Сегодня вечером будет тренировка", "hoi", "tot morgen")]
    known = [(0.3, 0.0), (0.0, 0.3), (0.2, 0.9)]
    scored = _scorer(threshold=0.5).score_prepared(prepared, known=known)
    assert [each.unsure for each in scored] == [("language", "score"), ("score",), ()]


def test_the_shipped_bundle_sets_an_attack_for_tonight_before_a_price_list() -> None:
    attack, goods, news = Scorer.load().score(
        [
            Message("Gezocht: 2 man voor knal bij voordeur vannacht, materiaal ligt klaar, 750 p.p., stuur pb"),
            Message("cobra 6 ophalen vannacht, 8 euro p/s"),
            Message("Vannacht is bij een woning een explosief afgegaan, de politie zoekt getuigen"),
        ]
    )
    assert attack.priority == "P0"
    assert goods.priority == "P3"
    assert news.priority != "P0"


def test_the_shipped_bundle_tells_an_offer_from_ordinary_talk() -> None:
    offer, talk = Scorer.load().score(
        [
            Message("Cobra 6 te koop, 12 euro per stuk, doos van 50, alleen contant, pb"),
            Message("wie rijdt er morgen mee"),
        ]
    )
    assert offer.scores["f4_sale"] > 0.5 > talk.scores["f4_sale"]
    assert talk.labels == ()
