from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner, Result

from labeling.cli import label
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
    result = _run("suggest", pool, "--count", 2, "--out", tmp_path / "none" / "out.jsonl", "--corpus", corpus)
    assert isinstance(result.exception, CorpusError)
    assert "cannot be written" in str(result.exception)


@pytest.mark.parametrize("name", ["pool.jsonl", "../{}/pool.jsonl", "other.jsonl", "."])
def test_what_is_there_is_refused_and_stays(pool: Path, corpus: Path, tmp_path: Path, name: str) -> None:
    other = tmp_path / "other.jsonl"
    other.write_text("work of a day\n", encoding="utf-8")
    before = pool.read_bytes()
    result = _run("suggest", pool, "--out", tmp_path / name.format(tmp_path.name), "--corpus", corpus)
    assert isinstance(result.exception, CorpusError)
    assert "Name another file" in result.exception.remedy
    assert (pool.read_bytes(), other.read_text(encoding="utf-8")) == (before, "work of a day\n")


@pytest.mark.parametrize(
    ("content", "lines"),
    [(b"", 0), (b"\n\n", 0), (b"{kapot\n[]\n3\n", 3), ('{"text": "een bericht"}\n' * 3, 3)],
    ids=["empty", "blank", "broken", "utf-16"],
)
def test_a_pool_without_a_line_that_can_be_read_says_so_and_makes_no_file(
    corpus: Path, tmp_path: Path, content: bytes | str, lines: int
) -> None:
    pool, out = tmp_path / "pool.jsonl", tmp_path / "out.jsonl"
    pool.write_bytes(content if isinstance(content, bytes) else content.encode("utf-16"))
    result = _run("suggest", pool, "--out", out, "--corpus", corpus)
    assert result.exit_code == EXIT_FAULTS
    assert f"0 of {lines} lines could be read" in result.stderr
    assert "UTF-8" in result.stderr.splitlines()[-1]
    assert result.stdout == ""
    assert not out.exists()


def test_a_corpus_without_a_row_is_refused(pool: Path, tmp_path: Path) -> None:
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "none.jsonl").write_text("", encoding="utf-8")
    result = _run("suggest", pool, "--out", tmp_path / "out.jsonl", "--corpus", tmp_path / "corpus")
    assert isinstance(result.exception, CorpusError)
    assert "no rows" in str(result.exception)


@pytest.mark.parametrize(("hits", "pools"), [(0.1, 2), (0, 1)])
def test_the_trial_writes_its_report_with_a_table_for_each_pool(
    corpus: Path, tmp_path: Path, hits: float, pools: int
) -> None:
    result = _run("suggest-trial", "--report", tmp_path / "report", "--corpus", corpus, "--hits", hits, *TRIAL)
    assert result.exit_code == 0, result.output
    assert sorted(path.name for path in (tmp_path / "report").iterdir()) == sorted(FILES)
    assert result.stdout.count("hits") == pools
    assert len(json.loads((tmp_path / "report" / "suggest.json").read_text(encoding="utf-8"))["pools"]) == pools


def test_the_second_pool_of_a_trial_is_checked_before_the_first_is_played(corpus: Path, tmp_path: Path) -> None:
    # With so few hits the second pool is too small; the bar on the standard error would tell of a first pool played.
    words = ("--start", 20, "--step", 20, "--until", 120, "--runs", 1, "--jobs", 1, "--hits", 0.01)
    result = _run("suggest-trial", "--report", tmp_path / "report", "--corpus", corpus, *words)
    assert isinstance(result.exception, CorpusError)
    assert "fewer than --until, 120" in str(result.exception)
    assert result.stderr == ""


def test_a_report_that_cannot_be_written_is_refused_before_the_trial(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    # A corpus that is not there would be the next error.
    result = _run("suggest-trial", "--report", tmp_path / "taken", "--corpus", tmp_path / "none", *TRIAL)
    assert isinstance(result.exception, CorpusError)
    assert "cannot be written" in str(result.exception)


def test_what_is_suggested_goes_on_to_the_tool_in_which_it_is_labelled(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    write_slice(corpus, rows_each=30)
    pool, out, tasks = tmp_path / "pool.jsonl", tmp_path / "next.jsonl", tmp_path / "tasks.jsonl"
    talk = [{"author": "a", "text": "heb je nog wat"}, {"text": "ja nog een paar, kom maar"}]
    lines = [{"text": "morgen regen zeggen ze"}, {"id": "t", "messages": talk, "target_index": 1}]
    pool.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    suggested = CliRunner().invoke(
        label, ["suggest", str(pool), "--out", str(out), "--count", "2", "--corpus", str(corpus)]
    )
    assert suggested.exit_code == 0, suggested.output
    exported = CliRunner().invoke(
        label, ["export", "--unlabelled", str(out), "--format", "doccano", "--out", str(tasks), "--batch", "nieuw"]
    )
    assert exported.exit_code == 0, exported.output
    texts = {json.loads(line)["text"] for line in tasks.read_text(encoding="utf-8").splitlines()}
    assert texts == {"morgen regen zeggen ze", "ja nog een paar, kom maar"}
