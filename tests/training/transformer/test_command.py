from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from safetensors.numpy import load_file, save_file

from labeling.ordinary import read_ordinary
from models.bundle import Bundle, open_bundle
from models.cascade import Cascading
from models.contract import ContextMessage, Message
from models.scorer import Scorer
from models.thresholds import Thresholds
from tests.support.corpora import write_slice
from tests.support.encoders import sealed_again
from tests.training.encoder.tiny import write_tiny_encoder
from training.errors import TrainingError
from training.recipe import Recipe
from training.train_linear import train_linear
from training.transformer import choosing
from training.transformer.command import transformer

MESSAGES = [
    Message("Cobra 6 te koop, 10 per stuk, dm"),
    Message("hoe laat eten we vanavond", before=(ContextMessage("brood halen?"),)),
]


@pytest.fixture(scope="module", autouse=True)
def few_ordinary_lines() -> Iterator[None]:
    """Measure on some of the ordinary lines; all of them take seconds each time."""
    some = read_ordinary()[::50]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(choosing, "read_ordinary", lambda: some)
        yield


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_slice(tmp_path_factory.mktemp("corpus"), rows_each=20)


@pytest.fixture(scope="module")
def linear(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return train_linear(corpus, tmp_path_factory.mktemp("linear") / "bundle", Recipe(inner_folds=2))


@pytest.fixture(scope="module")
def made(encoder: Path, corpus: Path, linear: Bundle, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    out = tmp_path_factory.mktemp("made") / "bundle"
    transformer(encoder=encoder, bundle=linear.folder, out=out, corpus=corpus, folds=2, epochs=1)
    return open_bundle(out)


def test_the_bundle_loads_and_scores_with_every_tier(made: Bundle) -> None:
    scorer = Scorer.load(made.folder, threads=1)
    assert scorer.version == made.manifest.version
    for tier in ("linear", "transformer", "cascade"):
        scored = scorer.score(MESSAGES, tier=tier)
        assert all(0 <= score <= 1 for one in scored for score in one.scores.values())
    assert {one.tier for one in scorer.score(MESSAGES, tier="transformer")} == {"transformer"}


def test_the_linear_tier_says_what_it_said(made: Bundle, linear: Bundle) -> None:
    before, after = (Scorer.load(one.folder).score(MESSAGES, tier="linear") for one in (linear, made))
    assert [one.scores for one in before] == [one.scores for one in after]
    assert Thresholds.load(made.folder / "thresholds.json") == Thresholds.load(linear.folder / "thresholds.json")


def test_the_manifest_names_recipe_and_figures_and_the_card_both_tiers(made: Bundle, linear: Bundle) -> None:
    manifest = made.manifest
    assert manifest.data == linear.manifest.data
    assert manifest.version != linear.manifest.version
    assert {name: manifest.config[name] for name in linear.manifest.config} == linear.manifest.config
    assert (manifest.config["transformer"]["epochs"], manifest.config["transformer"]["folds"]) == (1, 2)
    for label in ("recruitment", "f4_sale"):
        assert 0 < manifest.metrics[f"transformer_out_of_fold_average_precision_{label}"] <= 1
        assert manifest.metrics[f"passed_of_raised_{label}"] >= 0.995
        assert manifest.metrics[f"passed_of_raised_among_others_{label}"] >= 0.995
    assert manifest.metrics["parity_exact_max"] < 1e-3
    for name in ("passed_of_ordinary", "passed_of_ordinary_in_talk", "passed_of_ordinary_lines_left_out"):
        assert 0 <= manifest.metrics[name] <= 1
    assert set(Cascading.load(made.folder / "cascade.json").passing.values) == {"recruitment", "f4_sale"}
    card = (made.folder / "card.md").read_text(encoding="utf-8")
    assert "Do not use it" in card
    assert "The transformer tier" in card


def test_a_second_run_trains_nothing_and_makes_the_same(
    made: Bundle, encoder: Path, corpus: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    work = made.folder.with_name("bundle.work")
    # From its own bundle this time: the linear tier is in it.
    again = tmp_path / "again"
    transformer(encoder=encoder, bundle=made.folder, out=again, corpus=corpus, folds=2, epochs=1, work=work)
    shown = capsys.readouterr().err
    assert "exporting" in shown
    assert "training" not in shown
    for name in ("calibration.json", "thresholds.json", "cascade.json", "transformer/model.onnx", "card.md"):
        assert (again / name).read_bytes() == (made.folder / name).read_bytes()


def test_a_bundle_of_another_corpus_is_refused_before_the_work(
    encoder: Path, corpus: Path, linear: Bundle, tmp_path: Path
) -> None:
    other = shutil.copytree(corpus, tmp_path / "corpus")
    first = min(other.glob("*.jsonl"))
    first.write_text("".join(first.read_text(encoding="utf-8").splitlines(keepends=True)[1:]), encoding="utf-8")
    with pytest.raises(TrainingError, match="not trained on this corpus"):
        transformer(encoder=encoder, bundle=linear.folder, out=tmp_path / "out", corpus=other)
    assert [path.name for path in tmp_path.iterdir()] == ["corpus"]


def test_a_bundle_whose_linear_tier_has_no_sieve_is_refused_before_the_work(
    encoder: Path, corpus: Path, linear: Bundle, tmp_path: Path
) -> None:
    old = shutil.copytree(linear.folder, tmp_path / "old")
    tensors = load_file(old / "linear" / "weights.safetensors")
    save_file(
        {name: tensor for name, tensor in tensors.items() if not name.startswith("sieve")},
        old / "linear" / "weights.safetensors",
    )
    sealed_again(old)
    with pytest.raises(TrainingError, match="no sieve"):
        transformer(encoder=encoder, bundle=old, out=tmp_path / "out", corpus=corpus)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]


def test_an_encoder_that_reads_too_little_is_refused_before_the_work(
    corpus: Path, linear: Bundle, tmp_path: Path
) -> None:
    short = write_tiny_encoder(tmp_path / "short")
    with pytest.raises(TrainingError, match="64 positions"):
        transformer(encoder=short, bundle=linear.folder, out=tmp_path / "out", corpus=corpus)
    assert [path.name for path in tmp_path.iterdir()] == ["short"]


def test_a_bundle_that_is_there_stays_when_there_is_no_encoder(made: Bundle, corpus: Path, tmp_path: Path) -> None:
    before = json.loads((made.folder / "manifest.json").read_text(encoding="utf-8"))
    with pytest.raises(TrainingError, match="tokenizer"):
        transformer(encoder=tmp_path, bundle=made.folder, out=made.folder, corpus=corpus)
    assert json.loads((made.folder / "manifest.json").read_text(encoding="utf-8")) == before
