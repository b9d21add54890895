from __future__ import annotations

import numpy as np
import pytest

from labeling.corpus import CorpusRow
from labeling.ordinary import OrdinaryLine
from models.bundle import Bundle
from models.contract import Message
from models.scorer import Scorer
from tests.support.rows import NEITHER, sound
from training.holding_out import Held
from training.served_figures import cascade_ap_loss, cascade_share_passed, precision_at

TALK = {"messages": [{"author": "a", "text": "?"}, {"author": "b", "text": "een doos te koop"}], "target_index": 1}
ROWS = [
    CorpusRow.model_validate(sound(id=str(at), **changes))
    for at, changes in enumerate([{}, {}, NEITHER, NEITHER, TALK, NEITHER | TALK])
]


def _held(*scores: float) -> Held:
    both = np.column_stack([np.zeros(len(scores)), scores])
    return Held(both >= 0.5, both)


def _flags(per_1000: float, at_most: float, **changes: str) -> dict[str, object]:
    return {"lang": "all", "detector": "cascade", "per_1000": per_1000, "per_1000_at_most": at_most} | changes


def test_precision_falls_as_hits_become_rare_and_takes_the_upper_bound_at_its_worst() -> None:
    held = _held(0.9, 0.9, 0, 0, 0.1, 0)  # two hits of three
    records = precision_at(ROWS, {"cascade": held}, [_flags(10, 20)])
    assert [one["prevalence"] for one in records] == [0.01, 0.001, 0.0001]
    assert records[0]["recall"] == pytest.approx(2 / 3)
    assert records[0]["precision"] == pytest.approx(0.01 * 2 / 3 / (0.01 * 2 / 3 + 0.99 * 0.01))
    assert records[0]["precision_at_least"] == pytest.approx(0.01 * 2 / 3 / (0.01 * 2 / 3 + 0.99 * 0.02))
    assert records[0]["precision"] > records[1]["precision"] > records[2]["precision"]


def test_without_a_flag_only_the_bound_keeps_precision_from_being_whole() -> None:
    (first, *_) = precision_at(ROWS, {"cascade": _held(1, 1, 0, 0, 1, 0)}, [_flags(0, 4)])
    assert first["precision"] == 1
    assert first["precision_at_least"] < 1


def test_a_detector_that_finds_nothing_has_no_precision() -> None:
    assert {one["precision"] for one in precision_at(ROWS, {"cascade": _held(*[0] * 6)}, [_flags(0, 4)])} == {0.0}


def test_only_whole_sets_and_detectors_of_the_rows_count() -> None:
    records = [_flags(1, 2, lang="nl"), _flags(1, 2, detector="other")]
    assert precision_at(ROWS, {"cascade": _held(*[0] * 6)}, records) == []


def test_the_loss_of_the_cascade_is_told_for_messages_and_conversations() -> None:
    slow, both = _held(0.9, 0.8, 0.1, 0.1, 0.9, 0.1), _held(0.9, 0.1, 0.2, 0.1, 0.9, 0.1)
    loss = cascade_ap_loss(ROWS, slow, both)
    assert loss["recruitment"] == {"messages": None, "conversations": None}
    # Of the cascade's messages one hit ranks first, the other shares the third place with a miss: 1/2 + 1/2 * 2/4.
    assert loss["f4_sale"] == {"messages": pytest.approx(1 - 0.75), "conversations": 0}


def test_the_share_that_passes_is_that_of_messages_which_the_slow_tier_decides(both_tiers: Bundle) -> None:
    scorer = Scorer.load(both_tiers.folder, threads=1)
    texts = ["te koop cobra 6", "lekker weer vandaag", "doe mij er twintig", "tot zo", "wie gaat er mee"]
    decided = [one.tier for one in scorer.score([Message(text) for text in texts])]
    share = cascade_share_passed([OrdinaryLine("nl", text) for text in texts], scorer)
    assert share == decided.count("transformer") / 5
