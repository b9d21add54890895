from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from labeling.agreement import read_second_pass
from labeling.codebook import VERSION
from labeling.commands.exporting import export_labels
from labeling.commands.importing import import_labels
from labeling.commands.second_pass import second_pass
from labeling.errors import CorpusError
from tests.support.rows import sound, write_corpus

_APP = typer.Typer()
_APP.command("export")(export_labels)
_APP.command("import")(import_labels)
_APP.command("second-pass")(second_pass)


def _run(*words: object) -> str:
    return CliRunner().invoke(_APP, [str(word) for word in words], catch_exceptions=False).output


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "corpus").mkdir()
    return write_corpus(tmp_path / "corpus", batch=[sound(id=name, codebook_version=VERSION) for name in ("a", "b")])


def _label_again(out: Path, corpus: Path) -> Path:
    """Export blind, label as a second person would in doccano, import, and return the folder."""
    blind, labelled = out / "blind.jsonl", out / "labelled.jsonl"
    _run("export", "--format", "doccano", "--blind", "--corpus", corpus, "--out", blind)
    tasks = [json.loads(line) for line in blind.read_text(encoding="utf-8").splitlines()]
    said = {"a": ["f4_sale", "explicitness:veiled", "role:seller"], "b": ["neither"]}
    lines = [json.dumps(task | {"cats": said[task["id"]], "entities": []}) + "\n" for task in tasks]
    labelled.write_text("".join(lines), encoding="utf-8")
    _run("import", labelled, "--format", "doccano", "--out", out / "imported")
    return out / "imported"


def test_a_blind_pass_becomes_a_second_pass_and_what_is_left_to_settle(tmp_path: Path, corpus: Path) -> None:
    imported, out = _label_again(tmp_path, corpus), tmp_path / "second.jsonl"
    output = _run("second-pass", imported, "--labeller", "ann", "--out", out, "--corpus", corpus)
    assert "1 text with the same labels" in output
    [judged] = read_second_pass(out)
    assert (judged.id, judged.labeller, judged.first) == ("a", "ann", judged.second)
    unsettled = json.loads((tmp_path / "second.open.jsonl").read_text(encoding="utf-8"))
    assert (unsettled["id"], unsettled["first"]["f4_sale"], unsettled["second"]["f4_sale"]) == ("b", 1, 0)
    with out.open("a", encoding="utf-8") as lines:
        lines.write(json.dumps(unsettled | {"settled": unsettled["first"], "rule": "rule 5"}) + "\n")
    assert [judged.id for judged in read_second_pass(out)] == ["a", "b"]


def test_a_second_pass_that_is_there_is_not_overwritten(tmp_path: Path, corpus: Path) -> None:
    (tmp_path / "second.open.jsonl").write_text("mine", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"second\.open\.jsonl is there already"):
        _run("second-pass", corpus, "--labeller", "ann", "--out", tmp_path / "second.jsonl", "--corpus", corpus)


def test_a_labeller_without_a_name_is_refused(tmp_path: Path, corpus: Path) -> None:
    assert "80 characters" in _run("second-pass", corpus, "--labeller", "", "--out", tmp_path / "x", "--corpus", corpus)
