from __future__ import annotations

import pytest

from models.linear.lexicon import Lexicon

LEXICON = Lexicon({"door": ["deur", "*deur"], "article": ["cobra*", "*vuurwerk*"], "sale": ["te koop"], "age": ["16"]})


def _names(word: str) -> list[str]:
    return [LEXICON.concepts[number] for number in LEXICON.of_word(word)]


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("deur", ["door"]),
        ("voordeur", ["door"]),
        ("deurbel", []),
        ("cobras", ["article"]),
        ("siervuurwerkwinkel", ["article"]),
        ("16", ["age", "number_2"]),
        ("500", ["number_3", "round_number"]),
        ("15e", ["amount", "number_2"]),
        ("3x", ["number_1", "quantity"]),
        ("koop", []),
    ],
)
def test_a_word_has_the_concepts_of_its_patterns_and_of_its_shape(word: str, expected: list[str]) -> None:
    assert sorted(_names(word)) == expected


def test_a_pattern_of_two_words_is_a_phrase() -> None:
    assert [LEXICON.concepts[number] for number in LEXICON.phrases["te koop"]] == ["sale"]


def test_signs_in_patterns_are_no_regular_expressions() -> None:
    assert Lexicon({"c": ["f.*"]}).of_word("fx") == []
