from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from labeling.commands.check import EXIT_FAULTS
from labeling.commands.importing import import_labels
from labeling.corpus import read_corpus
from labeling.formats.names import FormatName
from labeling.formats.registry import FORMATS
from tests.support.exports import bare_records, sound_row

_APP = typer.Typer()
_APP.command()(import_labels)


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(_APP, words)
    return result.exit_code, result.output


def test_import_writes_the_rows_into_the_batch_that_was_named(tmp_path: Path) -> None:
    [file] = FORMATS[FormatName.CSV].write([sound_row()], tmp_path / "in.csv")
    status, output = _run(str(file), "--format", "csv", "--out", str(tmp_path / "new"), "--batch", "second")
    assert (status, "1 row in" in output) == (0, True)
    assert read_corpus(tmp_path / "new") == [sound_row(author_batch="second")]
    assert (tmp_path / "new" / "second.jsonl").exists()


def test_import_names_what_was_refused_and_fails_but_writes_the_rest(tmp_path: Path) -> None:
    [file] = FORMATS[FormatName.DOCCANO].write([sound_row()], tmp_path / "in.jsonl")
    with file.open("a", encoding="utf-8") as lines:
        lines.write('{"text": "secret"\n')
    status, output = _run(str(file), "--format", "doccano", "--out", str(tmp_path / "new"))
    assert status == EXIT_FAULTS
    assert "in.jsonl, line 2: " in output
    assert "secret" not in output
    assert read_corpus(tmp_path / "new") == [sound_row()]


def test_a_file_of_another_format_gets_a_hint_and_its_reasons_are_grouped(tmp_path: Path) -> None:
    lines = tmp_path / "in"
    lines.write_text(bare_records()[FormatName.DOCCANO] * 20, encoding="utf-8")
    status, output = _run(str(lines), "--format", "doccano", "--out", str(tmp_path / "new"))
    assert (status, output.count("\n")) == (EXIT_FAULTS, 6)
    assert "… and 37 more: id, lang" in output
    status, output = _run(str(lines), "--format", "label-studio", "--out", str(tmp_path / "new"))
    assert status == EXIT_FAULTS
    assert "try --format doccano" in output
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize("form", list(FormatName))
def test_an_empty_file_fails(tmp_path: Path, form: FormatName) -> None:
    (tmp_path / "in").touch()
    status, output = _run(str(tmp_path / "in"), "--format", form, "--out", str(tmp_path / "new"))
    assert status == EXIT_FAULTS
    assert "in, line 1: the file is empty" in output
