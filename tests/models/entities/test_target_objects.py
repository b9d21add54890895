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
        ("en", "bomb at the kebab shop shutter", "kebab shop shutter", "home"),
        ("en", "bomb by his front door", "front door", "home"),
        ("nl", "granaat aan de deurklink", "deurklink", "home"),
        ("sv", "spräng skyltfönstret", "skyltfönstret", "home"),
        ("fr", "faire sauter la porte de garage", "porte de garage", "home"),
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
    "text",
    ["de deur klemt", "eigen auto nodig, explosie", "bom bij hem", "bom, ga naar huis", "bom ligt in de auto", ""],
)
def test_other_doors_own_cars_and_persons_are_no_target_objects(text: str) -> None:
    assert said(find_target_objects, reading(text)) == []


@pytest.mark.parametrize(
    ("lang", "text"), [("en", "bomb, then go home"), ("en", "bomb, no car"), ("fr", "bombe dans la voiture")]
)
def test_the_way_home_and_the_own_car_are_no_targets(lang: str, text: str) -> None:
    assert said(find_target_objects, reading(text, lang)) == []


def test_a_sale_alone_has_no_targets() -> None:
    assert said(find_target_objects, reading("cobra 6 ligt in de schuur", labels=["f4_sale"])) == []


@given(st.text(), st.sampled_from([None, "nl", "de", "fr", "sv", "en"]))
def test_any_text_gives_spans_within_it(text: str, lang: str | None) -> None:
    assert_spans_lie_within(find_target_objects, reading(text, lang, labels=["recruitment"]))
