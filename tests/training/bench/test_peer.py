from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from training.bench import peer as peers
from training.bench.peer import Peer, PeerShape, need_libraries
from training.errors import TrainingError

if TYPE_CHECKING:
    from tests.support.encoders import TinyEncoder

TEXTS = ["hoi", "wie gaat er mee naar de markt vanavond", "brood"]


@pytest.fixture(scope="module")
def tokenizer(bundle: Path) -> Path:
    return bundle / "transformer" / "tokenizer.json"


@pytest.fixture(scope="module")
def peer(tokenizer: Path, shape: PeerShape) -> Peer:
    return Peer.drawn(tokenizer, 24, shape)


def test_the_peer_scores_every_text_in_each_way(peer: Peer) -> None:
    assert peer.score_alone(TEXTS) == peer.score_together(TEXTS) == 3
    assert peer.score_remembering(TEXTS * 50) == 150


def test_it_gives_a_probability_of_each_label_and_cuts_off_what_is_too_long(peer: Peer) -> None:
    (found,) = peer._scored(["lang verhaal " * 200], batch=1)
    assert len(found) == 2
    assert all(0 < one["score"] < 1 for one in found)
    assert sum(one["score"] for one in found) != pytest.approx(1)  # two labels, each by itself


def test_the_peer_with_a_cache_asks_for_each_text_once(peer: Peer, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = list[list[str]]()

    def scored(texts: list[str], batch: int) -> list[str]:
        asked.append(texts)
        return texts[: max(batch, len(texts))]

    monkeypatch.setattr(peer, "_scored", scored)
    assert peer.score_remembering(["bb", "a", "bb", "ccc", "a"]) == 5
    assert asked == [["ccc", "bb", "a"]]  # by length, so that little is padded


def test_the_whole_shape_is_that_of_the_unpruned_encoder() -> None:
    assert PeerShape() == PeerShape(250_037, hidden=384, layers=12, heads=12, inner=1536, positions=512)


def test_a_peer_on_disk_is_read_with_the_weights_that_it_has(peer: Peer, tokenizer: Path, tmp_path: Path) -> None:
    peer.model.save_pretrained(tmp_path)
    read = Peer.load(tmp_path, tokenizer, 24)
    assert read.parameters == peer.parameters
    assert read._scored(["brood halen"], 1) == peer._scored(["brood halen"], 1)


@pytest.mark.parametrize("content", [None, "{", '{"model_type": "bert"}'])
def test_a_folder_without_a_peer_is_told(tokenizer: Path, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "config.json").write_text(content, encoding="utf-8")
    with pytest.raises(TrainingError, match="peer"):
        Peer.load(tmp_path, tokenizer, 24)


def test_a_tokenizer_that_the_peer_is_too_small_for_is_refused(tokenizer: Path, tiny: TinyEncoder) -> None:
    with pytest.raises(TrainingError, match=str(tiny.tokenizer.get_vocab_size())):
        Peer.drawn(tokenizer, 24, PeerShape(vocabulary=8, hidden=8, layers=1, heads=1, inner=8))


def test_missing_libraries_are_named_with_what_installs_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(peers, "find_spec", lambda name: None if name == "torch" else object())
    with pytest.raises(TrainingError, match=r"needs torch, .*make install-test") as caught:
        need_libraries()
    assert caught.value.stable_code == "peer_missing"
