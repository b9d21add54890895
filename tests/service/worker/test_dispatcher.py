from __future__ import annotations

import threading

import pytest
from kombu.exceptions import OperationalError

from service.domain.items import Lane
from service.factory import ProcessContext
from service.storage.outbox import Departure
from service.worker.dispatcher import Dispatcher
from tests.support.drafts import draft, open_channel
from tests.support.processes import wait_for


class MoodyBroker:
    """A broker that is away for its first calls, in each way in which brokers are."""

    def __init__(self, *moods: Exception) -> None:
        self._moods = list(moods)
        self.handed: list[str] = []

    def __call__(self, departure: Departure) -> None:
        if self._moods:
            raise self._moods.pop()
        self.handed += departure.payload["ids"]


@pytest.mark.parametrize("mood", [OperationalError("away"), ConnectionResetError("reset"), TimeoutError("slow")])
def test_a_broker_that_is_away_for_a_while_ends_nothing_and_loses_nothing(
    context: ProcessContext, mood: Exception
) -> None:
    channel_id = open_channel(context)
    with context.writing() as factory:
        stored = factory.import_desk().ingest.take_in(channel_id, [draft("1"), draft("2")], Lane.LIVE).stored
    broker = MoodyBroker(mood, mood)
    dispatcher = Dispatcher(context.dispatching(broker), context.settings)
    thread = threading.Thread(target=dispatcher.run)
    thread.start()
    try:
        wait_for(lambda: len(broker.handed) >= 2, "the items at the broker")
    finally:
        dispatcher.stop()
        thread.join()
    assert set(broker.handed) == {str(item_id) for item_id in stored.values()}


def test_it_ends_when_it_is_told_to(context: ProcessContext) -> None:
    dispatcher = Dispatcher(context.dispatching(MoodyBroker()), context.settings)
    dispatcher.stop()
    dispatcher.run()
