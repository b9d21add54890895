from __future__ import annotations

import pytest

from models.entities.addresses import find_addresses
from models.entities.contract import Entity, Extractor
from models.entities.doors import WrongDoor, wrong_door
from models.entities.locations import find_locations
from tests.support.extracting import reading

EXTRACTORS: tuple[Extractor, ...] = (find_locations, find_addresses)


def entities(text: str, lang: str = "nl") -> list[Entity]:
    message = reading(text, lang)
    return [
        Entity(one.type, one.start, one.end, "", one.value) for extractor in EXTRACTORS for one in extractor(message)
    ]


@pytest.mark.parametrize(
    "text",
    ["Kerkstraat 12, vannacht", "voordeur op de molenweg 3", "Kerkstraat 12 in zuid", "Kerkstraat 12, Nederland"],
)
def test_a_street_with_a_number_in_no_town_is_a_warning(text: str) -> None:
    assert wrong_door(entities(text)) is WrongDoor.ADDRESS_WITHOUT_MUNICIPALITY


@pytest.mark.parametrize(
    "text",
    [
        "1012 AB Rotterdam",
        "Kerkstraat 12, 9711 AB Utrecht",
        "3011 AB in zaandam",
        "3011AB antwerpen",
        "2511 BB, Delft",
        "8911 AB, in kanaleneiland",
    ],
)
def test_a_postcode_of_another_town_is_a_warning(text: str) -> None:
    assert wrong_door(entities(text)) is WrongDoor.POSTCODE_MUNICIPALITY_DISAGREE


@pytest.mark.parametrize(
    "text",
    [
        "",
        "vannacht een voordeur",
        "Kerkstraat 12 in rotterdam",
        "de kerkstraat in de buurt",
        "Kerkstraat 12, 3011 AB",
        "3011 AB Rotterdam",
        "3011 AB, van rotterdam naar utrecht",
        "Kerkstraat 12 in Klapdorperveen",
        "3425 AB Rotterdam",
        "1012 AB Klapdorperveen",
        "5300 ZZ in bergen",
        "Kerkstraat 12 in kanaleneiland",
        "1381 AB Amsterdam",
    ],
)
def test_what_agrees_or_is_not_known_gives_no_warning(text: str) -> None:
    assert wrong_door(entities(text)) is None


def test_the_codes_are_stable() -> None:
    assert [code.value for code in WrongDoor] == ["address_without_municipality", "postcode_municipality_disagree"]
