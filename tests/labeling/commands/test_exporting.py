from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from labeling.codebook import VERSION
from labeling.commands.exporting import export_labels
from labeling.errors import CorpusError
from tests.support.rows import sound, write_corpus

_APP = typer.Typer()
_APP.command()(export_labels)


def _run(corpus: Path, *words: str) -> str:
    result = CliRunner().invoke(_APP, [*words, "--corpus", str(corpus)])
    if result.exception is not None:
        raise result.exception
    return result.output


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    rows = [sound(id=name, author_batch=name[0], codebook_version=VERSION) for name in ("a1", "a2", "b1")]
    return write_corpus(tmp_path, a=rows[:2], b=rows[2:])


@pytest.mark.parametrize(("words", "ids"), [([], 3), (["--batch", "a"], 2), (["--limit", "1", "--batch", "b"], 1)])
def test_export_takes_the_batches_and_the_number_asked_for(corpus: Path, words: list[str], ids: int) -> None:
    output = _run(corpus, "--format", "doccano", "--out", str(corpus / "out.jsonl.txt"), *words)
    assert len((corpus / "out.jsonl.txt").read_text(encoding="utf-8").splitlines()) == ids
    assert f"{ids} rows in" in output


def test_export_with_predictions_has_those_of_the_bundle(corpus: Path) -> None:
    _run(corpus, "--format", "label-studio", "--out", str(corpus / "tasks.json"), "--predict")
    tasks = json.loads((corpus / "tasks.json").read_text(encoding="utf-8"))
    assert all(0 <= task["predictions"][0]["score"] <= 1 for task in tasks)
    assert (corpus / "tasks.xml").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--format", "csv", "--out", "x.csv", "--predict"], "no place for predictions"),
        (["--format", "csv", "--out", "x.csv", "--batch", "zz"], "no batch zz"),
        (["--format", "csv", "--out", "/nonexistent/x.csv"], "cannot be written"),
    ],
)
def test_what_cannot_be_done_is_said(corpus: Path, words: list[str], said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        _run(corpus, *words)
