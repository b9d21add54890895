from __future__ import annotations

from pathlib import Path
from typing import Any

from labeling.checks.leaks import find_leaks
from labeling.checks.placed import Placed
from labeling.corpus import CorpusRow
from tests.support.rows import sound

LONG = "morgen komt de aannemer langs voor de dakgoot"
SHORT = "ben er over tien minuten"


def _placed(number: int, batch: str, **changes: object) -> Placed:
    row = CorpusRow.model_validate(sound(id=str(number), author_batch=batch, **changes))
    return Placed(Path(f"{batch}.jsonl"), number, row)


def _talk(before: str, text: str) -> dict[str, Any]:
    return {
        "text": text,
        "messages": [{"author": "a", "text": before}, {"author": "b", "text": text}],
        "target_index": 1,
    }


def test_a_message_of_a_conversation_stands_in_one_batch_only() -> None:
    rows = [_placed(1, "one", text=LONG.upper() + "!"), _placed(2, "two", **_talk(LONG, SHORT))]
    assert [fault.reason for fault in find_leaks(rows)] == ["holds a message that batch one has as well"]


def test_short_answers_and_the_same_conversation_in_one_batch_are_no_leak() -> None:
    talk = _talk(LONG, SHORT)
    assert list(find_leaks([_placed(1, "one", **talk), _placed(2, "one", **talk), _placed(3, "two", text=SHORT)])) == []


def test_a_line_for_measuring_only_may_not_be_learned_from() -> None:
    faults = list(find_leaks([_placed(1, "one", text=LONG)], [f"{LONG}?", SHORT]))
    assert [fault.reason for fault in faults] == ["holds a message that is for measuring only"]
