from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import insert, update
from uuid_utils.compat import uuid7

from models.contract import Message
from service.domain.items import Lane
from service.domain.messages import MessageDraft
from service.factory import ProcessContext
from service.schema import Item
from service.services.context import Surroundings, surroundings_of
from service.storage.scores import ScoreStore
from service.storage.surroundings import SurroundingsStore
from tests.support.drafts import NOON, draft, open_channel


def contexts(context: ProcessContext, *drafts: MessageDraft, only: set[str] | None = None) -> dict[str, Message]:
    channel_id = open_channel(context)
    with context.writing() as factory:
        intake = factory.import_desk().ingest.take_in(channel_id, drafts, Lane.LIVE)
    ids = [item_id for key, item_id in intake.stored.items() if only is None or key in only]
    with context.database.read() as session:
        found = surroundings_of(SurroundingsStore(session), ScoreStore(session).pending(ids))
    return {each.item.source_key: each.message(closer=False) for each in found}


def chain(context: ProcessContext, length: int, *, seconds: float = 0.1) -> list[UUID]:
    """Store a chain of replies, each to the one before, and return the ids."""
    channel_id = open_channel(context)
    ids = [uuid7() for _ in range(length)]
    same = {"channel_id": channel_id, "platform": "telegram", "kind": "text", "version": 1, "captured_at": NOON}
    same |= {"state": "pending", "lane": "live", "attempts": 0}
    rows = [
        same
        | {"id": item_id, "source_key": str(at), "reply_to_key": str(at - 1), "text": f"bericht {at}"}
        | {"sent_at": NOON + timedelta(seconds=at * seconds)}
        for at, item_id in enumerate(ids)
    ]
    with context.database.write() as session:
        session.execute(insert(Item), rows)
    return ids


def around(context: ProcessContext, *ids: UUID) -> list[Surroundings]:
    with context.database.read() as session:
        return surroundings_of(SurroundingsStore(session), ScoreStore(session).pending(ids))


def before(message: Message) -> list[str]:
    return [near.text for near in message.before]


def after(message: Message) -> list[str]:
    return [near.text for near in message.after]


def test_an_item_gets_its_neighbours_four_before_and_two_after(context: ProcessContext) -> None:
    drafts = [draft(str(n), f"bericht {n}", minute=n) for n in range(9)]
    message = contexts(context, *drafts)["5"]
    assert before(message) == ["bericht 1", "bericht 2", "bericht 3", "bericht 4"]
    assert after(message) == ["bericht 6", "bericht 7"]


def test_neighbours_are_found_for_an_item_that_is_scored_alone(context: ProcessContext) -> None:
    drafts = [draft(str(n), f"bericht {n}", minute=n) for n in range(9)]
    assert before(contexts(context, *drafts, only={"5"})["5"]) == ["bericht 1", "bericht 2", "bericht 3", "bericht 4"]


def test_what_an_item_answers_stands_last_however_long_ago_it_was(context: ProcessContext) -> None:
    question = draft("1", "wie verkoopt er wat", minute=-600)
    chatter = draft("2", "lekker weer", minute=-1)
    answer = draft("3", "dm, nog 40", minute=0, reply_to_key="1")
    assert before(contexts(context, question, chatter, answer)["3"]) == ["lekker weer", "wie verkoopt er wat"]


def test_messages_of_another_hour_are_no_neighbours(context: ProcessContext) -> None:
    message = contexts(context, draft("1", "vroeg", minute=-90), draft("2", "nu"), draft("3", "laat", minute=90))["2"]
    assert (before(message), after(message)) == ([], [])


def test_an_item_without_a_time_still_gets_what_it_answers(context: ProcessContext) -> None:
    message = contexts(context, draft("1", "vraag"), draft("2", "antwoord", sent_at=None, reply_to_key="1"))["2"]
    assert before(message) == ["vraag"]


def test_messages_of_the_same_instant_keep_the_order_in_which_they_were_stored(context: ProcessContext) -> None:
    found = contexts(context, *(draft(str(n), f"bericht {n}") for n in range(4)))
    assert before(found["2"]) == ["bericht 0", "bericht 1"]
    assert after(found["2"]) == ["bericht 3"]


def test_media_without_text_is_no_context(context: ProcessContext) -> None:
    message = contexts(context, draft("1", "", minute=-1), draft("2", "tekst"))["2"]
    assert before(message) == []


@pytest.mark.parametrize("seconds", [0.1, 0.0])
def test_of_a_long_chain_in_a_busy_channel_each_message_gets_its_own_neighbours(
    context: ProcessContext, seconds: float
) -> None:
    length = 6_000
    ids = chain(context, length, seconds=seconds)
    first, middle, last = around(context, ids[0], ids[3_000], ids[-1])
    assert [near.source_key for near in middle.before] == ["2996", "2997", "2998", "2999"]
    assert [near.source_key for near in middle.after] == ["3001", "3002"]
    assert [near.source_key for near in middle.echoes] == ["2998", "2999", "3001", "3002", "3003", "3004"]
    assert (first.before, [near.source_key for near in first.after]) == ((), ["1", "2"])
    assert ([near.source_key for near in last.before], last.after) == ([str(length - at) for at in (5, 4, 3, 2)], ())


def test_a_message_with_very_many_answers_tells_of_the_latest_few(context: ProcessContext) -> None:
    ids = chain(context, 3_000, seconds=60)
    with context.database.write() as session:
        session.execute(update(Item).where(Item.id != ids[0]).values(reply_to_key="0"))
    with context.database.read() as session:
        store = SurroundingsStore(session)
        (question,) = ScoreStore(session).pending([ids[0]])
        assert [answer.id for answer in store.answers(question, 8)] == ids[:-9:-1]
        assert store.overtaken(ids[:2]) == set()
        session.rollback()
    with context.database.write() as session:
        session.execute(update(Item).where(Item.id == ids[0]).values(version=2))
    with context.database.read() as session:
        assert SurroundingsStore(session).overtaken(ids[:2]) == {ids[0]}


def test_what_answers_a_deleted_message_or_itself_has_its_neighbours_alone(context: ProcessContext) -> None:
    lost = draft("2", "dm, nog 40", minute=1, reply_to_key="gone")
    found = contexts(context, draft("1", "lekker weer"), lost, draft("3", "ja", minute=2, reply_to_key="3"))
    assert before(found["2"]) == ["lekker weer"]
    assert before(found["3"]) == ["lekker weer", "dm, nog 40"]


def test_an_item_stands_in_the_context_of_two_before_it_and_four_after_it(context: ProcessContext) -> None:
    ids = chain(context, 12, seconds=60)
    (found,) = around(context, ids[6])
    assert [near.source_key for near in found.echoes] == ["4", "5", "7", "8", "9", "10"]
    holding = [each.item.id for each in around(context, *ids) if ids[6] in {near.id for near in each.context}]
    assert holding == [near.id for near in found.echoes]


def test_times_count_in_the_zone_of_the_channel(context: ProcessContext) -> None:
    message = contexts(context, draft("1", "vannacht"))["1"]
    assert message.sent_at == NOON
    assert message.sent_at.tzinfo == ZoneInfo("Europe/Amsterdam")


def test_another_channel_has_another_zone(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    with context.writing() as factory:
        stored = factory.import_desk().ingest.take_in(channel_id, [draft("1", "vannacht")], Lane.LIVE).stored
    with context.database.read() as session:
        (item,) = ScoreStore(session).pending(list(stored.values()))
    elsewhere = Surroundings(replace(item, timezone="America/Curacao"), (), (), ()).message(closer=False)
    assert elsewhere.sent_at == NOON
    assert elsewhere.sent_at.utcoffset() == timedelta(hours=-4)
