from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.training.encoder.tiny import PIECES, write_tiny_encoder
from training.encoder.command import encoder
from training.encoder.embedding import Embedder
from training.errors import TrainingError


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_tiny_encoder(tmp_path_factory.mktemp("base"))


def test_an_encoder_is_made_and_reported_on(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # One language with a short list of words in place of seven with long ones, which take minutes.
    monkeypatch.setattr("training.encoder.prune.LANGUAGES", {"is": 1.0})
    out, report = tmp_path / "new" / "encoder", tmp_path / "report.json"
    encoder(out=out, base=str(base), tokens=len(PIECES) - 5, report=report)
    assert Embedder(out).tokenizer.get_vocab_size() == len(PIECES) - 5
    content = json.loads(report.read_text(encoding="utf-8"))
    assert content["verification"] is None
    assert {found["served"] for found in content["languages"]} == {False}
    shown = capsys.readouterr()
    assert "Darija (Arabic)" in shown.out
    assert "Not verified" in shown.out
    for step in ("loading", "counting", "pruning", "comparing"):
        assert step in shown.err
    assert "shards" not in shown.err
    assert [path.name for path in out.parent.iterdir()] == ["encoder"]


@pytest.mark.parametrize(("tokens", "remedy"), [(5, "more"), (10_000, "fewer")])
def test_a_size_that_does_not_suit_leaves_nothing_behind(
    base: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, tokens: int, remedy: str
) -> None:
    monkeypatch.setattr("training.encoder.prune.LANGUAGES", {})
    with pytest.raises(TrainingError, match=remedy):
        encoder(out=tmp_path / "encoder", base=str(base), tokens=tokens)
    assert not list(tmp_path.iterdir())


def test_a_folder_that_holds_something_is_left_alone(base: Path, tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TrainingError, match="not empty"):
        encoder(out=tmp_path, base=str(base))
    assert [path.name for path in tmp_path.iterdir()] == ["notes.txt"]


def test_a_report_that_cannot_be_written_is_told_before_the_work(base: Path, tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="cannot be written"):
        encoder(out=tmp_path / "encoder", base=str(base), report=tmp_path / "absent" / "report.json")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("spoilt", ["config.json", "tokenizer.json", "model.safetensors"])
@pytest.mark.parametrize("content", [None, b"", b"{}", b"[1]", b"\xff\xfe"])
def test_a_base_that_is_damaged_is_refused(spoilt: str, content: bytes | None, tmp_path: Path) -> None:
    base = write_tiny_encoder(tmp_path / "base")
    (base / spoilt).unlink()
    if content is not None:
        (base / spoilt).write_bytes(content)
    with pytest.raises(TrainingError, match="base"):
        Embedder(base)


def test_a_base_that_is_neither_a_folder_nor_a_name_on_the_hub_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no folder"):
        encoder(out=tmp_path / "encoder", base="no/such/folder")
    assert not list(tmp_path.iterdir())
