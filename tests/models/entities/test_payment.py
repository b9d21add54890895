from __future__ import annotations

import pytest
from hypothesis import given

from models.entities.payment import payments
from tests.support.readings import SCRAPS, by_text, read


@pytest.mark.parametrize(
    ("text", "lang", "found", "kind"),
    [
        ("alleen cash", "nl", "cash", "cash"), ("contant", "nl", "contant", "cash"), ("nur bar", "de", "bar", "cash"),
        ("en espèces", "fr", "en espèces", "cash"), ("kontant", "sv", "kontant", "cash"),
        ("tikkie", "nl", "tikkie", "transfer"),
        ("swish", "sv", "swish", "transfer"), ("revolut only", "en", "revolut", "transfer"),
        ("virement", "fr", "virement", "transfer"), ("btc of monero", "nl", "btc", "crypto"),
        ("half vooraf", "nl", "half vooraf", "half_upfront"), ("hälfte vorab", "de", "hälfte vorab", "half_upfront"),
        ("vooraf betalen", "nl", "vooraf betalen", "upfront"), ("acompte", "fr", "acompte", "upfront"),
        ("in ruil voor een fiets", "nl", "in ruil voor", "exchange"),
        ("gepast geld", "nl", "gepast geld", "cash"), ("jämna pengar", "sv", "jämna pengar", "cash"),
        ("en liquide", "fr", "en liquide", "cash"), ("exact money", "en", "exact money", "cash"),
        ("passend zahlen", "de", "passend zahlen", "cash"), ("tikkie vooraf", "nl", "tikkie vooraf", "upfront"),
        ("paysafecard", "de", "paysafecard", "voucher"),
    ],
)  # fmt: skip
def test_how_is_paid_is_read(text: str, lang: str, found: str, kind: str) -> None:
    reading = read(text, lang=lang)

    assert by_text(reading, payments(reading))[found] == {"kind": kind}


def test_a_bar_is_no_payment_outside_german() -> None:
    assert payments(read("in de bar", lang="nl")) == []


@given(SCRAPS)
def test_payments_of_any_text_lie_in_it(text: str) -> None:
    reading = read(text, lang="de")

    assert all(0 <= one.start < one.end <= len(reading.text.text) for one in payments(reading))
