from __future__ import annotations

from pathlib import Path

import numpy as np

from models.contract import Message
from models.linear import load_tier, save_tier
from models.scorer import Scorer
from tests.support.tiers import CONCEPTS, TEXTS, conversation, small_tier


def _files(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_tier_scores_the_same_after_it_was_written_and_read(tmp_path: Path) -> None:
    tier = small_tier()
    save_tier(tier, CONCEPTS, tmp_path)
    again = load_tier(tmp_path, tier.calibration)
    batch = [Scorer.prepare(Message(text)) for text in TEXTS] + [conversation("doe mij", TEXTS[0])]
    # Weights are kept with 32 bits.
    np.testing.assert_allclose(again.predict_proba(batch), tier.predict_proba(batch), atol=1e-5)


def test_equal_tiers_give_equal_bytes_and_others_do_not(tmp_path: Path) -> None:
    for name, seed in (("a", 1), ("b", 1), ("c", 2)):
        save_tier(small_tier(seed), CONCEPTS, tmp_path / name)
    assert _files(tmp_path / "a") == _files(tmp_path / "b") != _files(tmp_path / "c")


def test_nothing_is_stored_but_json_and_safetensors(tmp_path: Path) -> None:
    save_tier(small_tier(), CONCEPTS, tmp_path)
    assert {path.suffix for path in tmp_path.iterdir()} == {".json", ".safetensors"}
