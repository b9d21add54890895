from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from labeling.corpus import CorpusRow, read_corpus
from labeling.errors import CorpusError
from tests.support.corpora import read_slice
from tests.support.rows import sound
from training.curve_report import print_curve, write_curve
from training.dataset import build_dataset
from training.learning_curve import check_batches, learning_curve, summary
from training.recipe import Recipe


def _record(draw: int, batches: int, f1: float, label: str = "recruitment") -> dict[str, Any]:
    return {
        "draw": draw, "batches": batches, "rows": 10 * batches, "label": label, "f1": f1, "average_precision": f1 / 2,
    }  # fmt: skip


RECORDS = [
    record
    for label in ("recruitment", "f4_sale")
    for record in (
        _record(0, 4, 0.5, label),
        _record(0, 8, 0.7, label),
        _record(1, 4, 0.4, label),
        _record(1, 8, 0.5, label),
    )
]


def test_the_gain_is_that_of_each_draw_with_its_interval_over_draws() -> None:
    first, last = [found for found in summary(RECORDS) if found["label"] == "recruitment"]
    assert (first["f1"], first["f1_gain"]) == (pytest.approx(0.45), None)
    assert (last["f1"], last["f1_gain"]) == (pytest.approx(0.6), pytest.approx(0.15))
    assert last["f1_gain_low"] == pytest.approx(0.1)
    assert last["f1_gain_high"] == pytest.approx(0.2)


def test_the_report_has_table_picture_and_figures(tmp_path: Path) -> None:
    assert write_curve(tmp_path, RECORDS) == summary(RECORDS)
    table = (tmp_path / "learning-curve.md").read_text()
    assert "| recruitment | 8 | 80 | 0.600 | 0.300 | +0.150 (+0.100 to +0.200) |" in table
    assert "<svg" in (tmp_path / "learning-curve.svg").read_text()
    assert json.loads((tmp_path / "learning-curve.json").read_text())["measured"] == RECORDS


def test_the_table_of_the_terminal_fits_80_columns_and_is_no_markdown(capsys: pytest.CaptureFixture[str]) -> None:
    print_curve(Console(width=80), summary([record | {"rows": 12_345} for record in RECORDS]))
    output = capsys.readouterr().out
    assert "+0.150 (+0.100 to +0.200) │" in output
    assert "12345" in output
    assert "| ---" not in output
    assert max(map(len, output.splitlines())) <= 80


def test_every_draw_is_measured_at_every_size_and_learns_from_no_held_out_batch(five_batches: Path) -> None:
    dataset = build_dataset(read_corpus(five_batches), Recipe(inner_folds=2))
    shares: list[float] = []
    records = learning_curve(dataset, Recipe(inner_folds=2), 2, shares.append)
    assert [(found["draw"], found["batches"], found["label"]) for found in records] == [
        (draw, 4, label) for draw in (0, 1) for label in ("recruitment", "f4_sale")
    ]
    assert all(found["rows"] < len(dataset.rows) for found in records)
    assert shares == [0.5, 1.0]


def test_fewer_than_five_batches_are_refused(tmp_path: Path) -> None:
    rows = read_slice(tmp_path)
    for some, count in ((rows, 4), ([], 0)):
        with pytest.raises(CorpusError, match=f"needs at least 5 author batches, and the corpus has {count}"):
            check_batches(some)


def test_batches_without_rows_of_each_kind_are_refused_before_anything_is_fitted() -> None:
    rows = [CorpusRow.model_validate(sound(id=f"r{at}", author_batch=f"b{at}")) for at in range(5)]
    recipe = Recipe(inner_folds=2)
    with pytest.raises(CorpusError, match="no row with one of the labels"):
        learning_curve(build_dataset(rows, recipe), recipe, 2)
