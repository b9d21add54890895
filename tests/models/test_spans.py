from __future__ import annotations

import pytest

from models.normalise import normalise
from models.spans import WordWeight, strongest_spans


def _spans(text: str, *words: tuple[int, int, float]) -> list[tuple[str, float]]:
    found = strongest_spans(normalise(text), [WordWeight(*word) for word in words], "f4_sale")
    return [(text[span.start : span.end], span.weight) for span in found]


def test_neighbours_of_one_sign_are_one_span_and_the_strongest_stands_first() -> None:
    assert _spans("te koop voor jou", (0, 2, 0.5), (3, 7, 1.0), (8, 12, -2.0)) == [("voor", -2.0), ("te koop", 1.5)]


def test_what_weighs_less_than_a_tenth_of_the_strongest_is_left_out_and_parts_its_neighbours() -> None:
    assert _spans("te koop nu", (0, 2, 1.0), (3, 7, 0.09), (8, 10, 0.5)) == [("te", 1.0), ("nu", 0.5)]


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("ก็ดี", [(0, 1, 1.0), (2, 3, -2.0)], [("ดี", -2.0), ("ก็", 1.0)]),
        ("ก็ดี", [(1, 2, 1.0), (3, 4, -2.0)], [("ดี", -2.0), ("ก็", 1.0)]),
        ("ก็ดี", [(0, 1, 1.0), (1, 2, 0.5)], [("ก็", 1.5)]),
        ("knal\u200d\u0301 nu", [(0, 4, 1.0)], [("knal\u200d\u0301", 1.0)]),
        ("deur\ufe0f", [(0, 4, 1.0)], [("deur\ufe0f", 1.0)]),
    ],
)
def test_a_character_keeps_its_marks_and_words_within_one_character_are_one(
    text: str, words: list[tuple[int, int, float]], expected: list[tuple[str, float]]
) -> None:
    assert _spans(text, *words) == expected
