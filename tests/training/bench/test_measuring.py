from __future__ import annotations

import json
import os
from collections.abc import Iterator
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

from labeling.corpus import read_corpus
from tests.support.processes import lont
from tests.support.tiers import small_bundle
from training.bench import measuring
from training.bench.measuring import measure_score
from training.bench.peer import PeerShape
from training.bench.plan import Plan
from training.bench.printing import print_report
from training.bench.report import Report

PLAN = Plan(messages=20, pairs=2, requests=2, starts=1)


@pytest.fixture(scope="module", autouse=True)
def few_rows() -> Iterator[None]:
    """Learn from some rows; the plain model would take seconds with all of them."""
    some = read_corpus()[::40]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(measuring, "read_corpus", lambda: some)
        yield


@pytest.fixture(scope="module")
def report(bundle: Path, shape: PeerShape) -> Report:
    return measure_score(PLAN, bundle, None, lambda *_: None, shape=shape)


def test_each_tier_and_the_cascade_stand_beside_the_peer(report: Report) -> None:
    ours = ["TF-IDF + logistic regression", "linear", "transformer", "cascade"]
    assert [(figure.name, figure.against) for figure in report.figures] == [
        *((f"{name}, one by one", "peer, one by one") for name in ours),
        *((f"{name}, all at once", "peer, all at once") for name in ours),
        ("cascade, 98% copies", "peer without a cache"),
        ("cascade, 98% copies", "peer with a cache"),
        ("POST /v1/score, one message, p50", "bare call, p50"),
        ("POST /v1/score, one message, p95", "bare call, p95"),
    ]
    for figure in report.figures:
        ratio = figure.ratio
        assert len(ratio.pairs) == PLAN.pairs
        assert 0 < ratio.lowest <= ratio.median <= ratio.highest
        assert figure.unit == ("ms" if figure.name.startswith("POST") else "messages/s")


def test_the_report_says_that_the_weights_are_random_and_where_texts_are_cut_off(report: Report) -> None:
    assert report.peer.weights == "random"
    assert any("weights of the peer are random" in remark for remark in report.remarks)
    assert report.peer.most_tokens == 114  # 112 of the message and two around them, as the tier reads
    assert report.passed_on is not None
    assert 0 <= report.passed_on <= 1


def test_a_fresh_process_was_started_and_told_its_memory(report: Report) -> None:
    (start,) = report.starts
    assert start.seconds > 0
    assert start.mebibytes > 20


def test_the_report_is_json_and_is_printed_with_all_that_has_to_be_known(report: Report) -> None:
    content = json.loads(json.dumps(report.as_json()))
    assert content["plan"]["threads"] == 1
    assert content["plan"]["different_in_stream"] == 4
    assert content["figures"][0].keys() >= {"name", "unit", "value", "against", "against_value", "ratio"}
    assert content["machine"]["versions"]["transformers"]
    console = Console(record=True, width=160, file=StringIO())
    print_report(console, report)
    shown = console.export_text()
    for words in ("cascade, 98% copies", "peer with a cache", "Threads of each side: 1", report.bundle, "hands on"):
        assert words in shown


def test_what_a_bundle_without_transformer_lacks_is_left_out_and_said(
    tmp_path: Path, bundle: Path, shape: PeerShape, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(measuring, "packaged_tokenizer", lambda: bundle / "transformer" / "tokenizer.json")
    folder = small_bundle(tmp_path).folder
    report = measure_score(PLAN, folder, None, lambda *_: None, shape=shape)
    names = {figure.name for figure in report.figures}
    assert {"linear, one by one", "linear, 98% copies"} <= names
    assert not any(name.startswith(("transformer", "cascade")) for name in names)
    assert report.passed_on is None
    assert any("has no transformer tier" in remark for remark in report.remarks)


def test_the_libraries_get_their_threads_back(report: Report) -> None:
    assert report.plan.threads == 1
    assert "RAYON_NUM_THREADS" not in os.environ


def test_what_cannot_be_measured_is_told_in_one_line(tmp_path: Path) -> None:
    for words, code in (
        (["--bundle", str(tmp_path / "none")], "bundle_missing"),
        (["--quick", "--peer", str(tmp_path)], "training"),
        (["--json", str(tmp_path)], "training"),
        (["--messages", "5000"], "training"),
    ):
        result = lont("bench", "score", *words, settings={})
        assert result.returncode == 2
        assert f"[{code}]" in result.stderr
        assert "Traceback" not in result.stderr


def test_fewer_than_five_pairs_are_refused() -> None:
    result = lont("bench", "score", "--pairs", "4", settings={})
    assert result.returncode == 2
    assert "--pairs" in result.stderr
