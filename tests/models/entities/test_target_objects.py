from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.target_objects import find_target_objects
from tests.support.extracting import assert_spans_lie_within, reading, said


@pytest.mark.parametrize(
    ("lang", "text", "span", "kind"),
    [
        ("nl", "bom bij een voordeur", "voordeur", "home"),
        ("nl", "explosie bij kapsalon", "kapsalon", "business"),
        ("nl", "cobra onder zijn auto", "auto", "vehicle"),
        ("nl", "plofkraak gepland, geldautomaat", "geldautomaat", "infrastructure"),
        ("en", "bomb on his house", "house", "home"),
        ("sv", "spräng hans dörr", "dörr", "home"),
        ("de", "Bombe vor den Laden", "Laden", "business"),
        ("fr", "faire sauter sa voiture", "voiture", "vehicle"),
    ],
)
def test_what_an_attack_is_aimed_at_has_its_kind(lang: str, text: str, span: str, kind: str) -> None:
    assert [value["kind"] for found, value in said(find_target_objects, reading(text, lang)) if found == span] == [kind]


def test_a_label_makes_a_door_a_target() -> None:
    assert said(find_target_objects, reading("deurtje doen voor 500")) == []
    assert said(find_target_objects, reading("deurtje doen voor 500", labels=["recruitment"])) == [
        ("deurtje", {"kind": "home", "word": "deurtje"})
    ]


@pytest.mark.parametrize(
    "text", ["de deur klemt", "eigen auto nodig, explosie", "bom bij hem", "bom, ga naar huis", ""]
)
def test_other_doors_own_cars_and_persons_are_no_target_objects(text: str) -> None:
    assert said(find_target_objects, reading(text)) == []


@given(st.text(), st.sampled_from([None, "nl", "de", "fr", "sv", "en"]))
def test_any_text_gives_spans_within_it(text: str, lang: str | None) -> None:
    assert_spans_lie_within(find_target_objects, reading(text, lang, labels=["recruitment"]))
