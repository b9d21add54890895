from __future__ import annotations

import json
from pathlib import Path

import pytest

from labeling.corpus import read_corpus
from labeling.spans import read_marked_texts
from models.bundle import Bundle, open_bundle
from models.contract import Message
from models.entities.pipeline import as_doc, learned
from models.entities.roles import ROLES
from models.scorer import Scorer
from tests.support.corpora import write_slice
from training.entities.examples import marked_of
from training.entities.fitting import fit_recogniser
from training.entities.making import train_entities
from training.entities.recipe import EntityRecipe
from training.recipe import Recipe
from training.train_linear import train_linear

RECIPE = EntityRecipe(epochs=2, folds=2)
SALE = "Cobra 6 te koop, 12 euro per stuk, ophalen in Rotterdam"


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_slice(tmp_path_factory.mktemp("corpus"))


@pytest.fixture(scope="module")
def spans(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The spans of the first word of each text."""
    rows = [
        json.loads(line) for path in sorted(corpus.glob("*.jsonl")) for line in path.read_text("utf-8").splitlines()
    ]
    marked = [
        {"id": row["id"], "spans": [{"type": "product", "start": 0, "end": len(row["text"].split()[0])}]}
        for row in rows
        if row["text"] == row["text"].lstrip()
    ]
    file = tmp_path_factory.mktemp("spans") / "spans.jsonl"
    file.write_text("".join(json.dumps(row) + "\n" for row in marked), encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def base(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return train_linear(corpus, tmp_path_factory.mktemp("base") / "bundle", Recipe())


def test_a_bundle_gets_entities_and_roles_and_keeps_its_scores(
    base: Bundle, corpus: Path, spans: Path, tmp_path: Path
) -> None:
    told = list[tuple[str, float]]()
    out = tmp_path / "bundle"
    made, figures = train_entities(
        base.folder, out, RECIPE, lambda what, share: told.append((what, share)), corpus=corpus, spans=spans
    )
    assert made.manifest.version == base.manifest.version
    assert {"entities/settings.json", "entities/weights.safetensors", "roles/weights.safetensors"} <= set(
        made.manifest.files
    )
    assert made.manifest.metrics["entities_out_of_fold_f1"] == figures["entities"]["merged"]["all"]["all"]["f1"]
    assert made.manifest.config["entities"]["epochs"] == RECIPE.epochs
    assert "Entities and roles" in (out / "card.md").read_text(encoding="utf-8")
    assert set(figures["roles"]["roles"]) == set(ROLES)
    assert all(0 <= share <= 1 for _, share in told)
    before, after = (Scorer.load(folder).score([Message(SALE)])[0] for folder in (base.folder, out))
    assert after.scores == before.scores
    assert (before.role, after.role is None) == (None, not after.labels)


def test_the_same_texts_and_seed_give_the_same_weights_and_another_bundle_can_take_the_place_of_its_base(
    base: Bundle, corpus: Path, spans: Path, tmp_path: Path
) -> None:
    first, _ = train_entities(base.folder, tmp_path / "a", RECIPE, lambda *_: None, corpus=corpus, spans=spans)
    again, _ = train_entities(first.folder, first.folder, RECIPE, lambda *_: None, corpus=corpus, spans=spans)
    assert again.manifest.files == first.manifest.files
    assert open_bundle(first.folder).manifest == again.manifest


def test_a_recogniser_learns_what_always_looks_alike(corpus: Path, spans: Path) -> None:
    texts = marked_of(read_marked_texts(read_corpus(corpus), spans))
    nlp = fit_recogniser(texts, EntityRecipe(epochs=6))
    right = sum(
        [(one.start, one.end) for one in learned(nlp.get_pipe("ner")(as_doc(nlp, text.reading)))]
        == [(one.start, one.end) for one in text.tokens]
        for text in texts
    )
    assert right > len(texts) / 2
