from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from models.bundle import open_bundle
from models.cascade import CascadeTier, Passing
from models.contract import LABELS, Evidence, Message, Prepared, Scores, Tier
from models.errors import TierFileError
from models.scorer import Scorer
from models.thresholds import Thresholds
from tests.support.encoders import TinyEncoder, sealed_again, tiny_bundle
from tests.support.tiers import TEXTS

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
    return CascadeTier(_Said("linear", _SCORES), slow, passes, thresholds), slow


def test_what_reaches_the_pass_threshold_of_either_label_is_decided_by_the_slow_tier() -> None:
    cascade, slow = _cascade()
    scores, names = cascade.decide(_BATCH)
    assert names == ("linear", "linear", "linear", "transformer", "transformer")
    assert slow.asked == ["passes", "sure"]
    assert scores[3:, 1].tolist() == [0.6, 0.6]


def test_what_is_kept_can_never_raise_a_label() -> None:
    cascade, _ = _cascade(threshold=0.1)
    kept = cascade.predict_proba(_BATCH)[:3]
    assert kept[:, 1].tolist() == pytest.approx([0.0, 0.05, 0.1], abs=1e-5)
    assert (kept[:, 1] < 0.1).all()
    assert kept[:, 0].tolist() == [0.2] * 3


def test_a_text_with_nothing_to_read_is_kept_even_where_everything_passes() -> None:
    cascade, slow = _cascade(passing=0.0)
    assert cascade.deciders(_BATCH)[0] == "linear"
    cascade.predict_proba(_BATCH)
    assert "" not in slow.asked


def test_who_decides_can_be_asked_without_the_slow_tier() -> None:
    cascade, slow = _cascade()
    assert cascade.deciders(_BATCH)[-1] == "transformer"
    assert slow.asked == []


def test_the_tier_that_decided_explains() -> None:
    cascade, _ = _cascade()
    kept, passed = (cascade.explain(message, "f4_sale")[0].weight for message in (_BATCH[1], _BATCH[4]))
    assert (kept, passed) == (1.0, 2.0)


def test_the_pass_thresholds_are_the_same_after_they_were_written_and_read(tmp_path: Path) -> None:
    passing = Passing({"recruitment": 0.02, "f4_sale": 0.03})
    passing.save(tmp_path / "cascade.json")
    assert Passing.load(tmp_path / "cascade.json") == passing


@pytest.mark.parametrize("content", [None, "{", "[]", "{}", '{"pass": {"recruitment": 0.1}}', '{"pass": 3}'])
def test_a_cascade_file_that_says_too_little_is_refused(tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "cascade.json").write_text(content)
    with pytest.raises(TierFileError) as caught:
        Passing.load(tmp_path / "cascade.json")
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
        assert scored.scores == (slow.scores if passes else fast.scores)
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
        (tmp_path / name).write_bytes((open_bundle().folder / name).read_bytes())
    sealed_again(tmp_path)
    with pytest.raises(TierFileError) as caught:
        Scorer.load(tmp_path)
    assert caught.value.code == "tier_file"
    assert caught.value.remedy
