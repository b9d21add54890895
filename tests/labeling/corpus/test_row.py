from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from labeling.corpus import CorpusRow
from tests.support.rows import NEITHER, sound

TALK = [
    {"author": "a", "text": "ze zijn binnen", "minutes": 0},
    {"author": "b", "text": "een doos te koop", "minutes": 1},
    {"author": "a", "text": "prima", "minutes": 2},
]


def _row(**changes: object) -> CorpusRow:
    return CorpusRow.model_validate_json(json.dumps(sound(**changes)))


def test_a_row_gives_its_labels_in_the_order_of_the_columns() -> None:
    assert _row().labels == (0, 1)


def test_a_row_alone_is_a_message_without_context() -> None:
    message = _row().to_message()
    assert (message.text, message.before, message.after) == ("een doos te koop", (), ())


def test_all_messages_before_the_labelled_one_and_all_after_are_its_context() -> None:
    message = _row(messages=TALK, target_index=1).to_message()
    assert [near.text for near in message.before] == ["ze zijn binnen"]
    assert [near.text for near in message.after] == ["prima"]
    assert message.author == "b"


def test_the_context_can_be_left_out() -> None:
    assert _row(messages=TALK, target_index=1).to_message(with_context=False).before == ()


@pytest.mark.parametrize(
    "changes",
    [
        {"text": ""},
        {"lang": "Dutch"},
        {"recruitment": 2},
        {"recruitment": True},
        {"role": "boss"},
        {"role": "none"},
        {"explicitness": "none"},
        NEITHER | {"role": "seller"},
        {"messages": TALK},
        {"target_index": 0},
        {"messages": TALK, "target_index": 3},
        {"messages": TALK, "target_index": 0},
        {"messages": [], "target_index": 0},
        {"codebook_version": "first"},
        {"unknown": 1},
        {"kind": None},
        {"id": "a\x1b[2J"},
        {"platform": "a\nb"},
    ],
    ids=str,
)
def test_a_row_that_breaks_the_form_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        _row(**changes)
