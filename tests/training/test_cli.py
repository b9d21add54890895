from __future__ import annotations

import json
from pathlib import Path

from labeling.ordinary import read_ordinary
from models.scorer import Scorer
from tests.support.corpora import BATCHES, write_slice
from tests.support.processes import lont
from training.evaluating import evaluate_corpus
from training.recipe import Recipe


def test_a_bundle_is_trained_and_scored_with(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write_slice(corpus)
    out = tmp_path / "bundle"
    result = lont("train", "linear", "--corpus", str(corpus), "--out", str(out), settings={})
    assert result.returncode == 0, result.stderr
    assert Scorer.load(out).version


def test_the_evaluation_prints_tables_and_writes_the_same_as_json(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write_slice(corpus)
    ordinary = tmp_path / "ordinary.jsonl"
    ordinary.write_text('{"text": "lekker weer vandaag"}\n{"text": "tot zo"}\n', encoding="utf-8")
    figures = tmp_path / "figures.json"
    result = lont(
        "evaluate", "--corpus", str(corpus), "--json", str(figures), "--background", str(ordinary), settings={}
    )
    assert result.returncode == 0, result.stderr
    assert "contrast pairs" in result.stdout
    assert "reading the corpus: 0%" in result.stderr
    assert "the same, plain model: 100%" in result.stderr
    content = json.loads(figures.read_text(encoding="utf-8"))
    assert {record["detector"] for record in content["labels"]} == {"linear", "TF-IDF + LR", "keyword list"}
    own, other = content["background"]["lont's own lines"], content["background"]["ordinary"]
    assert [(found["lang"], found["detector"], found["messages"]) for found in other] == [
        ("all", "linear", 2), ("all", "keyword list", 2), ("?", "linear", 2), ("?", "keyword list", 2),
    ]  # fmt: skip
    assert own[0]["messages"] == len(read_ordinary())


def test_rounds_of_writing_are_compared_with_the_starter_corpus(tmp_path: Path) -> None:
    write_slice(tmp_path, rows_each=30)
    brief = '[{}]\nround = {}\nwho = "x"\nwhere = "x"\nhow = "x"\nwhy = "x"\n'
    (tmp_path / "briefs.toml").write_text("".join(brief.format(name, 1 + at // 3) for at, name in enumerate(BATCHES)))
    said = list[tuple[str, float]]()
    recipe = Recipe(inner_folds=2)
    figures = evaluate_corpus(tmp_path, recipe, [], lambda what, share: said.append((what, share)))
    assert {record["detector"] for record in figures["labels"]} == {
        "linear", "linear, starter corpus", "TF-IDF + LR", "keyword list",
    }  # fmt: skip
    assert said[-2:] == [("the same, plain model", 1.0), ("scoring ordinary messages", 1.0)]


def test_what_would_be_missed_after_the_evaluation_is_told_before_it(tmp_path: Path) -> None:
    readme = tmp_path / "README.md"
    readme.write_text("no marks", encoding="utf-8")
    # A corpus that is not there would be the next error.
    for words in (["--readme", str(readme)], ["--background", str(tmp_path / "none.jsonl")]):
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
    for words, least in ((["learning-curve", "--report", str(tmp_path / "out")], 5), (["evaluate"], 3)):
        result = lont(*words, "--corpus", str(tmp_path), settings={})
        assert result.returncode == 2
        assert f"needs at least {least} author batches" in result.stderr.splitlines()[-1]
        assert "Traceback" not in result.stderr


def test_a_corpus_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    result = lont("evaluate", "--corpus", str(tmp_path), settings={})
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
