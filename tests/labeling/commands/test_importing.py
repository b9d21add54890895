from __future__ import annotations

from pathlib import Path

import typer
from typer.testing import CliRunner

from labeling.commands.check import EXIT_FAULTS
from labeling.commands.importing import import_labels
from labeling.corpus import read_corpus
from labeling.formats.names import FormatName
from labeling.formats.registry import FORMATS
from tests.support.exports import sound_row

_APP = typer.Typer()
_APP.command()(import_labels)


def _run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(_APP, words)
    return result.exit_code, result.output


def test_import_writes_the_rows_into_the_batch_that_was_named(tmp_path: Path) -> None:
    [file] = FORMATS[FormatName.CSV].write([sound_row()], tmp_path / "in.csv")
    status, output = _run(str(file), "--format", "csv", "--out", str(tmp_path / "new"), "--batch", "second")
    assert (status, "1 rows in" in output) == (0, True)
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
