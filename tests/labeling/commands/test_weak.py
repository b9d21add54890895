from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from labeling.commands.weak import weak
from labeling.errors import CorpusError
from labeling.weak.development import DEVELOPMENT_BATCHES
from labeling.weak.functions import FUNCTIONS
from tests.support.rows import NEITHER, sound, write_corpus

TEXTS = {
    (0, 1): ("cobra 6 te koop, doos van {}", "viper voor {} euro per stuk"),
    (1, 0): ("vannacht een bom bij een deur, {} euro", "wie durft een knal bij een huis, {} en filmen"),
    (0, 0): ("politie vond {} cobra's", "tot morgen om {}", "fiets te koop voor {}"),
}


def _batch(name: str, first: int) -> list[dict[str, Any]]:
    rows = list[dict[str, Any]]()
    for labels, texts in TEXTS.items():
        for text in texts * 3:
            number = first + len(rows)
            changes = dict(zip(("recruitment", "f4_sale"), labels, strict=True)) | ({} if any(labels) else NEITHER)
            rows.append(sound(id=f"{name}-{number}", text=text.format(number), author_batch=name) | changes)
    return rows


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    folder = tmp_path / "corpus"
    folder.mkdir()
    names = (DEVELOPMENT_BATCHES[0], *(f"b{at}" for at in range(9)))
    return write_corpus(folder, **{name: _batch(name, 100 * at) for at, name in enumerate(names, 1)})


def _run(*words: str, columns: int = 250) -> tuple[int, str, BaseException | None]:
    app = typer.Typer()
    app.command()(weak)
    result = CliRunner().invoke(app, words, env={"COLUMNS": str(columns)})
    return result.exit_code, result.stdout, result.exception


def test_figures_are_of_the_rows_that_the_functions_were_not_written_with(corpus: Path) -> None:
    status, output, _ = _run("--corpus", str(corpus))
    assert status == 0
    assert "on 189 rows they were not written with" in output
    assert "heavy_article_in_trade" in output
    assert "What weak labels add" not in output


def test_on_80_columns_every_name_is_whole_and_no_interval_is_shown(corpus: Path) -> None:
    _, output, _ = _run("--corpus", str(corpus), columns=80)
    assert max(map(len, output.splitlines())) <= 80
    first_cells = {line.split("│")[1].strip() for line in output.splitlines() if line.startswith("│")}
    assert {function.name for function in FUNCTIONS} <= first_cells
    assert all(head in output for head in ("votes on", "right where", "it votes", "conflicts", "precision"))
    assert "…" not in output
    assert "95%" not in output


def test_a_report_has_tables_curves_and_numbers_that_agree(corpus: Path, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "report"
    status, output, _ = _run("--corpus", str(corpus), "--report", str(folder))
    assert status == 0
    assert "What weak labels add" in output
    found = json.loads((folder / "weak.json").read_text(encoding="utf-8"))
    assert found["rows"] == 189
    for one in found["functions"]:
        assert one["coverage"] * found["rows"] == pytest.approx(one["accuracy"]["n"])
        assert one["conflicts"] <= one["overlaps"] <= one["coverage"]
    assert {(one["label"], one["how"]) for one in found["combined"]} == {
        (label, how) for label in ("recruitment", "f4_sale") for how in ("majority", "weighted")
    }
    points = {(one["label"], one["taught_by"], one["n"]): one["mean"] for one in found["trial"]["points"]}
    for gain in found["trial"]["gains"]:
        with_weak, alone = (points[gain["label"], how, gain["n"]] for how in ("gold_and_weak", "gold"))
        assert gain["mean"] == pytest.approx(with_weak - alone)
    tables = (folder / "weak.md").read_text(encoding="utf-8")
    assert "| f4_sale | heavy_article_in_trade | 1 |" in tables
    assert all(f"- {note}" in tables for note in found["notes"])
    assert "optimistic" in tables
    assert "(95%)" in tables
    assert (folder / "weak.svg").read_text(encoding="utf-8").count("<svg") == 1


def test_a_report_is_the_same_every_time(corpus: Path, tmp_path: Path) -> None:
    for name in ("one", "two"):
        _run("--corpus", str(corpus), "--report", str(tmp_path / name))
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes(), path.name


def test_a_corpus_of_development_batches_only_is_refused(tmp_path: Path) -> None:
    name = DEVELOPMENT_BATCHES[0]
    write_corpus(tmp_path, **{name: _batch(name, 100)})
    _, _, error = _run("--corpus", str(tmp_path))
    assert isinstance(error, CorpusError)
    assert "written with" in str(error)


def test_a_trial_needs_three_batches_and_says_so(tmp_path: Path) -> None:
    write_corpus(tmp_path, b1=_batch("b1", 100), b2=_batch("b2", 200))
    _, _, error = _run("--corpus", str(tmp_path), "--report", str(tmp_path / "report"))
    assert isinstance(error, CorpusError)
    assert "where a trial needs 3" in str(error)


def test_a_folder_that_cannot_be_written_is_named_before_anything_is_read(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("", encoding="utf-8")
    # A corpus that is not there would be the next error.
    _, _, error = _run("--corpus", str(tmp_path / "none"), "--report", str(tmp_path / "taken"))
    assert isinstance(error, CorpusError)
    assert "cannot be written" in str(error)
    assert "--report" in error.remedy
