from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from labeling.cli import label
from tests.support.rows import NEITHER, sound, write_corpus


def _run(folder: Path, *words: str) -> str:
    result = CliRunner().invoke(label, ["counts", "--corpus", str(folder), *words], env={"COLUMNS": "80"})
    assert result.exit_code == 0, result.exception
    return result.output


def test_long_names_are_not_cut_and_markup_is_shown_as_it_is(tmp_path: Path) -> None:
    long = "k" * 80
    write_corpus(tmp_path, batch=[sound(kind=long), sound(id="2", platform="[red]x[/red]")])
    output = _run(tmp_path)
    assert output.count("k") >= 80
    assert "…" not in output
    assert "[red]x[/red]" in output


def test_one_part_is_shown_alone(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound()])
    output = _run(tmp_path, "--by", "language")
    assert "by language" in output
    assert "by batch" not in output


def test_all_counts_go_to_a_file(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[sound(), sound(id="2", lang="sv", **NEITHER)])
    _run(tmp_path, "--by", "role", "--json", str(tmp_path / "counts.json"))
    counts = json.loads((tmp_path / "counts.json").read_text())
    assert counts["all"]["rows"] == 2
    assert counts["by_language"]["sv"] == {"rows": 1, "recruitment": 0, "f4_sale": 0, "both": 0, "neither": 1}
