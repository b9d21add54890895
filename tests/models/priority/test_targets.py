from __future__ import annotations

import pytest

from models.priority.phrases import fold
from models.priority.targets import names_target


@pytest.mark.parametrize(
    "text",
    [
        "bij een voordeur", "die woning", "een winkelpand", "zijn auto", "bij hem", "in de kerkstraat", "adresje",
        "osso",
        "a front door", "his car", "the address", "at his", "vor die haustür", "der laden", "bei ihm", "hauptstraße 3",
        "en dörr", "porten", "storgatan", "hos honom", "une porte", "la devanture", "chez lui", "emoji_door",
    ],
)  # fmt: skip
def test_a_target_is_seen(text: str) -> None:
    assert names_target(fold(text))


@pytest.mark.parametrize(
    "text",
    [
        "cobra 6 ophalen", "met eigen auto", "own car needed", "mit eigenem auto", "geld verdienen", "in breda",
        "important", "scooter te leen", "700 bar auf die hand", "dan ga je naar huis", "the local lads",
    ],
)  # fmt: skip
def test_what_is_no_target_is_not(text: str) -> None:
    assert not names_target(fold(text))
