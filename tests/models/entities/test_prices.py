from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.contract import Found
from models.entities.prices import prices
from tests.support.readings import SCRAPS, by_text, read

_SALE = "f4_sale"


def _of(kind: str, found: list[Found]) -> list[Found]:
    return [one for one in found if one.type == kind]


@pytest.mark.parametrize(
    ("text", "lang", "found", "value"),
    [
        ("cobra 6, 8e per stuk", "nl", "8e per stuk", {"amount": 8, "currency": "EUR", "pieces": 1}),
        ("cobra 6 12,50 p/st", "nl", "12,50 p/st", {"amount": 12.5, "currency": "EUR", "pieces": 1}),
        ("dum bum 3 voor 10", "nl", "3 voor 10", {"amount": 10, "currency": "EUR", "pieces": 3}),
        ("vipers £9 each", "en", "£9 each", {"amount": 9, "currency": "GBP", "pieces": 1}),
        ("cobra 6, 80 kr st", "sv", "80 kr st", {"amount": 80, "currency": "SEK", "pieces": 1}),
        ("viper 12 för 65 styck", "sv", "65 styck", {"amount": 65, "currency": "SEK", "pieces": 1}),
        ("böller 9 das stück", "de", "9 das stück", {"amount": 9, "currency": "EUR", "pieces": 1}),
        ("mortiers 15 pièce", "fr", "15 pièce", {"amount": 15, "currency": "EUR", "pieces": 1}),
        ("doos viper 220 den doos", "nl", "220 den doos", {"amount": 220, "currency": "EUR", "per": "box"}),
        ("strijkers 1 donnie p st", "nl", "1 donnie p st", {"amount": 10, "currency": "EUR", "pieces": 1}),
        ("cobra 6 tien euro", "nl", "tien euro", {"amount": 10, "currency": "EUR"}),
        ("vlinders - 6", "nl", "6", {"amount": 6, "currency": "EUR"}),
        ("f4, 380,- samen", "nl", "380,-", {"amount": 380, "currency": "EUR", "per": "all"}),
    ],
)
def test_prices_of_goods_are_read(text: str, lang: str, found: str, value: dict[str, object]) -> None:
    reading = read(text, _SALE, lang=lang)

    assert by_text(reading, _of("unit_price", prices(reading))) == {found: value}


def test_rows_of_a_price_list_are_read() -> None:
    reading = read("lijst\ncobra 6 - 12\ndum bum – 3\nviper 12 = 14 euro", _SALE)

    rows = by_text(reading, _of("price_row", prices(reading)))
    assert {text: row["product"] for text, row in rows.items()} == {
        "cobra 6 - 12": "Cobra 6",
        "dum bum - 3": "Dum Bum",
        "viper 12 = 14 euro": "Viper 12",
    }
    assert rows["cobra 6 - 12"]["price"] == {"amount": 12, "currency": "EUR"}


def test_dots_lead_from_an_article_to_its_own_price_and_not_to_that_of_the_next() -> None:
    reading = read("🧨 Cobra 6 .......... 13,-\n🧨 Cobra 8 ....... 30,-\n🧨 Viper 12 . 9,-", _SALE)

    rows = _of("price_row", prices(reading))
    assert [(row.value["product"], row.value["price"]) for row in rows] == [
        ("Cobra 6", {"amount": 13, "currency": "EUR"}),
        ("Cobra 8", {"amount": 30, "currency": "EUR"}),
        ("Viper 12", {"amount": 9, "currency": "EUR"}),
    ]


def test_rows_may_begin_with_the_price() -> None:
    reading = read("€12 cobra 6, €3 dum bum, €14 viper 12", _SALE)

    assert list(by_text(reading, _of("price_row", prices(reading)))) == ["€12 cobra 6", "€3 dum bum", "€14 viper 12"]


def test_a_row_has_its_quantity() -> None:
    reading = read("cobra 6 doos van 100 stuks 850 euro, viper 12 doos 480 euro", _SALE)

    assert _of("price_row", prices(reading))[0].value["quantity"] == {"number": 100, "unit": "piece"}


def test_one_article_with_a_price_is_no_list() -> None:
    assert _of("price_row", prices(read("cobra 6 - 12", _SALE))) == []


@pytest.mark.parametrize("text", ["cobra 6, 40 stuks", "30 cobra 6", "nog 20 vipers", "tot 22 uur", "ben 14 jaar"])
def test_counts_times_and_ages_are_no_price(text: str) -> None:
    assert prices(read(text, _SALE)) == []


def test_what_a_job_pays_is_no_price() -> None:
    assert prices(read("deur vannacht, 800 euro", "recruitment")) == []


def test_ordinary_goods_without_a_label_have_a_price() -> None:
    reading = read("te koop: fatbike, 450 euro")

    assert list(by_text(reading, prices(reading))) == ["450 euro"]


@given(
    st.lists(st.tuples(st.sampled_from(["cobra 6", "viper 12", "dum bum"]), st.integers(1, 99)), min_size=2, max_size=9)
)
def test_every_line_of_a_list_is_a_row(lines: list[tuple[str, int]]) -> None:
    reading = read("\n".join(f"{name} - {price} euro" for name, price in lines), _SALE)

    rows = sorted(_of("price_row", prices(reading)), key=lambda row: row.start)
    assert [row.value["price"] for row in rows] == [{"amount": price, "currency": "EUR"} for _, price in lines]


@given(SCRAPS)
def test_prices_of_any_text_lie_in_it(text: str) -> None:
    reading = read(text, _SALE)

    assert all(0 <= one.start < one.end <= len(reading.text.text) for one in prices(reading))
