from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.addresses import find_addresses
from tests.support.extracting import assert_spans_lie_within, reading, said


@pytest.mark.parametrize(
    ("lang", "text", "span", "name", "number"),
    [
        ("nl", "bij de Kerkstraat 12 vannacht", "Kerkstraat 12", "kerkstraat", "12"),
        ("nl", "eikenlaan 4a", "eikenlaan 4a", "eikenlaan", "4a"),
        ("nl", "Molenweg nr 7", "Molenweg nr 7", "molenweg", "7"),
        ("sv", "storgatan 3 i natt", "storgatan 3", "storgatan", "3"),
        ("de", "Gartenstraße 9", "Gartenstraße 9", "gartenstrase", "9"),
        ("fr", "12 rue de la Gare", "12 rue de la Gare", "rue de la gare", "12"),
        ("en", "14 Oak Road", "14 Oak Road", "oak road", "14"),
    ],
)
def test_a_street_is_read_with_its_number(lang: str, text: str, span: str, name: str, number: str) -> None:
    assert said(find_addresses, reading(text, lang)) == [(span, {"kind": "street", "name": name, "number": number})]


def test_a_street_without_a_number_has_none() -> None:
    assert said(find_addresses, reading("ergens in de kerkstraat")) == [
        ("kerkstraat", {"kind": "street", "name": "kerkstraat"})
    ]


@pytest.mark.parametrize(
    "text", ["ben onderweg 2 min", "op het schoolplein", "in mijn straat", "de snelweg 500 euro", "weg", "dorpsstraat"]
)
def test_words_that_end_like_streets_are_none(text: str) -> None:
    assert said(find_addresses, reading(text)) == []


def test_a_dutch_postcode_tells_province_and_municipality_where_known() -> None:
    assert said(find_addresses, reading("3011 AB")) == [
        (
            "3011 AB",
            {
                "kind": "postcode",
                "postcode": "3011 AB",
                "country": "NL",
                "province": "NL-ZH",
                "municipality": "Rotterdam",
            },
        )
    ]


@pytest.mark.parametrize("text", ["3011ab", "3011AB", "3011DE", "3011 DE"])
def test_a_postcode_is_written_in_small_letters_only_without_a_space(text: str) -> None:
    assert [value["municipality"] for _, value in said(find_addresses, reading(text))] == ["Rotterdam"]


@pytest.mark.parametrize(
    "text",
    ["1500 eu", "betaal 1000 pp", "2500 kr", "in 2026 is", "€1200 ab", "1500 de man", "1500de man", "1000 er",
     "3500 ja", "1500 ce soir", "3011 ab"],
)  # fmt: skip
def test_sums_and_years_are_no_postcodes(text: str) -> None:
    assert said(find_addresses, reading(text)) == []


@pytest.mark.parametrize(
    ("text", "country"),
    [("8500 kortrijk", "BE"), ("10115 berlin", "DE"), ("59000 lille", "FR"), ("211 34 malmö", "SE")],
)
def test_a_number_before_a_town_is_its_postcode(text: str, country: str) -> None:
    assert [value["country"] for _, value in said(find_addresses, reading(text, None))] == [country]


@given(st.text(), st.sampled_from([None, "nl", "de", "fr", "sv", "en"]))
def test_any_text_gives_spans_within_it(text: str, lang: str | None) -> None:
    assert_spans_lie_within(find_addresses, reading(text, lang))


@given(st.from_regex(r"[1-9][0-9]{3} ?[A-Za-z]{2} [a-z]{0,9}(straat|weg|gatan) [0-9]{1,5}", fullmatch=True))
def test_anything_like_an_address_gives_spans_within_it(text: str) -> None:
    assert_spans_lie_within(find_addresses, reading(text))
