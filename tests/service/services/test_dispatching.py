from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import insert, update

from service.domain.items import Lane
from service.errors import ConfigurationError
from service.factory import ProcessContext
from service.schema import Item, OutboxEntry
from service.services.dispatching import somebody_works
from service.storage.outbox import ALERT_TOPIC, NOTICE_TOPIC, SCORE_TOPIC, Departure
from tests.support.drafts import draft, open_channel


class Broker:
    """A broker that keeps what it is handed, or is away."""

    def __init__(self) -> None:
        self.handed: list[tuple[tuple[str, ...], Lane]] = []
        self.away = False

    def __call__(self, departure: Departure) -> None:
        if self.away:
            raise ConnectionError("nobody listens")
        assert departure.topic == SCORE_TOPIC
        self.handed.append((tuple(departure.payload["ids"]), Lane(departure.payload["lane"])))


def store(context: ProcessContext, count: int, lane: Lane = Lane.LIVE) -> list[str]:
    channel_id = open_channel(context)
    drafts = [draft(f"{lane}{n}", minute=n) for n in range(count)]
    with context.writing() as factory:
        return [str(i) for i in factory.import_desk().ingest.take_in(channel_id, drafts, lane).stored.values()]


def make_old(context: ProcessContext, attempts: int = 0) -> None:
    with context.database.write() as session:
        session.execute(update(Item).values(enqueued_at=datetime.now(UTC) - timedelta(days=1), attempts=attempts))


def test_what_waits_is_handed_over_once_with_its_lane(context: ProcessContext) -> None:
    ids = store(context, 3, Lane.BACKFILL)
    broker = Broker()
    dispatching = context.dispatching(broker)
    assert dispatching.relay() == 1
    assert broker.handed == [(tuple(ids), Lane.BACKFILL)]
    assert dispatching.relay() == 0


def test_nothing_is_lost_while_the_broker_is_away(context: ProcessContext) -> None:
    ids = store(context, 3)
    broker = Broker()
    dispatching = context.dispatching(broker)
    broker.away = True
    with pytest.raises(ConnectionError):
        dispatching.relay()
    broker.away = False
    dispatching.relay()
    assert broker.handed == [(tuple(ids), Lane.LIVE)]


def test_an_item_that_waits_too_long_is_asked_for_again(context: ProcessContext) -> None:
    ids = store(context, 2)
    broker = Broker()
    dispatching = context.dispatching(broker)
    dispatching.relay()
    assert dispatching.sweep() == 0
    make_old(context)
    assert dispatching.sweep() == 2
    dispatching.relay()
    assert broker.handed == [(tuple(ids), Lane.LIVE)] * 2
    assert dispatching.sweep() == 0


def test_items_that_still_wait_in_the_outbox_are_not_asked_for_twice(context: ProcessContext) -> None:
    store(context, 2)
    make_old(context)
    assert context.dispatching(Broker()).sweep() == 0


def test_a_new_broker_makes_everything_pending_stranded(context: ProcessContext) -> None:
    store(context, 2)
    dispatching = context.dispatching(Broker())
    dispatching.relay()
    assert dispatching.sweep(broker_is_new=True) == 2


def test_items_with_failed_attempts_go_out_one_by_one(context: ProcessContext) -> None:
    store(context, 3)
    broker = Broker()
    dispatching = context.dispatching(broker)
    dispatching.relay()
    make_old(context, attempts=1)
    dispatching.sweep()
    dispatching.relay()
    assert [len(ids) for ids, _ in broker.handed] == [3, 1, 1, 1]


def test_alerts_and_notices_leave_each_in_an_entry_of_its_own_in_the_order_in_which_they_were_asked_for(
    context: ProcessContext,
) -> None:
    first, second, third = uuid4(), uuid4(), uuid4()
    with context.writing() as factory:
        factory.outbox().ask(ALERT_TOPIC, [first, second])
        factory.outbox().ask(NOTICE_TOPIC, [third])
        factory.outbox().ask(NOTICE_TOPIC, [])
    left: list[Departure] = []
    assert context.dispatching(left.append).relay() == 3
    assert [(each.topic, each.payload) for each in left] == [
        (ALERT_TOPIC, {"id": str(first)}),
        (ALERT_TOPIC, {"id": str(second)}),
        (NOTICE_TOPIC, {"id": str(third)}),
    ]
    assert context.dispatching(left.append).relay() == 0


def test_an_entry_that_this_version_does_not_know_is_kept_for_the_one_that_does(context: ProcessContext) -> None:
    with context.database.write() as session:
        session.execute(insert(OutboxEntry).values(topic="later", payload={}, created_at=datetime.now(UTC)))
    with pytest.raises(ConfigurationError, match="later"):
        context.dispatching(Broker()).relay()
    with context.reading() as factory:
        assert factory.outbox().waiting() == 1


def test_a_dispatcher_at_work_can_be_seen(context: ProcessContext) -> None:
    with context.reading() as factory:
        assert not somebody_works(factory.outbox())
    context.dispatching(Broker()).note_alive()
    with context.reading() as factory:
        assert somebody_works(factory.outbox())
