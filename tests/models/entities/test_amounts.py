from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.amounts import find_amounts
from models.entities.words import plain


def _one(text: str, lang: str | None) -> tuple[float, float, str | None, bool]:
    (amount,) = find_amounts(plain(text), lang)
    return amount.low, amount.high, amount.currency, amount.named


@pytest.mark.parametrize(
    ("text", "lang", "low", "currency"),
    [
        ("800 euro", "nl", 800, "EUR"), ("€300", "nl", 300, "EUR"), ("300€", "de", 300, "EUR"),
        ("€ 2.500", "nl", 2500, "EUR"), ("€12,50", "nl", 12.5, "EUR"), ("12.50 euro", "en", 12.5, "EUR"),
        ("800,-", "nl", 800, "EUR"), ("25:-", "sv", 25, "SEK"), ("1.5k", "nl", 1500, "EUR"),
        ("1,5k", "de", 1500, "EUR"), ("1k5", "fr", 1500, "EUR"), ("2 barkie", "nl", 200, "EUR"),
        ("een barkie", "nl", 100, "EUR"), ("3 donnie", "nl", 30, "EUR"), ("4 meier", "nl", 400, "EUR"),
        ("2 ruggen", "nl", 2000, "EUR"), ("8h", "nl", 800, "EUR"), ("8e", "nl", 8, "EUR"), ("150e", "fr", 150, "EUR"),
        ("achthonderd euro", "nl", 800, "EUR"), ("20 lax", "sv", 20_000, "SEK"), ("25 papp", "sv", 25_000, "SEK"),
        ("300 spänn", "sv", 300, "SEK"), ("halv mille", "sv", 500_000, "SEK"), ("3 mille", "nl", 3000, "EUR"),
        ("25 000 kr", "sv", 25_000, "SEK"), ("40 lax", "en", 40_000, "SEK"), ("2 grand", "en", 2000, None),
        ("a grand", "en", 1000, None), ("3 bags", "en", 3000, None), ("twenty quid", "en", 20, "GBP"),
        ("£1,500", "en", 1500, "GBP"), ("a monkey", "en", 500, "GBP"), ("nen hunni", "de", 100, "EUR"),
        ("2 riesen", "de", 2000, "EUR"), ("50 balles", "fr", 50, "EUR"), ("1 000 chf", "fr", 1000, "CHF"),
        ("3k sek", "en", 3000, "SEK"), ("€ 2.000,00", "nl", 2000, "EUR"), ("1.500,00 euro", "nl", 1500, "EUR"),
        ("£1,500.50", "en", 1500.5, "GBP"),
    ],
)  # fmt: skip
def test_money_of_five_languages_has_its_value(text: str, lang: str, low: float, currency: str | None) -> None:
    assert _one(text, lang) == (low, low, currency, True)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("150-200 euro", 150, 200), ("10-15k", 10_000, 15_000), ("10 tot 15 euro", 10, 15), ("5-800 euro", 500, 800)],
)
def test_a_range_has_two_ends(text: str, low: float, high: float) -> None:
    assert _one(text, "nl")[:2] == (low, high)


def test_a_sum_paid_twice_is_counted() -> None:
    (amount,) = find_amounts("2 x 500", "nl")

    assert amount.value() == {"amount": 500, "times": 2, "currency": "EUR"}


def test_the_language_gives_the_currency_that_is_not_named() -> None:
    assert [_one("500", lang)[2] for lang in ("nl", "de", "fr", "sv", "en", None)] == [*["EUR"] * 3, "SEK", None, None]


@pytest.mark.parametrize(
    "text", ["20:00", "31-12-2026", "0612345678", "15%", "@user123", "c6", "1:08", "01/02", "om 8h", "22h", "de 4e"]
)
def test_times_dates_phones_and_codes_are_not_named_as_money(text: str) -> None:
    assert not any(amount.named for amount in find_amounts(text, "nl"))


@given(st.integers(1, 999_999), st.sampled_from(["{:d}", "{:,d}"]), st.sampled_from([" euro", "€", ",-", " eur"]))
def test_written_amounts_come_back(amount: int, grouping: str, unit: str) -> None:
    text = grouping.format(amount).replace(",", ".") + unit

    assert _one(text, "nl") == (amount, amount, "EUR", True)


@given(st.integers(1, 9999), st.integers(0, 99), st.sampled_from(",."))
def test_cents_come_back(whole: int, cents: int, point: str) -> None:
    assert _one(f"€{whole}{point}{cents:02d}", "nl")[0] == pytest.approx(whole + cents / 100)


@given(st.text(), st.sampled_from(["nl", "en", "sv", "de", "fr", None]))
def test_amounts_of_any_text_lie_in_it_and_apart(text: str, lang: str | None) -> None:
    found = find_amounts(plain(text.lower()), lang)

    assert all(0 <= one.start < one.end <= len(text.lower()) and one.low <= one.high for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
