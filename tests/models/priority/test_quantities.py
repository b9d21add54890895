from __future__ import annotations

import pytest

from models.priority.quantities import LEAST_PIECES, is_in_bulk
from tests.support.prioritising import entities_of


@pytest.mark.parametrize(
    "text",
    [
        "50 stuks", "100x cobra", "x 60", "200 strijkers", "vanaf 100", "min 50 p/s 7", "per doos", "twee pallets",
        "groothandel", "wholesale", "crates", "2 cases", "ab 50 acht", "kartonweise", "fran 100 st", "en lada viper",
        "par 100 = 850", "en gros", "10 kg", "ik pak 2 dozen", "50 for 500", "emoji_package emoji_package",
    ],
)  # fmt: skip
def test_the_quantities_of_a_trade_are_bulk(text: str) -> None:
    assert is_in_bulk(text, entities_of(text, f4_sale=0.9))


@pytest.mark.parametrize(
    "text",
    [
        "49 stuks", "100 euro", "vanaf 50 euro", "€100", "a dozen", "two dozen", "1 kg", "doosje",
        "in any case",
        "cobra 6 120 viper 12 150", "140+ vouches", "du gros calibre", "75 mm", "vanaf 50,-", "ab 80 €", "2019",
    ],
)  # fmt: skip
def test_prices_sizes_and_small_numbers_are_not(text: str) -> None:
    assert not is_in_bulk(text, entities_of(text, f4_sale=0.9))


@pytest.mark.parametrize("pieces", [LEAST_PIECES - 1, LEAST_PIECES, LEAST_PIECES + 1])
def test_the_number_of_pieces_decides(pieces: int) -> None:
    assert is_in_bulk(f"{pieces} stuks", entities_of(f"{pieces} stuks", f4_sale=0.9)) == (pieces >= LEAST_PIECES)
