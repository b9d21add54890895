from __future__ import annotations

import json
from pathlib import Path

import pytest

from labeling.codebook import VERSION
from labeling.errors import CorpusError
from labeling.formats.importing import EMPTY, Imported
from labeling.formats.unlabelled import read_unlabelled

_TALK = {"messages": [{"text": "wie heeft er nog"}, {"text": "ik", "author": 4, "x": 1}], "target_index": 1}


def _read(folder: Path, *lines: object) -> Imported:
    content = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "next.jsonl").write_text(content, encoding="utf-8")
    return read_unlabelled(folder / "next.jsonl", "new")


def test_a_bare_text_gets_defaults(tmp_path: Path) -> None:
    [row] = _read(tmp_path, {"text": "morgen is er weer gewoon training in de grote zaal"}).rows
    assert (row.id, row.lang, row.platform, row.kind) == ("new-1", "nl", "other", "unlabelled")
    assert (row.author_batch, row.codebook_version) == ("new", VERSION)


def test_what_a_suggestion_names_is_kept_and_its_other_keys_are_not_read(tmp_path: Path) -> None:
    line = {"id": 7, "text": "ok", "lang": "pap", "platform": "snap", "kind": "odd", "rank": 1, "reason": "unsure"}
    [row] = _read(tmp_path, line).rows
    assert (row.id, row.lang, row.platform, row.kind) == ("7", "pap", "snap", "odd")


def test_a_conversation_holds_with_authors_that_are_missing_or_numbers(tmp_path: Path) -> None:
    [row] = _read(tmp_path, {"id": "a", "text": "other", **_TALK, "lang": "unknown"}).rows
    assert (row.text, row.target_index, row.lang) == ("ik", 1, "und")
    assert [message.author for message in row.messages or ()] == ["unknown", "4"]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{secret", "JSON"),
        ({"id": "a"}, "text: is missing"),
        ({"id": "a", "text": ""}, "text: is empty"),
        ({"id": "a", "text": ["secret"]}, "text: is no text"),
        ({"id": "good", "text": "secret"}, "id: taken by an earlier line"),
        ({"id": ["secret"], "text": "secret"}, "id: is no text"),
        ({"id": "a", "text": "secret", "lang": "Secret"}, "lang: is no code of a language"),
        ({"id": "a", "messages": "secret", "target_index": 0}, "messages: not a list"),
        ({"id": "a", **_TALK, "target_index": 2}, "target_index: missing"),
        ({"id": "a", **_TALK, "target_index": True}, "target_index: missing"),
        ({"id": "a", "messages": [{"text": None}], "target_index": 0}, "text: "),
    ],
)
def test_a_broken_line_is_told_and_the_others_are_read(tmp_path: Path, line: object, reason: str) -> None:
    read = _read(tmp_path, {"id": "good", "text": "een"}, line, {"id": "last", "text": "twee"})
    assert [row.id for row in read.rows] == ["good", "last"]
    [refused] = read.refused
    assert refused.place == "line 2"
    assert reason in refused.reason
    assert "secret" not in refused.reason.lower()


def test_an_empty_file_is_told(tmp_path: Path) -> None:
    assert [refused.reason for refused in _read(tmp_path).refused] == [EMPTY]


def test_a_batch_that_is_no_file_name_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="name of a file"):
        read_unlabelled(tmp_path / "next.jsonl", "../up")
