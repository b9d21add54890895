from __future__ import annotations

import pytest

from models.priority.minors import is_for_minors
from tests.support.prioritising import entities_of


@pytest.mark.parametrize(
    "text",
    [
        "ik ben 14", "15 jaar", "mijn zoon wil", "op het schoolplein", "leeftijd maakt niet uit", "ook voor kinderen",
        "im 13 but look 16", "my lad (14)", "after school", "no age check", "15m looking for",
        "bin 15", "mein sohn", "auf dem schulhof", "alter egal", "ar 14", "min son", "i skolan",
        "j'ai 15 ans", "mon ado", "au lycee",
    ],
)  # fmt: skip
def test_minors_are_seen(text: str) -> None:
    assert is_for_minors(text, entities_of(text, f4_sale=0.9))


@pytest.mark.parametrize(
    "text",
    [
        "ik ben 24", "18+", "geen kinderen", "niet aan minderjarigen", "keine kinder", "no kids", "pas de mineurs",
        "inga barn",
        "15 stuks", "im 15 km away", "al 15 jaar", "seit 12 jahre", "15 jaar ervaring", "the kind that", "ben 15 euro",
    ],
)  # fmt: skip
def test_adults_and_other_numbers_are_not(text: str) -> None:
    assert not is_for_minors(text, entities_of(text, f4_sale=0.9))
