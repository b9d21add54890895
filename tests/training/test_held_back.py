from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from labeling.corpus import CorpusRow, read_corpus
from labeling.held_back import read_held_back
from models.bundle import Bundle, open_bundle
from models.scorer import Scorer
from training.errors import TrainingError
from training.held_back import TIERS, ask_detectors, check_held_back, served_tiers
from training.holding_out import Held
from training.recipe import Recipe
from training.train_linear import train_linear
from training.views import views_of


@pytest.fixture(scope="module")
def known(slice_folder: Path) -> list[CorpusRow]:
    return read_corpus(slice_folder)


@pytest.fixture(scope="module")
def rows(held_back: Path) -> list[CorpusRow]:
    return read_held_back(held_back)


@pytest.fixture(scope="module")
def scorer(both_tiers: Bundle) -> Scorer:
    return Scorer.load(both_tiers.folder, threads=1)


@pytest.fixture(scope="module")
def linear(slice_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Bundle:
    return train_linear(slice_folder, tmp_path_factory.mktemp("linear") / "bundle", Recipe(inner_folds=2))


def _ask(rows: list[CorpusRow], known: list[CorpusRow], scorer: Scorer, tiers: tuple[str, ...]) -> dict[str, Held]:
    return ask_detectors(rows, known, scorer, tiers, encoder=None, seed=7, tell=lambda *_: None)


@pytest.fixture(scope="module")
def detectors(rows: list[CorpusRow], known: list[CorpusRow], scorer: Scorer) -> dict[str, Held]:
    return _ask(rows, known, scorer, TIERS)


def test_the_last_detector_is_lont_as_served(detectors: dict[str, Held]) -> None:
    assert list(detectors) == ["keyword list", "TF-IDF + LR", *TIERS]


def test_every_tier_says_what_the_scorer_says_in_each_view(
    detectors: dict[str, Held], rows: list[CorpusRow], scorer: Scorer
) -> None:
    views = views_of(rows, 7)
    for tier in TIERS:
        held = detectors[tier]
        raised = (held.raised, held.raised_alone, held.raised_crowded, held.raised_disguised)
        for messages, found in zip(views, raised, strict=True):
            scored = scorer.score(messages, explain=False, tier=tier)
            assert found is not None
            assert found.tolist() == [[label in one.labels for label in ("recruitment", "f4_sale")] for one in scored]
        written = scorer.score(views.written, explain=False, tier=tier)
        assert held.scores is not None
        assert held.scores.tolist() == [[one.scores["recruitment"], one.scores["f4_sale"]] for one in written]


def test_what_has_no_tier_has_no_views(detectors: dict[str, Held]) -> None:
    for name in ("keyword list", "TF-IDF + LR"):
        assert detectors[name].raised_alone is None
    assert detectors["keyword list"].scores is None


def test_the_labels_and_the_neighbours_of_a_row_have_no_say_in_what_the_plain_model_says_of_it(
    detectors: dict[str, Held], rows: list[CorpusRow], known: list[CorpusRow], scorer: Scorer
) -> None:
    some = [row.model_copy(update={"f4_sale": 1 - row.f4_sale}) for row in rows[:20]]
    again = _ask(some, known, scorer, ("linear",))["TF-IDF + LR"]
    whole = detectors["TF-IDF + LR"]
    assert again.scores is not None
    assert whole.scores is not None
    np.testing.assert_allclose(again.scores, whole.scores[:20], atol=1e-9)


def test_a_bundle_with_one_tier_is_asked_by_that_one(
    linear: Bundle, rows: list[CorpusRow], known: list[CorpusRow]
) -> None:
    assert served_tiers(linear) == ("linear",)
    found = _ask(rows[:10], known, Scorer.load(linear.folder), served_tiers(linear))
    assert list(found)[-1] == "linear"


def test_rows_that_are_held_back_may_be_measured_on(
    rows: list[CorpusRow], known: list[CorpusRow], linear: Bundle
) -> None:
    check_held_back(rows, known, linear)


def test_a_batch_that_something_has_learned_from_is_refused(
    rows: list[CorpusRow], known: list[CorpusRow], linear: Bundle, both_tiers: Bundle
) -> None:
    batch = known[0].author_batch
    with pytest.raises(TrainingError, match=f"{batch} is not held back: the corpus has it"):
        check_held_back([*rows, known[0]], known, both_tiers)
    others = [row for row in known if row.author_batch != batch]
    with pytest.raises(TrainingError, match=f"{batch} is not held back: the bundle has learned"):
        check_held_back([*rows, known[0]], others, linear)


def test_the_shipped_bundle_has_not_learned_from_what_lont_holds_back() -> None:
    check_held_back(read_held_back(), read_corpus(), open_bundle())


def test_nothing_to_measure_on_and_too_little_to_learn_from_are_told(
    rows: list[CorpusRow], known: list[CorpusRow], both_tiers: Bundle
) -> None:
    with pytest.raises(TrainingError, match="no rows that are held back"):
        check_held_back([], known, both_tiers)
    one = [row for row in known if row.author_batch == known[0].author_batch]
    with pytest.raises(TrainingError, match="at least 2 author batches"):
        check_held_back(rows, one, both_tiers)
