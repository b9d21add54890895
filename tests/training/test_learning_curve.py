from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.support.corpora import BATCHES, read_slice
from training.curve_report import write_curve
from training.dataset import build_dataset
from training.learning_curve import learning_curve, summary
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
    table = write_curve(tmp_path, RECORDS)
    assert "| recruitment | 8 | 80 | 0.600 | 0.300 | +0.150 (+0.100 to +0.200) |" in table
    assert (tmp_path / "learning-curve.md").read_text() == table
    assert "<svg" in (tmp_path / "learning-curve.svg").read_text()
    assert json.loads((tmp_path / "learning-curve.json").read_text())["measured"] == RECORDS


def test_every_draw_is_measured_at_every_size_and_learns_from_no_held_out_batch(tmp_path: Path) -> None:
    dataset = build_dataset(read_slice(tmp_path), Recipe(inner_folds=2))
    shares: list[float] = []
    records = learning_curve(dataset, Recipe(inner_folds=2), 2, shares.append)
    assert [(found["draw"], found["batches"], found["label"]) for found in records] == [
        (draw, len(BATCHES) - 1, label) for draw in (0, 1) for label in ("recruitment", "f4_sale")
    ]
    assert all(found["rows"] < len(dataset.rows) for found in records)
    assert shares == [0.5, 1.0]
