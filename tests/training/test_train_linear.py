from __future__ import annotations

from pathlib import Path

import pytest

from models.bundle import Bundle
from models.contract import Message
from models.scorer import Scorer
from tests.support.corpora import write_slice
from training.recipe import Recipe
from training.train_linear import train_linear

_WEIGHTS = ("linear/weights.safetensors", "linear/vocabulary.json", "calibration.json", "thresholds.json")


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_slice(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def bundle(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return train_linear(corpus, tmp_path_factory.mktemp("out") / "bundle", Recipe())


def test_the_bundle_opens_and_tells_an_offer_from_small_talk(bundle: Bundle) -> None:
    scorer = Scorer.load(bundle.folder)
    offer, talk = scorer.score([Message("Cobra 6 te koop, 10 per stuk, dm"), Message("hoe laat eten we vanavond")])
    assert offer.scores["f4_sale"] > talk.scores["f4_sale"]
    assert offer.model == bundle.manifest.version


def test_the_same_corpus_and_seed_give_the_same_weights_to_the_byte(
    bundle: Bundle, corpus: Path, tmp_path: Path
) -> None:
    again = train_linear(corpus, tmp_path / "bundle", Recipe())
    for name in _WEIGHTS:
        assert (again.folder / name).read_bytes() == (bundle.folder / name).read_bytes()


def test_another_seed_gives_other_weights(bundle: Bundle, corpus: Path, tmp_path: Path) -> None:
    other = train_linear(corpus, tmp_path / "bundle", Recipe(seed=8))
    assert other.manifest.files["linear/weights.safetensors"] != bundle.manifest.files["linear/weights.safetensors"]


def test_the_manifest_names_the_data_the_recipe_and_the_figures(bundle: Bundle, corpus: Path) -> None:
    manifest = bundle.manifest
    assert set(manifest.data) == {path.name for path in corpus.glob("*.jsonl")}
    assert manifest.config["seed"] == manifest.seed == Recipe().seed
    assert set(manifest.metrics) == {
        "out_of_fold_average_precision_recruitment",
        "out_of_fold_average_precision_f4_sale",
    }
    assert "Do not use it" in (bundle.folder / "card.md").read_text(encoding="utf-8")


def test_a_bundle_that_is_there_stays_when_training_fails(bundle: Bundle, tmp_path: Path) -> None:
    broken = tmp_path / "corpus"
    broken.mkdir()
    (broken / "a.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(Exception, match="lont label check"):
        train_linear(broken, bundle.folder, Recipe())
    assert Scorer.load(bundle.folder).version == bundle.manifest.version
