from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.training.encoder.tiny import PIECES, write_tiny_encoder
from training.encoder.embedding import Embedder
from training.encoder.languages import LanguageFigures, measure_languages, served_languages
from training.encoder.prune import prune_encoder
from training.encoder.sentences import SENTENCES

SOUND = LanguageFigures("nl", 12, 0.0, 0.01, 1.4, 1.5, 0.9, 0.98, 12)


def test_every_language_says_the_same_in_as_many_sentences() -> None:
    assert {len(sentences) for sentences in SENTENCES.values()} == {12}
    every = [one for sentences in SENTENCES.values() for one in sentences]
    assert len(set(every)) == len(every)


def test_a_language_is_served_up_to_the_very_bounds() -> None:
    assert served_languages([SOUND]) == ["nl"]


@pytest.mark.parametrize("beyond", [{"cosine_mean": 0.979}, {"unknown_after": 0.011}])
def test_a_language_beyond_a_bound_is_not_served(beyond: dict[str, float]) -> None:
    assert served_languages([SOUND, replace(SOUND, language="en", **beyond)]) == ["nl"]  # type: ignore[arg-type]  # fields by name


def test_an_encoder_that_nothing_was_pruned_from_has_lost_nothing(tmp_path: Path) -> None:
    embedder = Embedder(write_tiny_encoder(tmp_path))
    for found in measure_languages(embedder, embedder):
        assert found.cosine_min == pytest.approx(1, abs=1e-5)
        assert found.unknown_after == found.unknown_before > 0
        assert found.tokens_per_word_after == found.tokens_per_word_before
        assert not found.served


def test_what_pruning_took_shows_in_the_languages_that_used_it(tmp_path: Path) -> None:
    full = write_tiny_encoder(tmp_path / "full")
    prune_encoder(full, tmp_path / "pruned", [at for at, piece in enumerate(PIECES) if piece != "ß"])
    found = {one.language: one for one in measure_languages(Embedder(full), Embedder(tmp_path / "pruned"))}
    assert found["de"].cosine_min < 1 - 1e-5
    assert found["en"].cosine_min == pytest.approx(1, abs=1e-5)
