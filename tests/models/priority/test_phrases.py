from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.priority.phrases import any_of, fold, longest_words, stand_in_order


@pytest.mark.parametrize(
    ("phrases", "text", "found"),
    [
        ("deur", "een deur.", True),
        ("deur", "deurtje", False),
        ("deur", "voordeur", False),
        ("*deur", "voordeur", True),
        ("brievenbus*", "brievenbussen", True),
        ("bij+hem", "bij hem", True),
        ("bij+hem", "bij, hem", True),
        ("bij+hem", "bijhem", False),
        ("z'n", "voor z'n deur", True),
        ("a.b", "axb", False),
    ],
)
def test_phrases_match_whole_words(phrases: str, text: str, found: bool) -> None:
    assert (any_of(f"elders {phrases} nergens").search(text) is not None) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("een twee drie", True),
        ("een en dan twee, en drie", True),
        ("twee een drie", False),
        ("een drie twee", False),
        ("een twee", False),
        ("twee drie", False),
        ("een " + "x" * 38 + " twee drie", True),
        ("een " + "x" * 60 + " twee drie", False),
        ("een " + "x" * 60 + " een twee drie", True),
        ("", False),
    ],
)
def test_the_parts_stand_in_order_and_near_each_other(text: str, found: bool) -> None:
    assert stand_in_order(text, [any_of("een"), any_of("twee"), any_of("drie")]) == found


def test_the_longest_word_of_a_phrase_stands_for_it() -> None:
    assert longest_words("de+lucht+in opblazen") == {"lucht", "opblazen"}


@pytest.mark.parametrize(
    ("text", "folded"),
    [("ikväll på", "ikvall pa"), ("straße", "strasse"), ("à côté", "a cote"), ("z’n", "z'n"), ("łódź", "lodz")],
)
def test_diacritics_are_dropped(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
