from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.locations import find_locations
from tests.support.extracting import assert_spans_lie_within, reading, said


@pytest.mark.parametrize(
    ("lang", "text", "name", "municipality"),
    [
        ("nl", "klus in rotterdam vannacht", "Rotterdam", "Rotterdam"),
        ("nl", "deurklus 010 500 euro", "Rotterdam", "Rotterdam"),
        ("nl", "den bosch of 's-hertogenbosch", "'s-Hertogenbosch", "'s-Hertogenbosch"),
        ("nl", "ergens in capelle aan den ijssel", "Capelle aan den IJssel", "Capelle aan den IJssel"),
        ("nl", "ophalen zaandam", "Zaandam", "Zaanstad"),
        ("nl", "woont in kanaleneiland", "Kanaleneiland", "Utrecht"),
        ("nl", "klus in best", "Best", "Best"),
        ("nl", "ik woon te Oss nu", "Oss", "Oss"),
        ("fr", "une porte à liège", "Liège", "Liège"),
        ("sv", "dörr i göteborg", "Göteborg", "Göteborg"),
        ("sv", "nån i lund", "Lund", "Lund"),
        ("de", "tür in köln", "Köln", "Köln"),
        ("de", "heute in essen", "Essen", "Essen"),
        ("en", "job in manny tonight", "Manchester", "Manchester"),
    ],
)
def test_a_place_is_named_with_its_municipality(lang: str, text: str, name: str, municipality: str) -> None:
    values = [value for _, value in said(find_locations, reading(text, lang))]
    assert values
    assert (values[0]["name"], values[0]["municipality"]) == (name, municipality)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "best wel duur, de goes is op"),
        ("nl", "Best veel geld"),
        ("nl", "wat hoor ik nou"),
        ("nl", "HET IS BEST VEEL"),
        ("de", "das Essen ist fertig"),
        ("fr", "nice, merci"),
        ("nl", "bel 020-1234567"),
        ("nl", "hij komt in December"),
        ("nl", ""),
    ],
)
def test_a_word_that_is_a_place_elsewhere_is_none(lang: str, text: str) -> None:
    assert said(find_locations, reading(text, lang)) == []


@pytest.mark.parametrize("text", ["dans le 93", "dans le 93, 2000€ chacun", "dans le 93."])
def test_a_number_of_a_french_department_is_one_before_a_comma_too(text: str) -> None:
    assert said(find_locations, reading(text, "fr")) == [
        ("93", {"kind": "province", "province": "FR-93", "country": "FR"})
    ]


@pytest.mark.parametrize("text", ["dans le 93€", "sur 20,5", "du 10/12", "du 50 euros"])
def test_a_french_sum_or_date_is_no_department(text: str) -> None:
    assert said(find_locations, reading(text, "fr")) == []


@pytest.mark.parametrize(
    ("lang", "text", "span"),
    [
        ("nl", "deur in Rotterdam Zuid", "Rotterdam Zuid"), ("nl", "ophalen regio Zutphen", "regio Zutphen"),
        ("de", "abholung raum Hannover", "raum Hannover"), ("en", "Bradford side", "Bradford side"),
        ("fr", "dispo Lille centre", "Lille centre"), ("sv", "visby innerstad", "visby innerstad"),
    ],
)  # fmt: skip
def test_what_makes_an_area_of_a_town_is_part_of_its_name(lang: str, text: str, span: str) -> None:
    ((found, value),) = said(find_locations, reading(text, lang))
    assert found == span
    assert value["municipality"]


@pytest.mark.parametrize(("lang", "text", "name"), [("nl", "tiel of ede", "Ede"), ("sv", "malmö & lund", "Lund")])
def test_a_name_that_is_a_word_too_is_a_place_in_a_list_of_places(lang: str, text: str, name: str) -> None:
    assert said(find_locations, reading(text, lang))[-1][1]["name"] == name


@pytest.mark.parametrize(
    ("lang", "text", "country"),
    [
        ("de", "neue Fuhre aus Ostrava", "CZ"),
        ("nl", "uit Krakau", "PL"),
        ("fr", "à Lausanne", "CH"),
        ("en", "aarhus", "DK"),
    ],
)
def test_towns_of_the_countries_around_are_known(lang: str, text: str, country: str) -> None:
    assert said(find_locations, reading(text, lang))[0][1]["country"] == country


def test_disguised_spelling_is_undone_and_the_span_is_that_of_the_original() -> None:
    assert [text for text, _ in said(find_locations, reading("klus in R0tterdam"))] == ["R0tterdam"]


def test_a_name_of_two_places_keeps_what_both_share() -> None:
    ((_, value),) = said(find_locations, reading("hij woont in bergen"))
    assert value == {"kind": "municipality", "name": "Bergen", "municipality": "Bergen", "country": "NL"}


def test_the_language_tells_which_of_two_countries_is_meant() -> None:
    assert said(find_locations, reading("in lille", "fr"))[0][1]["country"] == "FR"
    assert said(find_locations, reading("in essen", "nl"))[0][1]["country"] == "BE"


def test_a_place_that_the_gazetteer_lacks_is_known_by_its_capital_and_preposition() -> None:
    assert said(find_locations, reading("deurtje in Klapdorperveen, morgen")) == [
        ("Klapdorperveen", {"kind": "place", "name": "Klapdorperveen"})
    ]


@given(st.text(), st.sampled_from([None, "nl", "de", "fr", "sv", "en"]))
def test_any_text_gives_spans_within_it(text: str, lang: str | None) -> None:
    assert_spans_lie_within(find_locations, reading(text, lang))


@given(
    st.lists(st.sampled_from(["'s", "-", "bergen", "op", "zoom", "010", "Best", "in", " ", "’", "ß", "den", "zuid"]))
)
def test_any_mixture_of_names_gives_spans_within_it(words: list[str]) -> None:
    assert_spans_lie_within(find_locations, reading(" ".join(words)))
