"""The texts of a campaign: which they are, what was said of them, and how much reading them asks of the database."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import event, update

from service.domain.items import ItemState
from service.factory import ProcessContext
from service.schema import Item
from service.storage.campaign_variants import CampaignVariants
from tests.support.campaigns import ADVERT, CHEAPER, DISGUISED, campaign_of, joined


def id_of_campaign(context: ProcessContext, item_id: UUID) -> UUID:
    """Return which campaign an item joined."""
    campaign = campaign_of(context, item_id)
    assert campaign is not None
    return campaign.id


def statements_of_reading(context: ProcessContext, campaign_id: UUID) -> int:
    """Return how many statements it takes to read the texts of a campaign."""
    asked: list[str] = []

    def keep(_1: object, _2: object, statement: str, *_3: object) -> None:
        asked.append(statement)

    engine = context.database.engine
    event.listen(engine, "before_cursor_execute", keep)
    with context.database.read() as session:
        CampaignVariants(session, campaign_id).first(50)
    event.remove(engine, "before_cursor_execute", keep)
    return len([each for each in asked if each.lstrip().upper().startswith("SELECT")])


def test_a_campaign_of_three_texts_is_read_in_as_many_queries_as_one_of_a_single_text(context: ProcessContext) -> None:
    campaign_id = id_of_campaign(context, joined(context, ADVERT))
    alone = statements_of_reading(context, campaign_id)
    joined(context, CHEAPER, number=2)
    joined(context, DISGUISED, number=3)
    assert statements_of_reading(context, campaign_id) == alone


def test_each_text_has_its_first_item_its_verdicts_and_what_waits(context: ProcessContext) -> None:
    first, copy = joined(context, ADVERT), joined(context, ADVERT, number=2)
    changed = joined(context, CHEAPER, number=3)
    with context.database.write() as session:
        session.execute(update(Item).where(Item.id == copy).values(state=ItemState.QUEUED, verdict=None))
        decided = update(Item).where(Item.id.in_([first, changed]))
        session.execute(decided.values(state=ItemState.DECIDED, verdict="confirmed"))
    campaign_id = id_of_campaign(context, first)
    with context.database.read() as session:
        found = CampaignVariants(session, campaign_id).first(50)
    assert [(each.item_id, each.text, each.items) for each in found] == [(first, ADVERT, 2), (changed, CHEAPER, 1)]
    assert [(dict(each.verdicts), each.waiting) for each in found] == [({"confirmed": 1}, 1), ({"confirmed": 1}, 0)]


def test_only_texts_that_wait_are_read_where_these_are_asked_for(context: ProcessContext) -> None:
    first, changed = joined(context, ADVERT), joined(context, CHEAPER, number=2)
    with context.database.write() as session:
        session.execute(update(Item).values(state=ItemState.SCORED))
        session.execute(update(Item).where(Item.id == changed).values(state=ItemState.QUEUED))
    campaign_id = id_of_campaign(context, first)
    with context.database.read() as session:
        found = CampaignVariants(session, campaign_id).first(50, waiting=True)
    assert [each.item_id for each in found] == [changed]


def test_there_is_no_text_of_a_key_that_no_item_has(context: ProcessContext) -> None:
    campaign_id = id_of_campaign(context, joined(context, ADVERT))
    with context.database.read() as session:
        assert CampaignVariants(session, campaign_id).of(b"\0" * 16) is None
