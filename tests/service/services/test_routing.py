from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import update

from service.domain.items import Visibility
from service.domain.messages import Platform
from service.factory import ProcessContext
from service.schema import Item
from service.services.routing import route_of_item
from tests.support.review import look_at, store


@pytest.mark.parametrize(
    ("visibility", "locator", "expected"),
    [
        ("public", "https://t.me/buurtpraat_verzonnen/12", ("notice", "public_locator")),
        ("private", "https://t.me/buurtpraat_verzonnen/12", ("police_referral", "private_visibility")),
        ("public", None, ("location_missing", "none")),
        ("unknown", "https://t.me/+AbCdEf", ("location_missing", "invite")),
    ],
)
def test_an_item_goes_where_its_channel_and_its_address_let_it(
    context: ProcessContext, visibility: str, locator: str | None, expected: tuple[str, str]
) -> None:
    (item_id,) = store(context, "klus voor vanavond, dm")
    with context.database.write() as session:
        session.execute(update(Item).values(locator=locator))
    item = look_at(context, item_id)
    assert (item.platform, item.visibility) == (Platform.TELEGRAM, Visibility.PUBLIC)
    reading = route_of_item(replace(item, visibility=visibility))
    assert (reading.route, reading.reason) == expected
