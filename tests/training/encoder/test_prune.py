from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.training.encoder.tiny import PIECES, tiny_tokenizer, write_tiny_encoder
from training.encoder.embedding import Embedder
from training.encoder.pretrained import load_tokenizer
from training.encoder.prune import kept_tokens, prune_encoder
from training.errors import TrainingError

LAST = len(PIECES) - 1
ALWAYS = ["<s>", "<pad>", "</s>", "<unk>", "<mask>", "▁straße", "!!", "2024", "▁12", *"▁aceqz:.!?0123456789ßаοα😅"]
WEIGHTS = np.linspace(0, 1, len(PIECES))


def ids(pieces: list[str]) -> list[int]:
    return sorted(PIECES.index(piece) for piece in pieces if piece in PIECES)


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_encoder(tmp_path_factory.mktemp("encoder") / "full")


@given(size=st.integers(44, 47))
def test_exactly_as_many_tokens_are_kept_as_were_asked_for(size: int) -> None:
    kept = kept_tokens(PIECES, WEIGHTS, size)
    assert len(kept) == size
    assert kept == sorted(set(kept))


def test_special_tokens_digits_signs_emoji_eszett_and_lookalikes_are_kept_without_any_weight() -> None:
    assert set(ids(ALWAYS)) <= set(kept_tokens(PIECES, np.zeros(len(PIECES)), 46))


def test_words_go_in_by_their_weight() -> None:
    weights = np.zeros(len(PIECES))
    weights[PIECES.index("▁kom")], weights[PIECES.index("▁bus")] = 2, 1
    least = smallest_size()
    assert PIECES.index("▁kom") in kept_tokens(PIECES, weights, least + 1)
    assert PIECES.index("▁bus") not in kept_tokens(PIECES, weights, least + 1)
    assert PIECES.index("▁bus") in kept_tokens(PIECES, weights, least + 2)


def test_words_of_other_scripts_are_not_kept_for_want_of_better() -> None:
    with pytest.raises(TrainingError, match="Ask for fewer"):
        kept_tokens(PIECES, np.zeros(len(PIECES)), len(PIECES))


def test_fewer_tokens_than_are_always_kept_are_refused() -> None:
    with pytest.raises(TrainingError, match="Ask for more"):
        kept_tokens(PIECES, WEIGHTS, 10)


def smallest_size() -> int:
    for size in range(5, len(PIECES)):
        try:
            kept_tokens(PIECES, WEIGHTS, size)
        except TrainingError:
            continue
        return size
    raise AssertionError("no size is large enough")


@given(text=st.text(st.sampled_from("busrodkmlateßqy 0123!?中😅"), max_size=30), data=st.data())
@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_text_whose_tokens_were_kept_is_read_as_before(
    text: str, data: st.DataObject, full: Path, tmp_path: Path
) -> None:
    before = tiny_tokenizer().encode(text)
    more = data.draw(st.sets(st.integers(4, LAST - 1)))
    kept = sorted({0, 1, 2, 3, LAST, *before.ids} | more)
    prune_encoder(full, tmp_path, kept)
    after = load_tokenizer(tmp_path).encode(text)
    assert after.tokens == before.tokens
    assert [kept[one] for one in after.ids] == before.ids


def test_texts_of_kept_tokens_are_embedded_as_before(full: Path, tmp_path: Path) -> None:
    kept = [at for at, piece in enumerate(PIECES) if piece not in {"▁later", "▁中文", "▁اليوم", "k"}]
    prune_encoder(full, tmp_path, kept)
    before, after = Embedder(full), Embedder(tmp_path)
    texts = ["bus", "brood straße 2024!!", "bus bus 😅"]
    assert after.count_tokens(texts) == before.count_tokens(texts)
    assert np.allclose(before.embed(texts), after.embed(texts), atol=1e-6)
    lost = ["bus later"]
    assert not np.allclose(before.embed(lost), after.embed(lost), atol=1e-6)


def test_a_text_longer_than_the_positions_is_cut_off_and_embedded(full: Path) -> None:
    embedder = Embedder(full)
    assert embedder.count_tokens(["bus " * 500]) == [64]
    assert np.isfinite(embedder.embed(["bus " * 500])).all()


def test_padding_changes_no_embedding(full: Path) -> None:
    embedder = Embedder(full)
    together = embedder.embed(["bus", "brood brood brood straße 2024!!"])
    assert np.allclose(together[0], embedder.embed(["bus"])[0], atol=1e-6)
    assert np.allclose(np.linalg.norm(together, axis=1), 1, atol=1e-6)
