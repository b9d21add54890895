from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from scipy.special import expit

from labeling.corpus import CorpusRow
from models.contract import LABELS, Evidence, Prepared, Scores, Tier
from models.scorer import Scorer
from models.thresholds import Thresholds
from tests.support.corpora import read_slice
from tests.support.rows import sound
from training.faithfulness import MOST_MESSAGES, faithfulness

COUNTS, SAYS_NOTHING = "cobra", "fiets"
"""Words of one length: the one raises a sale, the other nothing."""
WEIGHT = 3.0


class _OneWordTier(Tier):
    """A sale is what names the one word; it points at a word that it is told."""

    def __init__(self, points_at: str, name: str = "linear") -> None:
        self.name = name
        self._points_at = points_at

    def predict_proba(self, batch: Sequence[Prepared]) -> Scores:
        found = np.array([COUNTS in message.normalised.text.split() for message in batch])
        return np.column_stack([np.full(len(batch), 0.01), expit(WEIGHT * found - 1)])

    def explain(self, message: Prepared, label: str) -> tuple[Evidence, ...]:
        start = message.normalised.original.find(self._points_at)
        return () if start < 0 else (Evidence(label, start, start + len(self._points_at), WEIGHT),)


def _scorer(*tiers: Tier) -> Scorer:
    thresholds = Thresholds(dict.fromkeys(LABELS, 0.5), "a test")
    return Scorer("v", {tier.name: tier for tier in tiers}, {tier.name: thresholds for tier in tiers})


def _rows(*texts: str) -> list[CorpusRow]:
    return [CorpusRow(**sound(id=f"batch-{at:03}", text=text)) for at, text in enumerate(texts)]


ROWS = _rows(*(f"nog een {COUNTS} en een {SAYS_NOTHING} voor nummer {number}" for number in range(60)))


def test_an_explanation_that_points_at_the_cause_is_told_from_chance() -> None:
    found = faithfulness(_scorer(_OneWordTier(COUNTS)), ROWS)["linear"]["f4_sale"]
    assert found["n"] == len(ROWS)
    assert found["drop_marked"] == pytest.approx(WEIGHT)
    assert found["drop_random"] == pytest.approx(0)
    assert found["difference"] == pytest.approx(WEIGHT)
    assert found["difference_low"] > 0
    assert found["share"] == 1


def test_an_explanation_that_points_elsewhere_is_worse_than_chance() -> None:
    found = faithfulness(_scorer(_OneWordTier(SAYS_NOTHING)), ROWS)["linear"]["f4_sale"]
    assert found["drop_marked"] == pytest.approx(0)
    assert found["drop_random"] > 0
    assert found["difference_low"] <= found["difference"] <= found["difference_high"] < 0
    assert found["share"] < 0.9


def test_the_words_to_hold_against_are_about_as_long_as_the_marked_ones() -> None:
    rows = _rows(f"{COUNTS} a bb ccc dddd eeeee fffff ggggg hhhhhhhhhhhh iiiiiiiiiiiiiiii")
    found = faithfulness(_scorer(_OneWordTier(COUNTS)), rows)["linear"]["f4_sale"]
    assert found["characters_marked"] == found["characters_random"] == len(COUNTS)


def test_where_more_words_are_marked_than_left_both_sides_lose_as_many() -> None:
    rows = _rows(f"{COUNTS} abcde {SAYS_NOTHING}")
    found = faithfulness(_scorer(_OneWordTier(f"{COUNTS} abcde")), rows)["linear"]["f4_sale"]
    assert found["characters_marked"] == found["characters_random"] == len(COUNTS)
    assert found["drop_marked"] == pytest.approx(WEIGHT)


def test_messages_without_a_marked_or_without_another_word_are_counted_apart() -> None:
    rows = _rows(COUNTS, f"{SAYS_NOTHING} {COUNTS}", f"een {COUNTS}")
    all_marked = faithfulness(_scorer(_OneWordTier(COUNTS)), rows)["linear"]["f4_sale"]
    assert (all_marked["n"], all_marked["nothing_unmarked"], all_marked["nothing_marked"]) == (2, 1, 0)
    none_marked = faithfulness(_scorer(_OneWordTier(SAYS_NOTHING)), rows)["linear"]["f4_sale"]
    assert (none_marked["n"], none_marked["nothing_unmarked"], none_marked["nothing_marked"]) == (1, 0, 2)


def test_a_label_that_nothing_raises_has_no_figures() -> None:
    found = faithfulness(_scorer(_OneWordTier(COUNTS)), ROWS)["linear"]["recruitment"]
    assert found["n"] == 0
    assert found["difference"] is found["share"] is None
    assert json.loads(json.dumps(found)) == found


def test_each_tier_of_a_bundle_is_measured_by_its_own_explanations() -> None:
    scorer = _scorer(_OneWordTier(SAYS_NOTHING), _OneWordTier(COUNTS, "transformer"))
    found = faithfulness(scorer, ROWS)
    assert list(found) == ["linear", "transformer"]
    assert found["linear"]["f4_sale"]["difference"] < 0 < found["transformer"]["f4_sale"]["difference"]


def test_at_most_so_many_messages_are_measured_and_the_seed_decides_which() -> None:
    rows = _rows(*(f"{COUNTS} en {SAYS_NOTHING} of wat woorden tot {number:05}" for number in range(300)))
    scorer = _scorer(_OneWordTier(SAYS_NOTHING))
    first, again, other = (faithfulness(scorer, rows, seed)["linear"]["f4_sale"] for seed in (7, 7, 8))
    assert first["n"] == MOST_MESSAGES
    assert first == again
    assert first != other


def test_the_linear_tier_that_comes_with_lont_points_at_what_counts(tmp_path: Path) -> None:
    found = faithfulness(Scorer.load(), read_slice(tmp_path))["linear"]
    for label in LABELS:
        assert found[label]["n"] >= 30
        assert found[label]["difference_low"] > 0
        assert found[label]["share"] > 0.8
