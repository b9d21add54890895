from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from labeling.errors import CorpusError
from labeling.suggest.pool import UNKNOWN, PoolFault, read_pool
from models.contract import Message
from models.scorer import Scorer

TALK: dict[str, Any] = {
    "id": 2,
    "messages": [{"text": "wie heeft er nog", "author": "a"}, {"text": "ik, stuur maar", "author": "b"}],
    "target_index": 1,
}


@pytest.fixture(scope="module")
def scorer() -> Scorer:
    return Scorer.load()


def _write(folder: Path, *lines: object) -> Path:
    path = folder / "pool.jsonl"
    raw = [line if isinstance(line, bytes) else json.dumps(line).encode() for line in lines]
    path.write_bytes(b"\n".join(raw))
    return path


def test_a_message_is_read_by_itself_and_in_its_conversation(tmp_path: Path, scorer: Scorer) -> None:
    pool = read_pool(_write(tmp_path, {"id": "a", "text": "Morgen TRAINING om acht uur"}, TALK), scorer)
    alone, answer = pool.messages
    assert (alone.id, alone.messages, alone.normal) == ("a", None, "morgen training om acht uur")
    assert answer.messages is not None
    assert (answer.id, answer.text, len(answer.messages)) == (2, "ik, stuur maar", 2)
    assert pool.faults == []


def test_scores_are_those_of_the_shipped_bundle(tmp_path: Path, scorer: Scorer) -> None:
    (message,) = read_pool(_write(tmp_path, {"id": 1, "text": "doos te koop, ophalen vanavond"}), scorer).messages
    (scored,) = scorer.score([Message(message.text)], explain=False, tier="linear")
    assert message.scores == pytest.approx(tuple(scored.scores.values()), abs=1e-6)


def test_the_language_is_the_named_one_then_the_one_told_then_unknown(tmp_path: Path, scorer: Scorer) -> None:
    text = "morgen is er weer gewoon training in de grote zaal"
    lines = ({"id": 1, "text": text, "lang": "pap", "platform": "x"}, {"id": 2, "text": text}, {"id": 3, "text": "ok"})
    assert [message.lang for message in read_pool(_write(tmp_path, *lines), scorer).messages] == ["pap", "nl", UNKNOWN]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"{kapot", "JSON"),
        (b'{"id": 9}', "text"),
        (b'{"id": 9, "text": "\xff"}', "UTF-8"),
        ({"id": 1, "text": "een ander bericht"}, "earlier line"),
        ({"id": 9, "text": "\u200b"}, "nothing to read"),
        ({"id": 9, "messages": [{"text": "x"}], "target_index": 3}, "target_index"),
    ],
    ids=["json", "text", "encoding", "taken", "empty", "target"],
)
def test_a_bad_line_is_reported_and_the_others_are_read(
    tmp_path: Path, scorer: Scorer, line: object, reason: str
) -> None:
    first, last = {"id": 1, "text": "eerste bericht"}, {"id": 5, "text": "laatste bericht"}
    pool = read_pool(_write(tmp_path, first, b"", line, last), scorer)
    assert [message.id for message in pool.messages] == [1, 5]
    ((number, why),) = pool.faults
    assert number == 3
    assert reason in why
    assert isinstance(pool.faults[0], PoolFault)


def test_a_line_without_an_id_has_the_number_of_the_line(tmp_path: Path, scorer: Scorer) -> None:
    nameless = {"text": "zonder naam"}
    pool = read_pool(_write(tmp_path, {"id": "a", "text": "eerste"}, b"", nameless, {"id": 3, "text": "derde"}), scorer)
    assert [message.id for message in pool.messages] == ["a", 3]
    assert [fault.line for fault in pool.faults] == [4]
    assert pool.lines == 3


@pytest.mark.parametrize(("encoding", "count"), [("utf-8-sig", 3), ("utf-16", 0), ("utf-16-be", 0), ("utf-32", 0)])
def test_a_mark_is_no_fault_and_another_encoding_is(tmp_path: Path, scorer: Scorer, encoding: str, count: int) -> None:
    path = tmp_path / "pool.jsonl"
    path.write_text("".join(f'{{"text": "bericht nummer {at}, één"}}\n' for at in range(3)), encoding=encoding)
    pool = read_pool(path, scorer)
    assert (len(pool.messages), pool.lines) == (count, 3)


def test_a_file_that_is_not_there_is_an_error_with_a_remedy(tmp_path: Path, scorer: Scorer) -> None:
    with pytest.raises(CorpusError, match="cannot be read") as raised:
        read_pool(tmp_path / "none.jsonl", scorer)
    assert raised.value.remedy
