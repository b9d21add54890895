from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest

from labeling.ordinary import OrdinaryLine
from models.bundle import Bundle
from models.scorer import Scorer
from tests.support.trainable import separable_rows, write_trainable_encoder
from training.fast_tiers import KEPT, fast_tier_curves

ROWS = separable_rows(96)
KNOWN = [row for row in ROWS if row.author_batch != "b3"]
ASKED = [row for row in ROWS if row.author_batch == "b3"]
LINES = [OrdinaryLine("nl", text) for text in ("goedemorgen allemaal", "wie haalt de kinderen", "mooi weer vandaag")]


@pytest.fixture(scope="module")
def curves(both_tiers: Bundle, tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    encoder: Path = write_trainable_encoder(tmp_path_factory.mktemp("trainable") / "tiny")
    raised = np.array([row.labels for row in ASKED], bool)
    scorer = Scorer.load(both_tiers.folder)
    return fast_tier_curves(ASKED, KNOWN, LINES, raised, scorer, encoder=encoder, tell=lambda *_: None)


def test_each_candidate_is_weighed_at_every_setting(curves: list[dict[str, Any]]) -> None:
    names = [curve["fast_tier"] for curve in curves]
    assert names == ["linear tier", "linear tier with its sieve", "TF-IDF + LR", "mean of word embeddings, distilled"]
    assert all([point["kept"] for point in curve["points"]] == list(KEPT) for curve in curves)


def test_who_keeps_more_passes_no_less_on(curves: list[dict[str, Any]]) -> None:
    for curve in curves:
        for figure in ("recall", "passed"):
            values = [point[figure] for point in curve["points"]]
            assert values == sorted(values)
        assert curve["points"][-1]["recall"] == 1.0


def test_at_least_as_much_is_kept_as_is_asked_for(curves: list[dict[str, Any]]) -> None:
    assert all(point["recall"] >= point["kept"] for curve in curves for point in curve["points"])


def test_a_model_that_has_learned_the_words_passes_no_ordinary_line(curves: list[dict[str, Any]]) -> None:
    (plain,) = (curve for curve in curves if curve["fast_tier"] == "TF-IDF + LR")
    assert plain["points"][0]["passed"] == 0.0


def test_without_an_encoder_its_candidate_is_left_out(both_tiers: Bundle) -> None:
    raised = np.zeros((len(ASKED), 2), bool)
    scorer = Scorer.load(both_tiers.folder)
    found = fast_tier_curves(ASKED, KNOWN, LINES, raised, scorer, encoder=None, tell=lambda *_: None)
    assert [curve["fast_tier"] for curve in found] == ["linear tier", "linear tier with its sieve", "TF-IDF + LR"]
    assert all(point == point | {"recall": 1.0, "passed": 0.0} for curve in found for point in curve["points"])
