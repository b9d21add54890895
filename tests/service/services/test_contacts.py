"""Contacts that items name, and what they link; on both kinds of database."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, event, func, insert, select, text, update

from service.domain.contacts import ContactKind, LinkKind
from service.domain.messages import ChannelRef, Platform
from service.factory import ProcessContext
from service.schema import ContactMention, Item
from service.services.campaigns import CampaignNotFoundError
from service.services.contacts import MOST_CONTACTS, MOST_LINKS, MOST_LOOKED_AT, Links
from service.services.items import ItemNotFoundError
from service.storage.contact_queries import ContactQueryStore, Whose
from service.storage.contacts import ContactStore
from tests.support.api import SALE, shipped_scorer
from tests.support.campaigns import ADVERT, CHEAPER, ELSEWHERE, OTHER, campaign_of, stored
from tests.support.contacts import HANDLE, NUMBER, naming, row_of, score
from tests.support.drafts import open_channel

SPELT_OTHERWISE = "t.me/Voorbeeld_LONT"
LATELY = datetime(2026, 11, 5, tzinfo=UTC)
INDEX = "ix_contact_mentions_contact_key_seen_at_item_id"


def campaign_id(context: ProcessContext, item_id: UUID) -> UUID:
    campaign = campaign_of(context, item_id)
    assert campaign is not None
    return campaign.id


def links_of(context: ProcessContext, item_id: UUID) -> Links:
    with context.reading() as factory:
        return factory.contacts().of_item(item_id)


def links_of_campaign(context: ProcessContext, item_id: UUID) -> Links:
    with context.reading() as factory:
        return factory.contacts().of_campaign(campaign_id(context, item_id))


def mentions(context: ProcessContext) -> int:
    with context.database.read() as session:
        return session.scalar(select(func.count()).select_from(ContactMention)) or 0


def test_a_campaign_shows_its_contacts_and_what_else_names_them(context: ProcessContext) -> None:
    first = naming(context, f"{ADVERT} {HANDLE} of bel {NUMBER}")
    naming(context, f"{CHEAPER} {HANDLE}", number=2, channel=ELSEWHERE)
    other = naming(context, f"{OTHER}, meld je bij {SPELT_OTHERWISE}", number=3)
    naming(context, f"{OTHER}, meld je bij {SPELT_OTHERWISE}", number=4, channel=ELSEWHERE)
    single = naming(context, f"vraag {HANDLE.upper()} maar", number=5, channel=ELSEWHERE, joins=False)
    handle, phone = links_of_campaign(context, first).contacts
    assert (handle.kind, handle.platform, handle.text) == (ContactKind.HANDLE, "telegram", HANDLE)
    assert (handle.items, handle.channels) == (2, 2)
    assert handle.last_seen - handle.first_seen == timedelta(minutes=1)
    assert [(each.kind, each.id, each.items, each.channels, each.name) for each in handle.links] == [
        (LinkKind.ITEM, single, 1, 1, ELSEWHERE.name),
        (LinkKind.CAMPAIGN, campaign_id(context, other), 2, 2, None),
    ]
    assert (handle.more_links, handle.complete) == (0, True)
    assert (phone.kind, phone.text, phone.items, phone.links) == (ContactKind.PHONE, NUMBER, 1, [])


def test_an_item_shows_its_contacts_and_what_else_names_them_besides_its_own_campaign(context: ProcessContext) -> None:
    first = naming(context, f"{ADVERT} {HANDLE}")
    naming(context, f"{ADVERT} {HANDLE}", number=2)
    alone = naming(context, f"{OTHER} {SPELT_OTHERWISE}", number=3)
    (of_copy,) = links_of(context, first).contacts
    (of_other,) = links_of(context, alone).contacts
    assert (of_copy.text, of_copy.items, [each.id for each in of_copy.links]) == (HANDLE, 1, [alone])
    assert [(each.kind, each.id, each.items) for each in of_other.links] == [
        (LinkKind.CAMPAIGN, campaign_id(context, first), 2)
    ]
    assert of_other.text == SPELT_OTHERWISE


def test_a_handle_of_another_platform_and_words_for_a_chat_link_nothing(context: ProcessContext) -> None:
    first = naming(context, f"{ADVERT}, dm op telegram, {HANDLE}")
    naming(
        context,
        f"{OTHER}, dm op telegram of stuur wat, {HANDLE}",
        channel=ChannelRef(Platform.SNAPCHAT, "1", "Verzonnen", public=True),
    )
    assert [each.links for each in links_of(context, first).contacts] == [[]]


def test_an_edit_lets_an_item_name_nothing_until_its_new_text_is_scored(context: ProcessContext) -> None:
    first = naming(context, f"{ADVERT} {HANDLE}")
    second = naming(context, f"{OTHER} {HANDLE}", number=2)
    changed = f"{OTHER} bel {NUMBER}"
    assert stored(context, changed, number=2) == second
    assert [each.links for each in links_of(context, first).contacts] == [[]]
    score(context, row_of(second, changed, version=2), changed)
    assert [each.kind for each in links_of(context, second).contacts] == [ContactKind.PHONE]
    assert mentions(context) == 2
    with context.database.read() as session:
        mention = select(ContactMention.item_version).where(ContactMention.item_id == second)
        assert session.scalars(mention).all() == [2]


def test_a_new_score_of_the_same_text_replaces_what_it_names(context: ProcessContext) -> None:
    first = naming(context, f"{ADVERT} {HANDLE} bel {NUMBER}")
    again = row_of(first, f"{ADVERT} {HANDLE}", model="test.2")
    with context.writing() as factory:
        desk = factory.score_desk()
        desk.scores.replace([again])
        desk.contacts.note([again])
        desk.contacts.note([again])
    assert [each.text for each in links_of(context, first).contacts] == [HANDLE]


def test_what_is_forgotten_or_has_no_text_is_shown_nowhere(context: ProcessContext) -> None:
    first = naming(context, f"{ADVERT} {HANDLE}")
    second = naming(context, f"{OTHER} {HANDLE}", number=2)
    with context.database.write() as session:
        ContactStore(session).forget([second])
        session.execute(update(Item).where(Item.id == second).values(text=None))
    assert [each.links for each in links_of(context, first).contacts] == [[]]
    assert links_of(context, second) == Links([], 0)
    assert mentions(context) == 1
    with context.database.write() as session:
        session.execute(update(Item).where(Item.id == first).values(text=None))
    assert links_of(context, first).contacts == []


def test_the_table_holds_no_plain_contact(context: ProcessContext) -> None:
    naming(context, f"{ADVERT} {HANDLE} bel {NUMBER}")
    with context.database.read() as session:
        said = [(bytes(row.contact_key), row.kind) for row in session.scalars(select(ContactMention))]
    assert len(said) == 2
    assert {len(key) for key, _ in said} == {16}
    assert {kind for _, kind in said} == {"handle", "phone"}


def test_who_asks_for_what_is_not_there_is_told(context: ProcessContext) -> None:
    with context.reading() as factory:
        with pytest.raises(CampaignNotFoundError):
            factory.contacts().of_campaign(uuid4())
        with pytest.raises(ItemNotFoundError):
            factory.contacts().of_item(uuid4())


def test_scoring_itself_notes_the_contacts_of_what_it_raises(context: ProcessContext) -> None:
    context.scorer = shipped_scorer()
    raised = stored(context, f"{SALE} {HANDLE}")
    assert context.scoring().score([raised]) == 1
    assert [each.text for each in links_of(context, raised).contacts] == [HANDLE]


def test_items_scored_before_contacts_were_noted_are_filled_in_once(context: ProcessContext) -> None:
    first = naming(context, f"{ADVERT} {HANDLE}")
    naming(context, f"{OTHER} {HANDLE} bel {NUMBER}", number=2)
    naming(context, "goedemorgen allemaal", number=3, joins=False)
    with context.database.write() as session:
        session.execute(delete(ContactMention))
    assert [context.contact_fill().fill() for _ in range(2)] == [3, 3]
    assert mentions(context) == 3
    assert [len(each.links) for each in links_of(context, first).contacts] == [1]


def test_contacts_and_links_are_bounded_and_the_rest_is_counted(context: ProcessContext) -> None:
    many = " ".join(f"@voorbeeld_{number:03}" for number in range(MOST_CONTACTS + 2))
    first = naming(context, f"{ADVERT} {many}")
    for number in range(MOST_LINKS + 3):
        naming(context, f"vraag @voorbeeld_000 {number}", number=number + 10, joins=False)
    found = links_of(context, first)
    assert (len(found.contacts), found.more_contacts) == (MOST_CONTACTS, 2)
    other = naming(context, "vraag @voorbeeld_000 nog een keer", number=500, joins=False)
    (contact,) = links_of(context, other).contacts
    assert (len(contact.links), contact.more_links, contact.complete) == (MOST_LINKS, 4, True)
    times = [each.last_seen for each in contact.links]
    assert times == sorted(times, reverse=True)


def test_of_a_contact_in_thousands_of_items_only_the_latest_are_looked_at(context: ProcessContext) -> None:
    first = naming(context, f"{ADVERT} {HANDLE}")
    named_often(context, first, 5_200)
    (contact,) = links_of(context, first).contacts
    assert (len(contact.links), contact.complete) == (MOST_LINKS, False)
    assert contact.more_links == MOST_LOOKED_AT + 1 - MOST_LINKS
    assert contact.links[0].last_seen == LATELY + timedelta(seconds=5_199)
    plan = plan_of_elsewhere(context, first)
    assert INDEX in plan
    assert "SCAN contact_mentions" not in plan
    assert "Seq Scan on contact_mentions" not in plan


def named_often(context: ProcessContext, like: UUID, times: int) -> None:
    """Store items that name what another one names, a second from one to the next."""
    channel_id = open_channel(context, ELSEWHERE)
    same = {"channel_id": channel_id, "item_version": 1, "kind": "handle"}
    item = same | {"platform": "telegram", "version": 1, "captured_at": LATELY, "state": "scored", "attempts": 0}
    item = {name: value for name, value in item.items() if name != "item_version"} | {"kind": "text"}
    ids = [uuid4() for _ in range(times)]
    with context.database.write() as session:
        key = session.scalar(select(ContactMention.contact_key).where(ContactMention.item_id == like))
        rows = [item | {"id": each, "source_key": str(each), "text": "x", "lane": "live"} for each in ids]
        session.execute(insert(Item), rows)
        naming_it = same | {"contact_key": key}
        times_seen = [LATELY + timedelta(seconds=second) for second in range(times)]
        mentioned = [naming_it | {"item_id": each, "seen_at": at} for each, at in zip(ids, times_seen, strict=True)]
        session.execute(insert(ContactMention), mentioned)
    if not context.database.is_sqlite:
        with context.database.engine.connect() as connection:
            connection.execute(text("ANALYZE contact_mentions"))


def plan_of_elsewhere(context: ProcessContext, item_id: UUID) -> str:
    """Return how the database goes about the question what else names the contact of an item."""
    asked: list[tuple[str, Any]] = []

    def keep(_1: object, _2: object, statement: str, parameters: object, *_3: object) -> None:
        asked.append((statement, parameters))

    engine = context.database.engine
    with context.database.read() as session:
        key = session.scalar(select(ContactMention.contact_key).where(ContactMention.item_id == item_id))
        assert key is not None
        event.listen(engine, "before_cursor_execute", keep)
        ContactQueryStore(session).elsewhere(key, Whose(None, item_id), MOST_LOOKED_AT, MOST_LINKS)
        event.remove(engine, "before_cursor_execute", keep)
    ((statement, parameters),) = asked
    explain = "EXPLAIN QUERY PLAN" if context.database.is_sqlite else "EXPLAIN"
    with engine.connect() as connection:
        return "\n".join(str(row[-1]) for row in connection.exec_driver_sql(f"{explain} {statement}", parameters))
