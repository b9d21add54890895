from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.quantities import quantities
from tests.support.readings import SCRAPS, by_text, read

_SALE = "f4_sale"


@pytest.mark.parametrize(
    ("text", "lang", "found", "value"),
    [
        ("40 stuks te koop", "nl", "40 stuks", {"number": 40, "unit": "piece"}),
        ("dm, nog 40", "nl", "40", {"number": 40, "unit": "piece"}),
        ("2 dozen vlinders", "nl", "2 dozen", {"number": 2, "unit": "box"}),
        ("two dozen left", "en", "two dozen", {"number": 2, "unit": "dozen"}),
        ("een krat", "nl", "een krat", {"number": 1, "unit": "box"}),
        ("halve doos", "nl", "halve doos", {"number": 0.5, "unit": "box"}),
        ("10 cobra 6 over", "nl", "10", {"number": 10, "unit": "piece"}),
        ("tien viper", "de", "tien", {"number": 10, "unit": "piece"}),
        ("achtzig stück", "de", "achtzig stück", {"number": 80, "unit": "piece"}),
        ("3 lådor nitrater", "sv", "3 lådor", {"number": 3, "unit": "box"}),
        ("8 pièces", "fr", "8 pièces", {"number": 8, "unit": "piece"}),
        ("2 kilo flitspoeder", "nl", "2 kilo", {"number": 2, "unit": "kg"}),
        ("doe mij er 30", "nl", "30", {"number": 30, "unit": "piece"}),
        ("about 80 pcs", "en", "about 80 pcs", {"number": 80, "unit": "piece"}),
        ("minst 10 st", "sv", "minst 10 st", {"number": 10, "unit": "piece"}),
        ("a dozen for me", "en", "a dozen", {"number": 12}),
        ("ett par kvar", "sv", "ett par", {"number": 2}),
        ("quelques restes", "fr", "quelques", {}),
        ("een kistje", "nl", "een kistje", {"number": 1, "unit": "box"}),
        ("30-40 stuks", "nl", "30-40 stuks", {"number_min": 30, "number_max": 40, "unit": "piece"}),
    ],
)
def test_how_many_of_goods_is_read(text: str, lang: str, found: str, value: dict[str, object]) -> None:
    reading = read(text, _SALE, lang=lang)

    assert by_text(reading, quantities(reading)) == {found: value}


@pytest.mark.parametrize(
    ("text", "lang", "found"),
    [("2 man voor een deur", "nl", "2 man"), ("two lads", "en", "two lads"), ("zwei jungs", "de", "zwei jungs")],
)
def test_how_many_people_is_read(text: str, lang: str, found: str) -> None:
    reading = read(text, "recruitment", lang=lang)

    assert list(by_text(reading, quantities(reading))) == [found]


def test_people_who_are_sought_need_no_word_for_them() -> None:
    reading = read("zoek 2 voor een klus", "recruitment")

    assert by_text(reading, quantities(reading)) == {"2": {"number": 2, "unit": "person"}}


@pytest.mark.parametrize("text", ["cobra 6 - 12 dum bum - 3", "cobra 6, 8 euro", "om 20 uur", "3 inch shells", "f4"])
def test_prices_times_and_calibres_are_no_quantity(text: str) -> None:
    assert quantities(read(text, _SALE)) == []


@given(st.integers(1, 9999), st.sampled_from(["stuks", "st", "pcs"]))
def test_written_quantities_come_back(number: int, unit: str) -> None:
    reading = read(f"nog {number} {unit}", _SALE)

    assert by_text(reading, quantities(reading)) == {f"{number} {unit}": {"number": number, "unit": "piece"}}


@given(SCRAPS)
def test_quantities_of_any_text_lie_in_it_and_apart(text: str) -> None:
    reading = read(text, _SALE)
    found = quantities(reading)

    assert all(0 <= one.start < one.end <= len(reading.text.text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
