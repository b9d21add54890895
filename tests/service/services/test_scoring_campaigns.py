"""Scoring lets what it raises join campaigns, with the real bundle."""

from __future__ import annotations

from service.factory import ProcessContext
from tests.support.api import SALE
from tests.support.campaigns import campaign_of, stored


def test_copies_that_are_raised_become_a_campaign_as_they_are_scored(context: ProcessContext) -> None:
    copies = [stored(context, SALE, number=number * 100) for number in range(3)]
    ordinary = stored(context, "hoe laat is het eten klaar vanavond", number=900)
    assert context.scoring().score([*copies, ordinary]) == 4
    found = [campaign_of(context, item_id) for item_id in copies]
    assert {each and each.items for each in found} == {3}
    assert campaign_of(context, ordinary) is None
