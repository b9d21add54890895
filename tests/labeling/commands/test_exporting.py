from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from labeling.codebook import VERSION
from labeling.commands.check import EXIT_FAULTS
from labeling.commands.exporting import export_labels
from labeling.corpus import read_corpus
from labeling.errors import CorpusError
from labeling.formats.importing import Imported, read_labels
from labeling.formats.names import FormatName
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
    assert f"{ids} row" in output


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
        (["--format", "csv", "--out", "/nonexistent/x.csv"], "no folder /nonexistent"),
        (["--format", "label-studio", "--out", "x.XML"], "would hold the tasks and"),
        (["--format", "label-studio", "--out", "-"], "standard output cannot hold"),
        (["--format", "csv", "--out", "x.csv", "--sample", "3"], "blind pass"),
        (["--format", "label-studio", "--out", "x.json", "--blind", "--predict"], "shows no predictions"),
        (["--format", "csv", "--out", "x.csv", "--unlabelled", "x"], "are for rows of a corpus"),
    ],
)
def test_what_cannot_be_done_is_said(corpus: Path, words: list[str], said: str) -> None:
    with pytest.raises(CorpusError, match=said):
        _run(corpus, *words)


def test_what_is_there_is_never_overwritten(corpus: Path) -> None:
    for name in ("there.csv", "tasks.xml"):
        (corpus / name).write_text("mine", encoding="utf-8")
    for form, out in (("csv", "there.csv"), ("label-studio", "tasks.json")):
        with pytest.raises(CorpusError, match="Name another file"):
            _run(corpus, "--format", form, "--out", str(corpus / out))
    assert {(corpus / name).read_text(encoding="utf-8") for name in ("there.csv", "tasks.xml")} == {"mine"}
    assert not (corpus / "tasks.json").exists()


@pytest.mark.parametrize("form", ["doccano", "csv"])
def test_standard_output_holds_the_rows_and_nothing_else(corpus: Path, form: str) -> None:
    result = CliRunner().invoke(_APP, ["--format", form, "--out", "-", "--corpus", str(corpus)])
    _run(corpus, "--format", form, "--out", str(corpus / "out"))
    assert result.stdout_bytes == (corpus / "out").read_bytes()
    assert result.stderr == "3 rows in standard output\n"


def test_what_went_out_with_predictions_comes_back_as_it_was(corpus: Path) -> None:
    _run(corpus, "--format", "label-studio", "--out", str(corpus / "tasks.json"), "--predict")
    assert read_labels(corpus / "tasks.json", FormatName.LABEL_STUDIO) == Imported(read_corpus(corpus), [])


def test_rows_of_a_list_of_ids_go_out_alone(corpus: Path) -> None:
    ids = corpus / "ids.txt"
    ids.write_text("b1\n\n a1\r\n", encoding="utf-8")
    _run(corpus, "--format", "doccano", "--out", str(corpus / "out"), "--ids", str(ids))
    assert [json.loads(line)["id"] for line in (corpus / "out").read_text(encoding="utf-8").splitlines()] == [
        "a1",
        "b1",
    ]
    ids.write_text("a1\nsecret\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"ids\.txt, line 2: none of the rows"):
        _run(corpus, "--format", "doccano", "--out", str(corpus / "other"), "--ids", str(ids))


def test_a_blind_sample_tells_nothing_of_the_first_labels(tmp_path: Path) -> None:
    rows = [sound(id=f"r{number}", pair="p", spans=[], codebook_version=VERSION) for number in range(30)]
    corpus = write_corpus(tmp_path, a=rows)
    for name in ("one", "two"):
        _run(corpus, "--format", "doccano", "--out", str(tmp_path / name), "--blind", "--sample", "20")
    lines = [json.loads(line) for line in (tmp_path / "one").read_text(encoding="utf-8").splitlines()]
    order = [int(line["id"][1:]) for line in lines]
    assert len(set(order)) == 20
    assert order != sorted(order)
    assert {(line["kind"], line["pair"]) for line in lines} == {("unlabelled", None)}
    assert not lines[0].keys() & {"cats", "entities", "label", "spans_marked", "role", "explicitness"}
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def _new_messages(folder: Path) -> Path:
    lines = [{"id": 5, "text": "een doos te koop, wie wil hem", "rank": 1}, {"text": 3}]
    (folder / "next.jsonl").write_text("\n".join(map(json.dumps, lines)), encoding="utf-8")
    return folder / "next.jsonl"


@pytest.mark.parametrize("form", list(FormatName))
def test_new_messages_go_out_without_labels_and_a_broken_line_is_told(tmp_path: Path, form: FormatName) -> None:
    words = ["--unlabelled", str(_new_messages(tmp_path)), "--out", str(tmp_path / "out"), "--batch", "week1"]
    result = CliRunner().invoke(_APP, ["--format", form, *words])
    assert result.exit_code == EXIT_FAULTS
    assert "next.jsonl, line 2: text: " in result.stderr
    content = (tmp_path / "out").read_text(encoding="utf-8-sig")
    assert "week1" in content
    assert not any(word in content for word in ("annotations", "cats", "entities", "neither", "none"))
    assert "labelled" in read_labels(tmp_path / "out", form).refused[0].reason


def test_new_messages_go_to_label_studio_with_predictions(tmp_path: Path) -> None:
    words = ["--unlabelled", str(_new_messages(tmp_path)), "--out", str(tmp_path / "out.json"), "--predict"]
    CliRunner().invoke(_APP, ["--format", "label-studio", *words])
    [task] = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert task.keys() == {"data", "predictions"}
    assert (task["data"]["meta"]["id"], task["data"]["meta"]["author_batch"]) == ("5", "new")


def test_new_messages_make_one_batch(tmp_path: Path) -> None:
    words = [
        "--unlabelled",
        str(_new_messages(tmp_path)),
        "--out",
        str(tmp_path / "out"),
        "--batch",
        "a",
        "--batch",
        "b",
    ]
    with pytest.raises(CorpusError, match="one batch"):
        CliRunner().invoke(_APP, ["--format", "csv", *words], catch_exceptions=False)
