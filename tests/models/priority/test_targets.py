from __future__ import annotations

import pytest

from models.entities.contract import Entity
from models.priority.phrases import fold
from models.priority.targets import PLACES, is_target, points_at_target


@pytest.mark.parametrize(
    "text",
    ["bij hem", "in de kerkstraat", "adresje", "address", "at his", "bei ihm", "storgatan", "hos honom", "chez lui"],
)
def test_a_word_that_points_at_somebody_is_seen(text: str) -> None:
    assert points_at_target(fold(text))


@pytest.mark.parametrize("text", ["cobra 6 ophalen", "geld verdienen", "in breda", "important", "dan ga je naar huis"])
def test_what_points_at_nobody_is_not(text: str) -> None:
    assert not points_at_target(fold(text))


@pytest.mark.parametrize("kind", sorted(PLACES))
def test_a_place_is_a_target(kind: str) -> None:
    assert is_target(Entity("location", 0, 1, "x", {"kind": kind}))


@pytest.mark.parametrize(
    "entity",
    [
        Entity("location", 0, 1, "x", {"kind": "country"}),
        Entity("location", 0, 1, "x", {"kind": "province"}),
        Entity("product", 0, 1, "x"),
        Entity("time", 0, 1, "x"),
    ],
)
def test_a_country_and_what_is_no_place_is_none(entity: Entity) -> None:
    assert not is_target(entity)
