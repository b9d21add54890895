"""What stands beside an item: other items of its author key and campaign, and verdicts on its copies."""

from __future__ import annotations

from uuid import UUID

from service.domain.decisions import Verdict
from service.domain.related import Related
from service.factory import ProcessContext
from service.services.related import MOST_RELATED
from tests.support.campaigns import ADVERT, CHEAPER, campaign_of, joined
from tests.support.review import ANNA, look_at, said, store


def _related(context: ProcessContext, item_id: UUID) -> Related:
    campaign = campaign_of(context, item_id)
    with context.reading() as factory:
        return factory.related().of_item(look_at(context, item_id), campaign.id if campaign else None)


def test_earlier_items_of_the_author_key_are_the_last_ten_latest_first(context: ProcessContext) -> None:
    ids = store(context, *(f"tekst {number}" for number in range(13)))
    found = _related(context, ids[11])
    assert [each.id for each in found.of_author] == ids[10::-1][:MOST_RELATED]
    assert (found.of_campaign, found.copies) == ((), ())
    assert _related(context, ids[0]).of_author == []


def test_verdicts_on_copies_are_counted_by_text_with_the_latest(context: ProcessContext) -> None:
    ids = [joined(context, text, number=number) for number, text in enumerate((ADVERT, ADVERT, ADVERT, CHEAPER), 1)]
    for item_id in (ids[1], ids[2]):
        with context.writing() as factory:
            factory.decisions().decide(ANNA, said(item_id, Verdict.UNSURE))
    found = _related(context, ids[0])
    assert [(each.exact, each.verdict, each.items, each.latest) for each in found.copies] == [
        (True, "unsure", 2, ids[2])
    ]
    assert [(each.id, each.verdict) for each in found.of_campaign] == [
        (ids[3], None),
        (ids[2], "unsure"),
        (ids[1], "unsure"),
    ]
    changed = _related(context, ids[3])
    assert [(each.exact, each.items) for each in changed.copies] == [(False, 2)]
