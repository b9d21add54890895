from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from models.bundle import open_bundle
from training.errors import TrainingError
from training.readme import figures_block, write_readme

ROOT = Path(__file__).parents[2]
START, END = "<!-- figures: lont evaluate --readme -->\n", "<!-- end of figures -->"


def _record(label: str, lang: str, detector: str, f1: float) -> dict[str, Any]:
    found = {"f1": f1, "f1_low": f1 - 0.05, "f1_high": f1 + 0.05, "average_precision": f1 + 0.1}
    return {"label": label, "lang": lang, "detector": detector} | found


def _flags(detector: str, per_1000: float) -> dict[str, Any]:
    return {"lang": "all", "detector": detector, "messages": 2_000, "per_1000": per_1000, "per_1000_at_most": 3.0}


def _parts(pairs: int) -> dict[str, Any]:
    return {
        "recall": {
            "recruitment": {"explicit": [9, 10], "veiled": [5, 10]},
            "f4_sale": {"explicit": [8, 10], "veiled": [0, 0]},
        },
        "pairs": [pairs, 40],
        "conversations": {"with context": [6, 8], "without": [4, 8]},
        "f1": {
            "recruitment": {"plain": 0.8, "disguised": 0.75, "crowded": 0.79},
            "f4_sale": {"plain": 0.7, "disguised": 0.68, "crowded": 0.7},
        },
        "calibration_error": {"recruitment": 0.0123, "f4_sale": 0.02},
    }


FIGURES: dict[str, Any] = {
    "rows": 1_234,
    "batches": 5,
    "labels": [
        _record("recruitment", "all", "keyword list", 0.3),
        _record("recruitment", "all", "linear", 0.8),
        _record("recruitment", "all", "transformer", 0.92),
        _record("recruitment", "all", "cascade", 0.9),
        _record("f4_sale", "all", "keyword list", 0.4),
        _record("f4_sale", "all", "linear", 0.7),
        _record("f4_sale", "all", "transformer", 0.88),
        _record("f4_sale", "all", "cascade", 0.85),
        _record("recruitment", "pl", "keyword list", 0.2),
        _record("recruitment", "pl", "linear", 0.6),
        _record("recruitment", "pl", "transformer", 0.7),
        _record("recruitment", "pl", "cascade", 0.65),
    ],
    "hard_parts": {"linear": _parts(20), "transformer": _parts(36), "cascade": _parts(30)},
    "background": {
        "lont's own lines": [
            _flags("linear", 1.5), _flags("transformer", 0.7), _flags("cascade", 0.5), _flags("keyword list", 12.0)
        ]
    },
}  # fmt: skip
ONE_TIER = FIGURES | {
    "labels": [one for one in FIGURES["labels"] if one["detector"] in ("keyword list", "linear")],
    "hard_parts": {"linear": _parts(20)},
}


@pytest.fixture
def readme(tmp_path: Path) -> Path:
    path = tmp_path / "README.md"
    path.write_text(f"# Title\n\nBefore.\n\n{START}old figures\n{END}\n\nAfter, in Düsseldorf.\n", encoding="utf-8")
    return path


def test_the_figures_take_the_place_of_the_old_ones_and_the_rest_stays(readme: Path) -> None:
    write_readme(readme, FIGURES)
    before, after = f"# Title\n\nBefore.\n\n{START}", f"{END}\n\nAfter, in Düsseldorf.\n"
    assert readme.read_text(encoding="utf-8") == before + figures_block(FIGURES) + after


def test_marks_with_nothing_between_are_filled_and_a_second_time_changes_nothing(readme: Path) -> None:
    readme.write_text(START + END, encoding="utf-8")
    write_readme(readme, FIGURES)
    once = readme.read_text(encoding="utf-8")
    write_readme(readme, FIGURES)
    assert once == readme.read_text(encoding="utf-8") == START + figures_block(FIGURES) + END


@pytest.mark.parametrize("text", ["", "no marks\n", START, END, END + "\n" + START], ids=range(5))
def test_a_file_without_both_marks_in_order_is_refused_and_stays(readme: Path, text: str) -> None:
    readme.write_text(text, encoding="utf-8")
    with pytest.raises(TrainingError, match="no place for figures") as raised:
        write_readme(readme, FIGURES)
    assert START.strip() in raised.value.remedy
    assert readme.read_text(encoding="utf-8") == text


def test_a_file_that_is_not_there_is_refused_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(TrainingError, match="no place for figures"):
        write_readme(tmp_path / "none.md", FIGURES)
    assert not (tmp_path / "none.md").exists()


def test_the_block_tells_each_figure_by_language_and_what_is_hard_by_tier() -> None:
    lines = figures_block(FIGURES).splitlines()
    assert lines[0] == "1,234 invented texts in 5 author batches that nothing was trained on."
    others = "transformer | linear | keyword list"
    assert f"| | recruitment: cascade, F1 | AP | {others} | F4 sale: cascade, F1 | AP | {others} |" in lines
    f4_sale = "0.85 (0.80-0.90) | 0.95 | 0.88 | 0.70 | 0.40"
    assert f"| all | 0.90 (0.85-0.95) | 1.00 | 0.92 | 0.80 | 0.30 | {f4_sale} |" in lines
    assert "| what is hard | linear | transformer | cascade | keyword list |" in lines
    for name, cell in {
        "explicit texts found: recruitment, F4 sale": "0.90 of 10, 0.80 of 10",
        "veiled texts found": "0.50 of 10, 0.00 of 0",
        "conversations right, with and without their context": "0.75 of 8, 0.50 of 8",
        "F1 lost to disguises that training never saw": "0.050, 0.020",
        "F1 lost with unrelated messages around, 15% of them offers": "0.010, 0.000",
        "calibration error": "0.012, 0.020",
    }.items():
        assert f"| {name} | {cell} | {cell} | {cell} |  |" in lines
    assert "| contrast pairs with both sides right | 0.50 of 40 | 0.90 of 40 | 0.75 of 40 |  |" in lines
    flags = "1.5 (at most 3.0) | 0.7 (at most 3.0) | 0.5 (at most 3.0) | 12.0 (at most 3.0)"
    assert f"| flags in 1,000 ordinary messages: lont's own lines (n = 2,000) | {flags} |" in lines


def test_a_bundle_with_one_tier_has_its_figures_first_and_no_column_of_the_others() -> None:
    lines = figures_block(ONE_TIER).splitlines()
    assert "| all | 0.80 (0.75-0.85) | 0.90 | 0.30 | 0.70 (0.65-0.75) | 0.80 | 0.40 |" in lines
    assert "| what is hard | linear | keyword list |" in lines


@pytest.mark.parametrize("figures", [FIGURES, ONE_TIER], ids=["two tiers", "one tier"])
def test_a_label_that_a_language_lacks_leaves_empty_cells_and_every_row_is_as_wide(figures: dict[str, Any]) -> None:
    table = [line for line in figures_block(figures).splitlines() if line.startswith("| ")]
    (polish,) = [line for line in table if line.startswith("| pl |")]
    assert not any(cell.strip() for cell in polish.strip("|").split("|")[-3:])
    (at,) = (place for place, line in enumerate(table) if line.startswith("| what is hard |"))
    for part in (table[:at], table[at:]):
        assert len({line.count("|") for line in part}) == 1


def test_the_readme_of_lont_carries_the_figures_of_the_shipped_bundle() -> None:
    figures = ROOT / "docs" / "figures" / f"evaluation-{open_bundle().manifest.version}.json"
    assert figures.is_file(), "no evaluation of the shipped bundle: lont evaluate --json FILE --readme README.md"
    block = figures_block(json.loads(figures.read_text(encoding="utf-8")))
    # No assertion on the texts themselves: pytest would print both in full.
    is_there = START + block + END in (ROOT / "README.md").read_text(encoding="utf-8")
    assert is_there, "README.md has other figures than the evaluation of the shipped bundle"
