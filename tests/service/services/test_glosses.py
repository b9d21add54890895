"""Slang found in texts: whole words, the longest first, at their places in the original."""

from __future__ import annotations

import pytest

from models.normalise import normalise
from service.services.glosses import MOST_GLOSSES, glosses


def _found(text: str, language: str | None = "nl") -> list[tuple[str, str]]:
    return [(text[each.start : each.end], each.term.forms[0]) for each in glosses(normalise(text), language)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Klus vanavond", [("Klus", "klus")]),
        ("een klusser en klussen", []),
        ("k l u s", [("k l u s", "klus")]),
        ("соbrа 6 te koop", [("соbrа 6", "cobra")]),
        ("cobra 5", [("cobra", "cobra")]),
        ("halve doos, 8 euro p/s", [("halve doos", "doos"), ("p/s", "per stuk")]),
        ("🧨 🧨", [("🧨", "🧨"), ("🧨", "🧨")]),
        ("", []),
    ],
)
def test_whole_words_the_longest_first_also_in_disguise(text: str, found: list[tuple[str, str]]) -> None:
    assert _found(text) == found


def test_a_word_counts_in_the_languages_that_use_it_and_in_all_where_that_is_not_known() -> None:
    assert _found("mille", "sv") == [("mille", "mille")]
    assert _found("mille", "nl") == []
    assert _found("mille", None) == [("mille", "mille")]


def test_so_many_places_are_marked_and_no_more() -> None:
    assert len(_found("cobra klus " * 4_000)) == MOST_GLOSSES
