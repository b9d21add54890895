from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.library import Doc, blank
from models.entities.tokens import look_of, split_tokens
from models.normalise import normalise


def words(text: str) -> list[str]:
    return [text[token.start : token.end] for token in split_tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1k p, o8 20:00", ["1", "k", "p", ",", "o", "8", "20:00"]),
        ("€12,50 8e/st 3x15", ["€", "12,50", "8", "e", "/", "st", "3", "x", "15"]),
        ("dm @jan_2 of t.me emoji_bomb", ["dm", "@jan_2", "of", "t", ".", "me", "emoji_bomb"]),
        ("https://voorbeeld.example/a b", ["https://voorbeeld.example/a", "b"]),
        ("l'entrée, kevin's deur", ["l'", "entrée", ",", "kevin", "'s", "deur"]),
        ("", []),
    ],
)
def test_amounts_part_from_their_units_and_handles_stay_whole(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_tokens_and_the_spaces_between_them_are_the_text(text: str) -> None:
    normalised = normalise(text).text
    tokens = list(split_tokens(normalised))
    spaces = [normalised[token.end : token.end + 1] == " " for token in tokens]
    assert Doc(blank("xx").vocab, words(normalised), spaces).text == normalised


def test_capitals_and_new_lines_are_read_off_the_original() -> None:
    text = normalise("Cobra te koop\nDM Kevin")
    looks = [look_of(text, token) for token in split_tokens(text.text)]
    assert looks == ["title-line", "lower", "lower", "upper-line", "title"]
