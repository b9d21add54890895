from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from labeling.commands.suggest import EXIT_FAULTS, suggest, suggest_trial
from labeling.corpus import read_corpus
from labeling.errors import CorpusError
from labeling.suggest.report import FILES
from tests.support.corpora import write_slice

TRIAL = ("--start", 20, "--step", 20, "--until", 40, "--runs", 1, "--jobs", 1)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_slice(tmp_path_factory.mktemp("corpus"))


@pytest.fixture
def pool(tmp_path: Path) -> Path:
    """Return a file with rows of the corpus that no slice holds."""
    rows = [row for row in read_corpus() if row.author_batch == "de_alltag"][:60]
    lines = [json.dumps({"id": row.id, "text": row.text, "lang": row.lang, "platform": row.platform}) for row in rows]
    path = tmp_path / "pool.jsonl"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _run(*words: object) -> Result:
    app = typer.Typer()
    app.command("suggest")(suggest)
    app.command("suggest-trial")(suggest_trial)
    return CliRunner().invoke(app, list(map(str, words)), env={"COLUMNS": "200"})


def _cells(output: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("│")[1:-1]] for line in output.splitlines() if line.startswith("│")]


def test_suggestions_go_to_the_file_and_their_counts_to_the_table(pool: Path, corpus: Path, tmp_path: Path) -> None:
    out = tmp_path / "out.jsonl"
    result = _run("suggest", pool, "--count", 20, "--out", out, "--corpus", corpus)
    assert result.exit_code == 0, result.output
    lines = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [line["rank"] for line in lines] == list(range(1, 21))
    cells = _cells(result.stdout)
    assert ["strategy", "random", "4"] in cells
    assert ["language", "de", "20"] in cells
    assert sum(int(cell[2]) for cell in cells if cell[0] == "predicted") == 20
    texts = [json.loads(line)["text"] for line in pool.read_text(encoding="utf-8").splitlines()]
    assert not any(text in result.output for text in texts)


def test_a_bad_line_is_reported_by_its_number_and_the_others_are_suggested(
    pool: Path, corpus: Path, tmp_path: Path
) -> None:
    pool.write_text("{kapot\n" + pool.read_text(encoding="utf-8"), encoding="utf-8")
    out = tmp_path / "out.jsonl"
    result = _run("suggest", pool, "--count", 10, "--out", out, "--corpus", corpus)
    assert result.exit_code == EXIT_FAULTS
    assert f"{pool}:1: The line is not one JSON object." in result.stderr
    assert len(out.read_text(encoding="utf-8").splitlines()) == 10


def test_a_pool_that_is_too_small_is_said_to_be(pool: Path, corpus: Path, tmp_path: Path) -> None:
    result = _run("suggest", pool, "--count", 500, "--out", tmp_path / "out.jsonl", "--corpus", corpus)
    assert result.exit_code == 0
    assert "and not 500" in result.stderr


@pytest.mark.parametrize("tiers", ["transformer", "linear,linear", ""])
def test_tiers_that_there_are_not_are_refused(pool: Path, corpus: Path, tmp_path: Path, tiers: str) -> None:
    result = _run("suggest", pool, "--out", tmp_path / "out.jsonl", "--corpus", corpus, "--tiers", tiers)
    assert result.exit_code == 2
    assert "linear, plain" in result.stderr


def test_a_file_that_cannot_be_written_is_an_error_with_a_remedy(pool: Path, corpus: Path, tmp_path: Path) -> None:
    result = _run("suggest", pool, "--count", 2, "--out", tmp_path, "--corpus", corpus)
    assert isinstance(result.exception, CorpusError)
    assert "cannot be written" in str(result.exception)


@pytest.mark.parametrize(("hits", "pools"), [(0.1, 2), (0, 1)])
def test_the_trial_writes_its_report_with_a_table_for_each_pool(
    corpus: Path, tmp_path: Path, hits: float, pools: int
) -> None:
    result = _run("suggest-trial", "--report", tmp_path / "report", "--corpus", corpus, "--hits", hits, *TRIAL)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == sorted(FILES)
    assert result.stdout.count("hits") == pools
    assert len(json.loads((tmp_path / "report" / "suggest.json").read_text(encoding="utf-8"))["pools"]) == pools


def test_a_report_that_cannot_be_written_is_refused_before_the_trial(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    # A corpus that is not there would be the next error.
    result = _run("suggest-trial", "--report", tmp_path / "taken", "--corpus", tmp_path / "none", *TRIAL)
    assert isinstance(result.exception, CorpusError)
    assert "cannot be written" in str(result.exception)
