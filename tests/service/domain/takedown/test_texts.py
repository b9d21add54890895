from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from service.domain.takedown.texts import hides_something, shown


def test_what_hides_stands_there_as_its_code_and_lines_stay() -> None:
    assert shown("een\r\ntwee\u202e\u200b\x07") == "een\ntwee\\u202e\\u200b\\u0007"


def test_emoji_that_are_joined_stay_whole() -> None:
    assert shown("👩\u200d🚒") == "👩\u200d🚒"


@given(st.text())
def test_nothing_hidden_is_left(text: str) -> None:
    left = {each for each in shown(text) if hides_something(each)}
    assert left <= {"\n", "\t", "\u200c", "\u200d"}
