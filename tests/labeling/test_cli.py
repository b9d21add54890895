from __future__ import annotations

from pathlib import Path

from typer.testing import CliRunner

from labeling.cli import label
from labeling.commands.check import EXIT_FAULTS
from tests.support.rows import NEITHER, sound, write_corpus


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(label, words, env={"COLUMNS": "200"})
    return result.exit_code, result.output


def test_check_is_silent_about_a_sound_corpus_but_for_saying_so(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound()])
    assert _run("check", "--doubts", "0", "--corpus", str(tmp_path)) == (0, "The corpus is sound.\n")


def test_check_names_file_line_and_reason_and_fails(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound(), sound(id="2", text="anders", author_batch="other")])
    status, output = _run("check", "--corpus", str(tmp_path))
    assert status == EXIT_FAULTS
    assert "batch.jsonl:2: author_batch is not the name of the file" in output


def test_counts_has_a_line_for_each_language_and_batch(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound(), sound(id="2", lang="sv", **NEITHER)])
    status, output = _run("counts", "--corpus", str(tmp_path))
    lines = [line.split("│")[1:-1] for line in output.splitlines() if line.startswith("│")]
    cells = [[cell.strip() for cell in line] for line in lines]  # a title stands over the lines of its part
    assert status == 0
    assert ["all", "2", "0", "1", "0", "1"] in cells
    assert ["sv", "1", "0", "0", "0", "1"] in cells
    assert ["batch", "2", "0", "1", "0", "1"] in cells
    assert "1 distinct text, 1 kind, 0 contrast pairs, 0 rows within a conversation (0 of them neither)" in output
