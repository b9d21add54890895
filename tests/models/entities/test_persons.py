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
        ("nl", "bij de buurman", "de buurman", "neighbour"),
        ("nl", "m'n huisbaas wil niet", "m'n huisbaas", "landlord"),
        ("en", "my old boss owes me", "my old boss", "boss"),
        ("en", "that guy owes me", "that guy", "described"),
        ("sv", "min granne", "min granne", "neighbour"),
        ("de", "meinem Chef", "meinem Chef", "boss"),
        ("fr", "le voisin", "le voisin", "neighbour"),
        ("fr", "mon ex", "mon ex", "ex"),
    ],
)
def test_a_person_is_known_by_relation(lang: str, text: str, span: str, relation: str) -> None:
    assert said(find_persons, reading(text, lang)) == [(span, {"relation": relation})]


@pytest.mark.parametrize(("text", "name"), [("de deur van Kevin", "Kevin"), ("bij ahmed thuis", "ahmed")])
def test_a_person_is_known_by_name(text: str, name: str) -> None:
    assert said(find_persons, reading(text)) == [(name, {"name": name})]


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("nl", "jongen gezocht"), ("nl", "iemand met auto"), ("nl", "de man in de straat"), ("en", "you can do it"),
        ("de", "was die man braucht"), ("nl", ""), ("nl", "exclusief"),
    ],
)  # fmt: skip
def test_roles_and_anybody_are_no_persons(lang: str, text: str) -> None:
    assert said(find_persons, reading(text, lang)) == []


@given(st.text(), st.sampled_from([None, "nl", "de", "fr", "sv", "en"]))
def test_any_text_gives_spans_within_it(text: str, lang: str | None) -> None:
    assert_spans_lie_within(find_persons, reading(text, lang))
