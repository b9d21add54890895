from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from labeling.checks import Fault, check_corpus
from tests.support.rows import NEITHER, sound, write_corpus


def _row(number: int, **changes: object) -> dict[str, Any]:
    return sound(id=str(number), text=f"bericht nummer {number}x", **changes)


def test_a_sound_corpus_has_no_faults(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[_row(1, pair="p"), _row(2, pair="p", **NEITHER), _row(3)])
    assert check_corpus(tmp_path).faults == []


@pytest.mark.parametrize(
    ("second", "reason"),
    [
        (_row(2, lang="?"), "lang"),
        (_row(1, kind="x") | {"text": "iets anders"}, "id 1 is taken"),
        (_row(2, author_batch="other"), "not the name of the file"),
        (_row(2, codebook_version="2.0"), "codebook 2.0"),
        (_row(2) | {"text": "BERICHT  nummer 1x"}, "copy of 1"),
        (_row(2, pair="p"), "pair p has 1 member,"),
    ],
    ids=["field", "id", "batch", "codebook", "copy", "pair"],
)
def test_each_fault_is_found_where_it_is(tmp_path: Path, second: dict[str, Any], reason: str) -> None:
    write_corpus(tmp_path, batch=[_row(1), second, _row(3)])
    faults = check_corpus(tmp_path).faults
    assert [(fault.file, fault.line) for fault in faults] == [("batch.jsonl", 2)]
    assert reason in faults[0].reason


def test_a_pair_has_different_labels(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[_row(1, pair="p"), _row(2, pair="p")])
    assert check_corpus(tmp_path).faults == [Fault("batch.jsonl", 2, "both sides of pair p have the same labels")]


def test_a_pair_lies_in_one_batch(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[_row(1, pair="p")], other=[_row(2, pair="p", author_batch="other", **NEITHER)])
    assert [fault.reason for fault in check_corpus(tmp_path).faults] == ["pair p lies in two batches"]


def test_a_copy_in_another_batch_is_found_and_one_in_another_conversation_is_none(tmp_path: Path) -> None:
    def talk(before: str) -> dict[str, Any]:
        text = "bericht nummer 1x"
        around = [{"author": "a", "text": before}, {"author": "b", "text": text}]
        return {"text": text, "messages": around, "target_index": 1}

    write_corpus(
        tmp_path,
        batch=[_row(1), _row(2) | talk("hoi")],
        other=[_row(3, author_batch="other") | talk("nee"), _row(4, author_batch="other") | talk("hoi")],
    )
    assert check_corpus(tmp_path).faults == [Fault("other.jsonl", 2, "copy of 2, once normalised")]


def test_a_corpus_of_empty_files_is_a_fault(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[], other=[])
    assert [fault.reason for fault in check_corpus(tmp_path).faults] == ["no rows in any file"]


def test_bytes_that_are_no_utf_8_and_folders_are_faults_and_the_rest_is_checked(tmp_path: Path) -> None:
    write_corpus(tmp_path, batch=[_row(1), _row(2) | {"text": "café ouvert"}, _row(3, author_batch="other")])
    (tmp_path / "batch.jsonl").write_bytes((tmp_path / "batch.jsonl").read_text().encode("latin-1"))
    (tmp_path / "wide.jsonl").write_text("x\n", encoding="utf-16")
    (tmp_path / "folder.jsonl").mkdir()
    assert list(map(str, check_corpus(tmp_path).faults)) == [
        "batch.jsonl:2: not UTF-8",
        "batch.jsonl:3: author_batch is not the name of the file",
        "folder.jsonl: is a folder",
        "wide.jsonl:1: not UTF-8, but UTF-16",
    ]


def test_a_fault_shows_what_does_not_print_as_an_escape() -> None:
    assert str(Fault("a\x1b[2J.jsonl", 3, "x\ny")) == "a\\x1b[2J.jsonl:3: x\\ny"


def test_the_corpus_of_lont_is_sound() -> None:
    assert check_corpus().faults == []
