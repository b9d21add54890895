from __future__ import annotations

import json
from pathlib import Path

import pytest

from labeling.held_back import read_held_back
from labeling.ordinary import measured_lines, read_ordinary
from models.bundle import Bundle
from models.scorer import Scorer
from tests.support.corpora import write_slice
from tests.support.processes import lont


def test_a_bundle_is_trained_and_scored_with(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write_slice(corpus)
    out = tmp_path / "bundle"
    result = lont("train", "linear", "--corpus", str(corpus), "--out", str(out), settings={})
    assert result.returncode == 0, result.stderr
    assert Scorer.load(out).version


def test_the_evaluation_prints_tables_and_writes_the_same_as_json_and_a_report(
    tmp_path: Path, slice_folder: Path, held_back: Path, both_tiers: Bundle
) -> None:
    ordinary = tmp_path / "ordinary.jsonl"
    ordinary.write_text('{"text": "lekker weer vandaag"}\n{"text": "tot zo"}\n', encoding="utf-8")
    figures, report = tmp_path / "figures.json", tmp_path / "report"
    options = {
        "--corpus": slice_folder, "--held-back": held_back, "--bundle": both_tiers.folder, "--json": figures,
        "--background": ordinary, "--report": report,
    }  # fmt: skip
    result = lont("evaluate", *(str(word) for option in options.items() for word in option), settings={})
    assert result.returncode == 0, result.stderr
    assert "contrast pairs" in result.stdout
    assert "asking the tiers of the bundle: 100%" in result.stderr
    content = json.loads(figures.read_text(encoding="utf-8"))
    assert content["rows"] == len(read_held_back(held_back))
    assert content["bundle"] == both_tiers.manifest.version
    assert any(report.iterdir())


def test_leaving_out_prints_tables_and_writes_the_same_as_json(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write_slice(corpus)
    figures = tmp_path / "figures.json"
    result = lont("evaluate", "--leave-out", "--corpus", str(corpus), "--json", str(figures), settings={})
    assert result.returncode == 0, result.stderr
    assert "contrast pairs" in result.stdout
    assert "leaving batches out, plain model: 100%" in result.stderr
    content = json.loads(figures.read_text(encoding="utf-8"))
    assert {record["detector"] for record in content["labels"]} == {"linear", "TF-IDF + LR", "keyword list"}
    assert set(content["hard_parts"]) == {"linear"}
    assert content["background"]["lont's own lines"][0]["messages"] == len(measured_lines(read_ordinary()))


@pytest.mark.parametrize("option", ["--held-back", "--encoder", "--readme"])
def test_what_says_nothing_about_leaving_out_is_refused_beside_it(tmp_path: Path, option: str) -> None:
    result = lont("evaluate", "--leave-out", option, str(tmp_path), settings={})
    assert result.returncode == 2
    assert f"{option} has no meaning with --leave-out" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_batch_that_the_bundle_has_learned_from_is_told_in_one_line(slice_folder: Path) -> None:
    result = lont("evaluate", "--held-back", str(slice_folder), settings={})
    assert result.returncode == 2
    assert "is not held back" in result.stderr.splitlines()[-1]
    assert "Traceback" not in result.stderr


def test_what_would_be_missed_after_the_evaluation_is_told_before_it(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("no marks", encoding="utf-8")
    # A corpus that is not there would be the next error.
    for words in (
        ["--readme", str(readme)],
        ["--background", str(tmp_path / "none.jsonl")],
        ["--report", str(readme / "folder")],
    ):
        result = lont("evaluate", *words, "--corpus", str(tmp_path / "none"), settings={})
        assert result.returncode == 2
        assert words[1] in result.stderr
        assert "Traceback" not in result.stderr


def test_every_tier_and_the_encoder_can_be_trained() -> None:
    result = lont("train", "--help", settings={})
    assert result.returncode == 0
    commands = {line.strip("│ ").split(" ")[0] for line in result.stdout.splitlines() if line.startswith("│ ")}
    assert {"encoder", "linear", "transformer"} <= commands


def test_the_learning_curve_is_a_command(tmp_path: Path, five_batches: Path) -> None:
    words = ("--report", str(tmp_path), "--corpus", str(five_batches), "--draws", "2")
    result = lont("learning-curve", *words, settings={})
    assert result.returncode == 0, result.stderr
    assert "F1 gained" in result.stdout
    assert "| ---" not in result.stdout
    assert "| ---" in (tmp_path / "learning-curve.md").read_text(encoding="utf-8")
    assert (tmp_path / "learning-curve.svg").exists()


def test_a_corpus_that_is_too_small_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "none.jsonl").write_text("", encoding="utf-8")
    for words, least in ((["learning-curve", "--report", str(tmp_path / "out")], 5), (["evaluate", "--leave-out"], 3)):
        result = lont(*words, "--corpus", str(tmp_path), settings={})
        assert result.returncode == 2
        assert f"needs at least {least} author batches" in result.stderr.splitlines()[-1]
        assert "Traceback" not in result.stderr


def test_a_corpus_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    result = lont("evaluate", "--corpus", str(tmp_path), settings={})
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
