from __future__ import annotations

import pytest
from hypothesis import given

from models.entities.delivery import deliveries
from tests.support.readings import SCRAPS, by_text, read


@pytest.mark.parametrize(
    ("text", "lang", "found", "kind"),
    [
        ("ophalen in noord", "nl", "ophalen", "pickup"), ("collection only", "en", "collection", "pickup"),
        ("abholung bottrop", "de", "abholung", "pickup"), ("hämtas i höör", "sv", "hämtas", "pickup"),
        ("kan brengen", "nl", "kan brengen", "delivery"), ("aan de deur", "nl", "aan de deur", "delivery"),
        ("livraison le soir", "fr", "livraison", "delivery"), ("per post", "nl", "per post", "shipping"),
        ("kein versand", "de", "versand", "shipping"), ("frakt ingår", "sv", "frakt", "shipping"),
        ("alleen meet-up", "nl", "meet-up", "meet_up"), ("en main propre", "fr", "en main propre", "meet_up"),
        ("übergabe autohof", "de", "übergabe", "meet_up"), ("möts vid kiosken", "sv", "möts vid", "meet_up"),
    ],
)  # fmt: skip
def test_how_goods_change_hands_is_read(text: str, lang: str, found: str, kind: str) -> None:
    reading = read(text, "f4_sale", lang=lang)

    assert by_text(reading, deliveries(reading))[found] == {"kind": kind}


def test_who_hires_and_sells_nothing_delivers_no_goods() -> None:
    assert deliveries(read("chauffeur komt je ophalen, aan de deur leggen", "recruitment")) == []


def test_a_door_is_no_delivery_without_a_sale() -> None:
    assert deliveries(read("er stond iemand aan de deur")) == []


@given(SCRAPS)
def test_deliveries_of_any_text_lie_in_it(text: str) -> None:
    reading = read(text, "f4_sale")

    assert all(0 <= one.start < one.end <= len(reading.text.text) for one in deliveries(reading))
