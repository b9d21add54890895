from __future__ import annotations

import json
from pathlib import Path

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
    content = json.loads(figures.read_text(encoding="utf-8"))
    assert {record["detector"] for record in content["labels"]} == {"linear", "TF-IDF + LR", "keyword list"}
    assert content["background"]["linear"]["messages"] == 2


def test_a_corpus_that_is_none_is_told_in_one_line(tmp_path: Path) -> None:
    result = lont("evaluate", "--corpus", str(tmp_path), settings={})
    assert result.returncode == 2
    assert "Traceback" not in result.stderr
