from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select

from service.domain.items import ItemState, Lane
from service.domain.messages import MessageDraft
from service.factory import ProcessContext
from service.schema import Author, Item, ItemVersion, OutboxEntry
from service.services.ingest import Intake
from tests.support.drafts import NOON, draft, open_channel


def take_in(context: ProcessContext, channel_id: UUID, *drafts: MessageDraft, lane: Lane = Lane.LIVE) -> Intake:
    with context.writing() as factory:
        return factory.import_desk().ingest.take_in(channel_id, drafts, lane)


def items(context: ProcessContext) -> Sequence[Item]:
    with context.database.read() as session:
        return session.scalars(select(Item).order_by(Item.sent_at)).all()


def test_a_new_message_is_stored_as_pending_and_asked_a_score_for(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    intake = take_in(context, channel_id, draft("1"), draft("2", minute=1))
    assert len(intake.stored) == 2
    assert {item.state for item in items(context)} == {ItemState.PENDING}
    with context.database.read() as session:
        payload = session.scalars(select(OutboxEntry.payload)).one()
    assert payload == {"lane": "live", "ids": [str(item.id) for item in items(context)]}


def test_the_same_message_a_second_time_changes_nothing(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    first = take_in(context, channel_id, draft("1"))
    again = take_in(context, channel_id, draft("1"))
    assert (len(again.stored), len(again.known), len(again.changed)) == (0, 1, 0)
    assert again.known == first.stored
    assert len(items(context)) == 1


def test_an_edit_keeps_the_earlier_text_and_waits_for_a_score_again(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    take_in(context, channel_id, draft("1", "eerste tekst"))
    edit = draft("1", "tweede tekst", edited=True, edited_at=NOON + timedelta(hours=1))
    assert len(take_in(context, channel_id, edit).changed) == 1
    (item,) = items(context)
    assert (item.text, item.version, item.state) == ("tweede tekst", 2, ItemState.PENDING)
    with context.database.read() as session:
        earlier = session.scalars(select(ItemVersion)).one()
        assert (earlier.version, earlier.text) == (1, "eerste tekst")


def test_an_older_text_that_comes_late_does_not_overwrite_the_newer_one(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    take_in(context, channel_id, draft("1", "nieuw", edited=True, edited_at=NOON + timedelta(hours=2)))
    late = take_in(context, channel_id, draft("1", "oud", edited=True, edited_at=NOON + timedelta(hours=1)))
    assert len(late.known) == 1
    assert [item.text for item in items(context)] == ["nieuw"]


def test_a_message_of_media_only_is_unscored_and_nobody_is_asked_for_its_score(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    intake = take_in(context, channel_id, draft("1", ""))
    assert intake.unscored == 1
    assert [(item.state, item.text) for item in items(context)] == [(ItemState.UNSCORED, None)]
    with context.database.read() as session:
        assert session.scalars(select(OutboxEntry)).all() == []


def test_a_caption_added_to_a_photo_makes_it_wait_for_a_score(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    take_in(context, channel_id, draft("1", ""))
    take_in(context, channel_id, draft("1", "kijk dit", edited=True, edited_at=NOON + timedelta(minutes=1)))
    assert [(item.state, item.text) for item in items(context)] == [(ItemState.PENDING, "kijk dit")]


def test_a_plain_handle_is_nowhere_in_the_database(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    take_in(context, channel_id, draft("1", author="Jan Bekend", forwarded_from="Piet Doorstuurder"))
    with context.database.engine.connect() as connection:
        for table in (Item.__table__, Author.__table__):
            rows = " ".join(str(tuple(row)) for row in connection.execute(table.select()))
            assert "Bekend" not in rows
            assert "Doorstuurder" not in rows


def test_the_same_author_gets_the_same_pseudonym_and_the_handle_can_be_unsealed(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    take_in(context, channel_id, draft("1", author="Jan"), draft("2", author="Jan"), draft("3", author="Els"))
    keys = [item.author_key for item in items(context)]
    assert len(set(keys)) == 2
    with context.database.read() as session:
        sealed = {author.author_key: author.handle_encrypted for author in session.scalars(select(Author))}
    assert {context.pseudonymiser.unseal(handle) for handle in sealed.values()} == {"Jan", "Els"}


def test_tasks_hold_no_more_items_than_the_setting_allows(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    many = [draft(str(number), minute=number) for number in range(600)]
    take_in(context, channel_id, *many, lane=Lane.BACKFILL)
    with context.database.read() as session:
        sizes = [len(payload["ids"]) for payload in session.scalars(select(OutboxEntry.payload))]
    assert sizes == [256, 256, 88]


def test_a_key_that_comes_twice_in_one_batch_is_taken_once_with_its_last_text(context: ProcessContext) -> None:
    channel_id = open_channel(context)
    intake = take_in(context, channel_id, draft("1", "eerst"), draft("1", "later"))
    assert (len(intake.stored), intake.repeated) == (1, 1)
    assert [item.text for item in items(context)] == ["later"]


@pytest.mark.parametrize("text", ["", "tekst"])
def test_nothing_is_kept_of_a_transaction_that_fails(context: ProcessContext, text: str) -> None:
    channel_id = open_channel(context)

    def fail_after_taking_in() -> None:
        with context.writing() as factory:
            factory.import_desk().ingest.take_in(channel_id, [draft("1", text)], Lane.LIVE)
            raise RuntimeError("the power fails")

    with pytest.raises(RuntimeError):
        fail_after_taking_in()
    assert items(context) == []
