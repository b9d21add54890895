from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from labeling.ordinary import read_ordinary
from models.bundle import Bundle
from tests.support.corpora import BATCHES, write_slice
from training import background
from training.evaluating import evaluate_held_back
from training.leaving_out import evaluate_left_out
from training.measured import Measured
from training.recipe import Recipe

TIERS = ["linear", "transformer", "cascade"]


@pytest.fixture(scope="module", autouse=True)
def few_ordinary_lines() -> Iterator[None]:
    """Measure on some of the ordinary lines; all of them take seconds each time."""
    some = read_ordinary()[::50]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(background, "read_ordinary", lambda: some)
        yield


@pytest.fixture(scope="module")
def measured(slice_folder: Path, held_back: Path, both_tiers: Bundle) -> Measured:
    return evaluate_held_back(lambda *_: None, corpus=slice_folder, held_back=held_back, bundle=both_tiers.folder)


def test_every_detector_is_measured_on_what_is_held_back(measured: Measured, both_tiers: Bundle) -> None:
    figures = measured.figures
    assert list(measured.detectors) == ["keyword list", "TF-IDF + LR", *TIERS]
    assert {len(held.raised) for held in measured.detectors.values()} == {len(measured.rows)} == {figures["rows"]}
    assert figures["batches"] == 3
    assert figures["positives"]["f4_sale"] == sum(row.f4_sale for row in measured.rows)
    assert figures["bundle"] == both_tiers.manifest.version
    assert {one["detector"] for one in figures["labels"]} == set(measured.detectors)
    assert list(figures["hard_parts"]) == TIERS


def test_ordinary_messages_and_the_cascade_are_measured_too(measured: Measured) -> None:
    figures = measured.figures
    records = figures["background"]["lont's own lines"]
    assert [one["detector"] for one in records if one["lang"] == "all"] == [*TIERS, "keyword list"]
    assert {one["detector"] for one in figures["precision_at"]} == {*TIERS, "keyword list"}
    assert 0 <= figures["cascade_share_passed"] <= 1
    assert set(figures["cascade_ap_loss"]) == {"recruitment", "f4_sale"}
    assert set(figures["explanations"]) == {"linear", "transformer"}


def test_the_figures_can_be_written_as_json(measured: Measured) -> None:
    assert json.loads(json.dumps(dict(measured.figures), allow_nan=False))["rows"] == len(measured.rows)


def test_rounds_of_writing_are_compared_with_the_starter_corpus(tmp_path: Path) -> None:
    write_slice(tmp_path, rows_each=30)
    brief = '[{}]\nround = {}\nwho = "x"\nwhere = "x"\nhow = "x"\nwhy = "x"\n'
    (tmp_path / "briefs.toml").write_text("".join(brief.format(name, 1 + at // 3) for at, name in enumerate(BATCHES)))
    said = list[tuple[str, float]]()
    found = evaluate_left_out(tmp_path, None, Recipe(inner_folds=2), [], lambda what, share: said.append((what, share)))
    assert list(found.detectors) == ["keyword list", "TF-IDF + LR", "linear, starter corpus", "linear"]
    assert found.figures["hard_parts"].keys() == {"linear"}
    assert {what for what, share in said if share == 1} >= {"leaving batches out", "leaving batches out, plain model"}
