from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.persons import find_persons
from tests.support.extracting import assert_spans_lie_within, reading, said


@pytest.mark.parametrize(
    ("lang", "text", "span", "relation"),
    [
        ("nl", "voordeur van mijn ex", "mijn ex", "ex"),
        ("nl", "bij de buurman", "buurman", "neighbour"),
        ("nl", "m'n huisbaas wil niet", "m'n huisbaas", "landlord"),
        ("en", "my old boss owes me", "my old boss", "boss"),
        ("en", "that guy owes me", "that guy", "described"),
        ("sv", "min granne", "min granne", "neighbour"),
        ("de", "meinem Chef", "meinem Chef", "boss"),
        ("fr", "le voisin", "voisin", "neighbour"),
        ("de", "leg was beim Gutachter hin", "Gutachter", "described"),
        ("sv", "skrämma ägaren lite", "ägaren", "described"),
        ("nl", "die bovenbuurman met zijn boor", "die bovenbuurman", "neighbour"),
        ("fr", "mon ex", "mon ex", "ex"),
    ],
)
def test_a_person_is_known_by_relation(lang: str, text: str, span: str, relation: str) -> None:
    assert said(find_persons, reading(text, lang, labels=["recruitment"])) == [(span, {"relation": relation})]


@pytest.mark.parametrize(("text", "name"), [("de deur van Kevin", "Kevin"), ("bij ahmed thuis", "ahmed")])
def test_a_person_is_known_by_name(text: str, name: str) -> None:
    assert said(find_persons, reading(text, labels=["recruitment"])) == [(name, {"name": name})]


def test_a_name_that_is_in_no_list_is_known_by_what_it_owns() -> None:
    found = said(find_persons, reading("do Orvald's front door, not Monday's", "en", labels=["recruitment"]))
    assert found == [("Orvald", {"name": "Orvald"})]


def test_a_person_of_everyday_talk_is_in_no_plan() -> None:
    assert said(find_persons, reading("mijn ex komt eten")) == []


def test_in_a_sale_who_has_the_goods_is_told_and_not_the_household() -> None:
    text = "mijn vrouw weet niks, mijn leverancier heeft cobra 6"
    assert [span for span, _ in said(find_persons, reading(text, labels=["f4_sale"]))] == ["mijn leverancier"]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "jongen gezocht"), ("nl", "iemand met auto"), ("nl", "de man in de straat"), ("en", "you can do it"),
        ("de", "was die man braucht"), ("nl", ""), ("nl", "exclusief"),
    ],
)  # fmt: skip
def test_roles_and_anybody_are_no_persons(lang: str, text: str) -> None:
    assert said(find_persons, reading(text, lang, labels=["recruitment"])) == []


@given(st.text(), st.sampled_from([None, "nl", "de", "fr", "sv", "en"]))
def test_any_text_gives_spans_within_it(text: str, lang: str | None) -> None:
    assert_spans_lie_within(find_persons, reading(text, lang, labels=["recruitment"]))
