from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.cascade import CascadeTier, Cascading, Passing
from models.contract import LABELS, Evidence, Message, Prepared, Scores, Tier
from models.errors import TierFileError
from models.joining import Joining, Weights
from models.scorer import Scorer
from models.thresholds import Thresholds, unsure_from
from tests.support.encoders import SLOW_ALONE, TinyEncoder, sealed_again, tiny_bundle
from tests.support.tiers import TEXTS, small_bundle

_SCORES = {"": 0.0, "ruled out": 0.05, "just below": 0.29, "passes": 0.3, "sure": 0.99}
_BATCH = [Scorer.prepare(Message(text)) for text in _SCORES]
_MESSAGES = [Message(text) for text in (*TEXTS, "", "hoi")]


class _Said(Tier):
    """Says of `f4_sale` what was written down, 0.2 of `recruitment`, and keeps what it was asked."""

    def __init__(self, name: str, scores: dict[str, float]) -> None:
        self.name = name
        self._scores = scores
        self.asked: list[str] = []

    def predict_proba(self, batch: Sequence[Prepared]) -> Scores:
        texts = [message.normalised.text for message in batch]
        self.asked += texts
        return np.array([(0.2, self._scores[text]) for text in texts]).reshape(-1, 2)

    def explain(self, message: Prepared, label: str) -> tuple[Evidence, ...]:
        return (Evidence(label, 0, len(message.normalised.text), 1.0 if self.name == "linear" else 2.0),)


def _cascade(*, passing: float = 0.3, threshold: float = 0.1) -> tuple[CascadeTier, _Said]:
    slow = _Said("transformer", dict.fromkeys(_SCORES, 0.6))
    thresholds = Thresholds({"recruitment": 0.5, "f4_sale": threshold}, "a test")
    passes = Passing({"recruitment": 0.9, "f4_sale": passing})
    return CascadeTier(_Said("linear", _SCORES), slow, Cascading(passes, SLOW_ALONE), thresholds), slow


def test_what_reaches_the_pass_threshold_of_either_label_is_decided_by_the_slow_tier() -> None:
    cascade, slow = _cascade()
    scores, names = cascade.decide(_BATCH)
    assert names == ("linear", "linear", "linear", "transformer", "transformer")
    assert slow.asked == ["passes", "sure"]
    assert scores[3:, 1].tolist() == pytest.approx([0.6, 0.6])


@pytest.mark.parametrize("threshold", [0.0, 1e-7, 0.1, 0.5, 1.0])
def test_what_is_kept_stays_below_the_unsure_band_in_the_order_of_the_fast_tier(threshold: float) -> None:
    cascade, _ = _cascade(passing=1.1, threshold=threshold)
    kept = cascade.predict_proba(_BATCH)
    least = {"recruitment": unsure_from(0.5), "f4_sale": unsure_from(threshold)}
    for at, label in enumerate(LABELS):
        assert (np.round(kept[:, at], 6) < least[label]).all() or least[label] < 1e-6
        assert (kept[:, at] >= 0).all()
    assert (np.diff(kept[:, 1]) > 0).all() or least["f4_sale"] < 1e-6


def test_scores_of_what_is_kept_are_in_proportion_and_not_cut_off() -> None:
    cascade, _ = _cascade(passing=1.1, threshold=0.2)
    kept = cascade.predict_proba(_BATCH)
    assert kept[:, 1].tolist() == pytest.approx([0.1 * score for score in _SCORES.values()], abs=1e-5)
    assert kept[:, 0].tolist() == pytest.approx([0.25 * 0.2] * len(_BATCH), abs=1e-5)


def test_what_the_cascade_ruled_out_is_neither_unsure_nor_urgent() -> None:
    text = "klusje bij een voordeur vannacht"
    fast, slow = _Said("linear", {text: 0.49}), _Said("transformer", {text: 0.49})
    thresholds = Thresholds(dict.fromkeys(LABELS, 0.3), "a test")  # 0.2 and 0.49 are at or above half of it
    cascades = (
        CascadeTier(fast, slow, Cascading(Passing(dict.fromkeys(LABELS, value)), SLOW_ALONE), thresholds)
        for value in (0.5, 0.1)
    )
    kept, asked = (
        Scorer("v", {"cascade": cascade}, {"cascade": thresholds}).score([Message(text)])[0] for cascade in cascades
    )
    assert (kept.tier, kept.labels, kept.unsure, kept.priority) == ("linear", (), (), None)
    assert (asked.tier, asked.labels, asked.unsure, asked.priority) == ("transformer", ("f4_sale",), ("score",), "P0")


def test_a_text_with_nothing_to_read_is_kept_even_where_everything_passes() -> None:
    cascade, slow = _cascade(passing=0.0)
    assert cascade.deciders(_BATCH)[0] == "linear"
    cascade.predict_proba(_BATCH)
    assert "" not in slow.asked


def test_what_stands_beside_a_raised_message_goes_on_whatever_the_fast_tier_says() -> None:
    cascade, slow = _cascade()
    texts = ("", "ruled out", "just below")
    closer = [Scorer.prepare(Message(text, closer=True)) for text in texts]
    scores, names = cascade.decide(closer)
    assert names == cascade.deciders(closer) == ("linear", "transformer", "transformer")
    assert slow.asked == ["ruled out", "just below"]
    assert scores[1:, 1].tolist() == pytest.approx([0.6, 0.6])


def test_a_copy_that_is_looked_at_closer_does_not_reuse_the_score_of_one_that_was_not() -> None:
    cascade, slow = _cascade()
    scorer = Scorer("v", {"cascade": cascade}, {"cascade": Thresholds(dict.fromkeys(LABELS, 0.5), "a test")})
    for closer in (False, True, False, True):
        scorer.score([Message("ruled out", closer=closer)])
    assert slow.asked == ["ruled out"]
    keys = {Scorer.prepare(Message("ruled out", closer=closer)).copy_key("v") for closer in (False, True)}
    assert len(keys) == 2


def test_what_stands_out_is_raised_or_unsure_and_nothing_below() -> None:
    thresholds = Thresholds({"recruitment": 0.4, "f4_sale": 0.6}, "a test")
    scorer = Scorer("v", {"linear": _Said("linear", _SCORES)}, {"linear": thresholds})
    found = [scorer.stands_out(pair) for pair in ((0.4, 0.0), (0.2, 0.0), (0.19, 0.29), (0.0, 0.3), (0.0, 0.6))]
    assert found == [True, True, False, True, True]


def test_a_bundle_with_one_tier_rules_nothing_out_and_one_with_two_what_the_fast_one_keeps(
    tiny: TinyEncoder, tmp_path: Path
) -> None:
    small_bundle(tmp_path / "one")
    tiny_bundle(tiny, tmp_path / "two")
    one, two = (Scorer.load(tmp_path / name) for name in ("one", "two"))
    assert [one.rules_out("linear"), two.rules_out("linear"), two.rules_out("transformer")] == [False, True, False]


def test_short_messages_are_read_with_those_around_them_and_long_ones_alone(tiny: TinyEncoder, tmp_path: Path) -> None:
    tiny_bundle(tiny, tmp_path)
    scorer = Scorer.load(tmp_path)
    assert scorer.reads_context("dm, nog 40")
    assert scorer.reads_context("")
    assert not scorer.reads_context("morgen weer gewoon training " * 12)


def test_who_decides_can_be_asked_without_the_slow_tier() -> None:
    cascade, slow = _cascade()
    assert cascade.deciders(_BATCH)[-1] == "transformer"
    assert slow.asked == []


def test_the_tier_that_decided_explains() -> None:
    cascade, _ = _cascade()
    kept, passed = (cascade.explain(message, "f4_sale")[0].weight for message in (_BATCH[1], _BATCH[4]))
    assert (kept, passed) == (1.0, 2.0)


def test_both_tiers_have_a_say_in_what_goes_on() -> None:
    slow = _Said("transformer", dict.fromkeys(_SCORES, 0.6))
    joining = Joining({label: Weights(fast=1.0, slow=1.0, offset=0.0) for label in LABELS})
    cascading = Cascading(Passing(dict.fromkeys(LABELS, 0.3)), joining)
    cascade = CascadeTier(_Said("linear", _SCORES), slow, cascading, Thresholds(dict.fromkeys(LABELS, 0.5), "a test"))
    passes, sure = cascade.predict_proba(_BATCH)[3:, 1]
    assert passes == pytest.approx(0.6 * 0.3 / (0.6 * 0.3 + 0.4 * 0.7))
    assert sure == pytest.approx(0.6 * 0.99 / (0.6 * 0.99 + 0.4 * 0.01))


def test_what_makes_one_tier_of_two_is_the_same_after_it_was_written_and_read(tmp_path: Path) -> None:
    weights = {"recruitment": Weights(0.4, 0.8, -0.1), "f4_sale": Weights(0.5, 0.7, 0.2)}
    cascading = Cascading(Passing({"recruitment": 0.02, "f4_sale": 0.03}), Joining(weights))
    cascading.save(tmp_path / "cascade.json")
    assert Cascading.load(tmp_path / "cascade.json") == cascading


_PASS = '"pass": {"recruitment": 0.1, "f4_sale": 0.1}'
_TOO_LITTLE = [
    "{",
    "[]",
    "{}",
    '{"pass": {"recruitment": 0.1}}',
    '{"pass": 3}',
    f"{{{_PASS}}}",
    f'{{{_PASS}, "join": 3}}',
    f'{{{_PASS}, "join": {{"recruitment": {{"fast": 1}}, "f4_sale": {{"fast": 1}}}}}}',
    f'{{{_PASS}, "join": {{"recruitment": 1, "f4_sale": 1}}}}',
]


@pytest.mark.parametrize("content", [None, *_TOO_LITTLE])
def test_a_cascade_file_that_says_too_little_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "cascade.json").write_text(content)
    with pytest.raises(TierFileError) as caught:
        Cascading.load(tmp_path / "cascade.json")
    assert caught.value.code == "tier_file"
    assert caught.value.remedy


def test_a_bundle_with_both_tiers_says_of_each_message_which_tier_decided(tiny: TinyEncoder, tmp_path: Path) -> None:
    assert tiny_bundle(tiny, tmp_path).tiers == ("linear", "transformer")
    scorer = Scorer.load(tmp_path, threads=1)
    linear, transformer, cascade = (scorer.score(_MESSAGES, tier=t) for t in ("linear", "transformer", "cascade"))
    assert {scored.tier for scored in linear} == {"linear"}
    assert {scored.tier for scored in transformer} == {"transformer"}
    assert {scored.tier for scored in cascade} == {"linear", "transformer"}
    for slow, fast, scored in zip(transformer, linear, cascade, strict=True):
        passes = max(fast.scores.values()) >= 0.4
        assert scored.tier == ("transformer" if passes else "linear")
        kept = {label: pytest.approx(score * unsure_from(0.5), abs=1e-5) for label, score in fast.scores.items()}
        joined = {label: pytest.approx(score, abs=1e-9) for label, score in slow.scores.items()}
        assert scored.scores == (joined if passes else kept)
        assert scored.labels == (slow.labels if passes else ())
        assert scored.explanation == (slow.explanation if passes else ())


def test_each_tier_of_a_bundle_has_its_own_thresholds_and_the_cascade_those_of_the_slow_tier(
    tiny: TinyEncoder, tmp_path: Path
) -> None:
    tiny_bundle(tiny, tmp_path, passing=0.0, threshold=0.3)
    scorer = Scorer.load(tmp_path)
    for tier, threshold in (("linear", 0.9), ("transformer", 0.3), ("cascade", 0.3)):
        for scored in scorer.score(_MESSAGES, tier=tier):
            assert scored.labels == tuple(label for label in LABELS if scored.scores[label] >= threshold)


def test_a_copy_with_known_scores_still_tells_which_tier_decided(tiny: TinyEncoder, tmp_path: Path) -> None:
    tiny_bundle(tiny, tmp_path)
    first = Scorer.load(tmp_path).score(_MESSAGES)
    known = [(scored.scores["recruitment"], scored.scores["f4_sale"]) for scored in first]
    prepared = [Scorer.prepare(message) for message in _MESSAGES]
    fresh = Scorer.load(tmp_path)
    assert fresh.score_prepared(prepared, known=known) == first
    assert fresh.score_prepared(prepared) == first


def test_an_unsure_message_says_so_in_a_bundle_with_one_tier_too() -> None:
    foreign, known = Scorer.load().score([Message("Сегодня вечером будет тренировка"), Message("tot morgen")])
    assert (foreign.unsure, known.unsure) == (("language",), ())


@pytest.mark.parametrize("name", ["cascade.json", "calibration.json", "thresholds.json"])
def test_a_bundle_that_says_too_little_of_its_transformer_tier_is_refused(
    tiny: TinyEncoder, tmp_path: Path, name: str
) -> None:
    tiny_bundle(tiny, tmp_path)
    (tmp_path / name).unlink()
    if name != "cascade.json":
        of_one_tier = small_bundle(tmp_path.with_name("of-one-tier")).folder
        (tmp_path / name).write_bytes((of_one_tier / name).read_bytes())
    sealed_again(tmp_path)
    with pytest.raises(TierFileError) as caught:
        Scorer.load(tmp_path)
    assert caught.value.code == "tier_file"
    assert caught.value.remedy
