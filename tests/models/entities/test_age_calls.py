from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.age_calls import find_age_calls
from tests.support.extracting import assert_spans_lie_within, reading, said

MINORS = {"minors": True}


@pytest.mark.parametrize(
    ("lang", "text", "span", "value"),
    [
        ("nl", "15+ gezocht", "15+", {"min_age": 15} | MINORS),
        ("nl", "18+ gezocht", "18+", {"min_age": 18}),
        ("nl", "onder de 18", "onder de 18", {"max_age": 18} | MINORS),
        ("nl", "jongens van 14 gezocht", "jongens van 14", {"min_age": 14, "max_age": 14} | MINORS),
        ("nl", "jongen (15-18) voor een nachtje", "15-18", {"min_age": 15, "max_age": 18} | MINORS),
        ("nl", "ook minderjarig", "minderjarig", MINORS),
        ("nl", "ben 19 jaar", "19 jaar", {"min_age": 19, "max_age": 19}),
        ("nl", "alle leeftijden", "alle leeftijden", {"min_age": 0}),
        ("en", "under 18", "under 18", {"max_age": 18} | MINORS),
        ("de", "14 bis 17 jahre", "14 bis 17 jahre", {"min_age": 14, "max_age": 17} | MINORS),
        ("sv", "en 16-åring", "16-åring", {"min_age": 16, "max_age": 16} | MINORS),
        ("fr", "moins de 18 ans", "moins de 18 ans", {"max_age": 18} | MINORS),
    ],
)
def test_an_age_call_has_its_ages(lang: str, text: str, span: str, value: dict[str, Any]) -> None:
    assert (span, value) in said(find_age_calls, reading(text, lang))


@pytest.mark.parametrize(
    "text",
    ["140+ vouches", "15 euro", "25+ stuks", "12-15 stuks", "15 jaar ervaring", "20 uur", "", "cobra 12", "14:00"],
)
def test_other_numbers_are_no_ages(text: str) -> None:
    assert said(find_age_calls, reading(text)) == []


def test_a_bare_pair_of_ages_is_called_for_by_who_hires() -> None:
    assert said(find_age_calls, reading("gesucht 16-18", "de", labels=["recruitment"])) == [
        ("16-18", {"min_age": 16, "max_age": 18} | MINORS)
    ]
    assert said(find_age_calls, reading("gesucht 16-18", "de")) == []


@given(st.text(), st.sampled_from([None, "nl", "de", "fr", "sv", "en"]))
def test_any_text_gives_spans_within_it(text: str, lang: str | None) -> None:
    assert_spans_lie_within(find_age_calls, reading(text, lang))
