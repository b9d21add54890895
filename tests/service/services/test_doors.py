from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from service.factory import ProcessContext
from service.services.doors import warnings_of_item
from tests.support.review import look_at, store

STREET = {"kind": "street", "name": "kerkstraat", "number": "12"}
TOWN = {"kind": "municipality", "name": "Utrecht", "municipality": "Utrecht", "province": "NL-UT", "country": "NL"}
POSTCODE = {
    "kind": "postcode",
    "postcode": "3011 AB",
    "municipality": "Rotterdam",
    "province": "NL-ZH",
    "country": "NL",
}


@pytest.mark.parametrize(
    ("places", "expected"),
    [
        ([], ()),
        ([STREET], ("address_without_municipality",)),
        ([STREET, TOWN], ()),
        ([POSTCODE, TOWN], ("postcode_municipality_disagree",)),
        ([POSTCODE], ()),
    ],
)
def test_the_stored_places_of_an_item_tell_of_a_wrong_door(
    context: ProcessContext, places: list[dict[str, Any]], expected: tuple[str, ...]
) -> None:
    (item_id,) = store(context, "voordeur vannacht")
    entities = tuple({"type": "location", "start": 0, "end": 8, "value": place} for place in places)
    assert warnings_of_item(replace(look_at(context, item_id), entities=entities)) == expected
