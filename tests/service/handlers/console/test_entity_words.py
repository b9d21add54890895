"""What entities mean, in words."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities import ENTITY_TYPES
from models.entities.contract import Reading
from models.entities.reader import EntityReader
from models.normalise import normalise
from service.handlers.console.entity_words import value_in_words
from tests.support.extracting import SENT_AT


@pytest.mark.parametrize(
    ("kind", "value", "words"),
    [
        ("reward", {"amount": 1000, "currency": "EUR", "per": "person"}, "1,000 EUR each"),
        ("reward", {"amount_min": 500, "amount_max": 1500, "per": "all"}, "500–1,500 in all"),
        ("reward", {"amount": 500, "times": 2, "currency": "EUR", "per": "unknown"}, "2 × 500 EUR"),
        ("reward", {"amount": 300, "currency": "EUR", "part": "upfront"}, "300 EUR, paid beforehand"),
        (
            "product",
            {"name": "Cobra 6", "family": "flash_banger", "class": "F4", "class_known_by": "table"},
            "Cobra 6, class F4 by its name",
        ),
        ("product", {"name": "mortar", "class": "F3", "class_known_by": "text"}, "mortar, class F3 as said"),
        ("product", {"name": "mortar", "class": "unknown", "class_known_by": "none"}, "mortar, class not known"),
        ("quantity", {"number": 1500, "unit": "piece"}, "1,500 pieces"),
        ("quantity", {"number": 1, "unit": "box"}, "1 box"),
        ("quantity", {"number": 0.5, "unit": "box"}, "0.5 boxes"),
        ("quantity", {"number_min": 2, "number_max": 4, "unit": "kg"}, "2–4 kg"),
        ("unit_price", {"amount": 8, "currency": "EUR", "pieces": 1}, "8 EUR each"),
        ("unit_price", {"amount": 10, "currency": "EUR", "pieces": 3}, "10 EUR for 3"),
        ("unit_price", {"amount": 400, "currency": "EUR", "per": "box"}, "400 EUR a box"),
        ("unit_price", {"amount": 100, "currency": "EUR", "per": "all"}, "100 EUR for all"),
        (
            "price_row",
            {"product": "Cobra 6", "price": {"amount": 8, "pieces": 1}, "quantity": {"number": 50, "unit": "piece"}},
            "Cobra 6: 8 each, 50 pieces",
        ),
        ("target_object", {"kind": "home", "word": "voordeur"}, "home"),
        ("target_object", {"kind": "other", "word": "plek"}, "another object"),
        (
            "location",
            {"kind": "municipality", "name": "Rotterdam", "municipality": "Rotterdam", "province": "NL-ZH"},
            "Rotterdam, Zuid-Holland",
        ),
        (
            "location",
            {
                "kind": "neighbourhood",
                "name": "Kreuzberg",
                "municipality": "Berlin",
                "province": "DE-BE",
                "country": "DE",
            },
            "Kreuzberg, Berlin, DE",
        ),
        ("location", {"kind": "street", "name": "kerkstraat", "number": "12"}, "kerkstraat 12"),
        (
            "location",
            {"kind": "postcode", "postcode": "1012 AB", "country": "NL", "province": "NL-NH"},
            "1012 AB, Noord-Holland",
        ),
        ("location", {"kind": "province", "name": "Twente", "province": "NL-OV"}, "Twente"),
        ("location", {"kind": "place", "name": "Klapdorperveen"}, "Klapdorperveen"),
        ("person", {"relation": "business_partner", "name": "Piet"}, "business partner, Piet"),
        ("contact", {"kind": "handle", "platform": "telegram", "handle": "verzonnen"}, "Telegram, handle, verzonnen"),
        ("contact", {"kind": "word", "platform": "unknown"}, "by message"),
        ("payment", {"kind": "half_upfront"}, "half beforehand"),
        ("delivery", {"kind": "pickup"}, "picked up"),
        ("age_call", {"min_age": 14, "max_age": 17, "minors": True}, "14–17 years, minors"),
        ("age_call", {"min_age": 18}, "at least 18 years"),
        ("age_call", {"max_age": 15, "minors": True}, "at most 15 years, minors"),
        ("age_call", {"minors": True}, "minors"),
        ("proof_asked", {"kind": "film"}, "a film"),
    ],
)
def test_a_value_has_words(kind: str, value: dict[str, Any], words: str) -> None:
    assert value_in_words(kind, value) == words


def test_a_value_of_which_nothing_is_known_leaves_its_words_out() -> None:
    for kind in ENTITY_TYPES:
        assert "None" not in value_in_words(kind, {})


@pytest.mark.parametrize("lang", ["nl", "en", "sv", "de", "fr"])
def test_everything_that_is_read_can_be_worded(lang: str) -> None:
    text = (
        "Gezocht 2 man, 750 p.p., helft vooraf, voordeur Kerkstraat 12, 3011 AB Rotterdam, vannacht, 16+, film it, "
        "mijn ex; Cobra 6 100 st 8 euro p/s, per doos 400, ophalen, cash, @verzonnen of 0612345678"
    )
    labels = ("recruitment", "f4_sale")
    (entities,) = EntityReader().read([Reading(normalise(text), lang, SENT_AT, labels)])
    assert len(entities) > 5
    assert all(value_in_words(each.type, each.value) for each in entities)


@given(st.sampled_from(ENTITY_TYPES), st.dictionaries(st.sampled_from(["kind", "name", "relation", "unit"]), st.text()))
def test_unknown_codes_stand_for_themselves(kind: str, value: dict[str, str]) -> None:
    assert isinstance(value_in_words(kind, value), str)
