from __future__ import annotations

from pathlib import Path
from shutil import copyfile

from typer.testing import CliRunner

from labeling.cli import label
from labeling.commands.check import EXIT_FAULTS
from labeling.corpus import FOLDER
from tests.support.rows import sound, write_corpus


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(label, ["check", *words], env={"COLUMNS": "200"})
    return result.exit_code, result.output


def test_doubts_are_shown_after_faults_with_places_and_all_suspects_go_to_a_file(tmp_path: Path) -> None:
    for name in ("nl_vlaams", "de_alltag"):  # of one all hits are in Dutch, of the other no row is a hit
        copyfile(FOLDER / f"{name}.jsonl", tmp_path / f"{name}.jsonl")
    write_corpus(tmp_path, other=[sound(lang="?")])
    file = tmp_path / "suspects.txt"
    status, output = _run("--corpus", str(tmp_path), "--suspects", str(file), "--doubts", "3")
    ids = file.read_text().split()
    assert status == EXIT_FAULTS
    assert output.index("other.jsonl:1: lang: is no code of a language") < output.index("Suspect labels")
    assert f" {ids[0]} " in output  # with the batch in it, and the line beside it
    assert len(ids) > 3
    assert output.endswith("1 fault\n")


def test_a_few_rows_of_two_batches_are_no_error(tmp_path: Path) -> None:
    write_corpus(tmp_path, one=[sound(author_batch="one")], two=[sound(id="2", text="y", author_batch="two")])
    status, output = _run("--corpus", str(tmp_path))
    assert status == 0
    assert "from 50 rows of two batches on" in output


def test_a_corpus_without_rows_fails(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[])
    status, output = _run("--corpus", str(tmp_path))
    assert status == EXIT_FAULTS
    assert "no rows" in output


def test_fewer_than_no_doubts_are_refused() -> None:
    assert _run("--doubts", "-1")[0] == 2
