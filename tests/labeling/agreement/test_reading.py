from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from labeling.agreement import Judgement, read_second_pass
from labeling.corpus import read_corpus
from labeling.errors import CorpusError

NEITHER = {"recruitment": 0, "f4_sale": 0, "explicitness": "none", "role": "none"}
SALE = {"recruitment": 0, "f4_sale": 1, "explicitness": "veiled", "role": "seller"}


def _line(**changes: object) -> str:
    line: dict[str, Any] = {"id": "1", "labeller": "second", "first": SALE, "second": SALE, "doubt": False}
    return json.dumps(line | changes)


def test_a_difference_in_a_label_is_settled_by_a_rule(tmp_path: Path) -> None:
    path = tmp_path / "second.jsonl"
    path.write_text(_line() + "\n" + _line(id="2", second=NEITHER, settled=SALE, rule="rule 5") + "\n")
    assert [judged.settled for judged in read_second_pass(path)] == [None, Judgement.model_validate(SALE)]


@pytest.mark.parametrize(
    "line",
    [
        _line(second=NEITHER),
        _line(settled=SALE),
        _line(first=SALE | {"recruitment": 2}),
        _line(doubt="no"),
        "{",
    ],
    ids=["unsettled", "no rule", "label", "doubt", "json"],
)
def test_a_line_that_is_none_is_named_by_its_number(tmp_path: Path, line: str) -> None:
    path = tmp_path / "second.jsonl"
    path.write_text(_line() + "\n" + line + "\n")
    with pytest.raises(CorpusError, match="line 2"):
        read_second_pass(path)


def test_a_file_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="cannot be read"):
        read_second_pass(tmp_path / "none.jsonl")


def test_the_corpus_carries_what_was_settled() -> None:
    rows = {row.id: Judgement.of(row).labels for row in read_corpus()}
    settled = {judged.id: (judged.settled or judged.first).labels for judged in read_second_pass()}
    assert len(settled) >= 1_200
    assert {name: rows[name] for name in settled} == settled
