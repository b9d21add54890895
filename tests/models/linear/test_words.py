from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.linear.words import LONGEST_WORD, blur_number, fold_word, split_words, words


@given(st.text())
def test_words_stand_where_they_say_and_are_those_without_places(text: str) -> None:
    found = list(words(text))
    assert [text[start:end] for _, start, end in found] == [word for word, _, _ in found] == split_words(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cobra's te koop", ["cobra's", "te", "koop"]),
        ("12 eu p/s?", ["12", "eu", "p", "/", "s", "?"]),
        ("emoji_firecracker €450", ["emoji_firecracker", "€", "450"]),
        ("", []),
    ],
)
def test_a_word_keeps_its_apostrophe_and_a_sign_is_a_word(text: str, expected: list[str]) -> None:
    assert split_words(text) == expected


@pytest.mark.parametrize(
    ("word", "expected"), [("vóór", "voor"), ("smällare", "smallare"), ("straße", "strasse"), ("cobra", "cobra")]
)
def test_folding_drops_diacritics(word: str, expected: str) -> None:
    assert fold_word(word) == expected


def test_folding_never_leaves_a_word_empty_and_cuts_long_ones() -> None:
    assert fold_word("\u0301") == "\u0301"
    assert len(fold_word("a" * 10_000)) == LONGEST_WORD


@pytest.mark.parametrize(("word", "expected"), [("450", "000"), ("450eu", "000eu"), ("f4", "f4"), ("6", "6")])
def test_longer_numbers_are_blurred_and_single_digits_stay(word: str, expected: str) -> None:
    assert blur_number(word) == expected
