from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from kombu.exceptions import OperationalError
from structlog.testing import capture_logs

from service.domain.access import SYSTEM
from service.domain.audit import AuditAction
from service.domain.items import Lane
from service.errors import ConfigurationError
from service.factory import ProcessContext
from service.storage.outbox import ALERT_TOPIC, Departure
from service.worker.dispatcher import Chore, Dispatcher, chores_of
from tests.support.drafts import draft, open_channel
from tests.support.processes import wait_for
from tests.support.review import THREAT, store


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


@contextmanager
def at_work(context: ProcessContext, *chores: Chore, broker: MoodyBroker | None = None) -> Iterator[None]:
    dispatcher = Dispatcher(context.dispatching(broker or MoodyBroker()), context.settings, chores)
    thread = threading.Thread(target=dispatcher.run)
    thread.start()
    try:
        yield
    finally:
        dispatcher.stop()
        thread.join()


@pytest.mark.parametrize(
    "fault", [ZeroDivisionError(), KeyError("x"), ConfigurationError("wrong", "mend it"), OSError("away")]
)
def test_a_chore_that_fails_stops_neither_itself_nor_the_others(context: ProcessContext, fault: Exception) -> None:
    done: Counter[str] = Counter()
    broker = MoodyBroker()

    def fail() -> None:
        done["failing"] += 1
        raise fault

    def work() -> None:
        done["working"] += 1

    channel_id = open_channel(context)
    with capture_logs() as lines, at_work(context, Chore(fail, 0), Chore(work, 0), broker=broker):
        wait_for(lambda: min(done["failing"], done["working"]) >= 3, "three turns of both chores")
        with context.writing() as factory:
            factory.import_desk().ingest.take_in(channel_id, [draft("1")], Lane.LIVE)
        wait_for(lambda: len(broker.handed) == 1, "the item at the broker")
    assert any(line["log_level"] in {"warning", "error"} for line in lines)


def test_a_chore_waits_for_its_pause(context: ProcessContext) -> None:
    done: Counter[str] = Counter()
    seldom = Chore(lambda: done.update(["seldom"]), 3600)
    often = Chore(lambda: done.update(["often"]), 0)
    with at_work(context, seldom, often):
        wait_for(lambda: done["often"] >= 5, "five turns")
    assert done["seldom"] == 1


def test_the_dispatcher_of_a_whole_lont_starts_rounds_of_alerts_and_seals_the_log(context: ProcessContext) -> None:
    (item_id,) = store(context, THREAT)
    context.scoring().score([item_id])
    with context.writing() as factory:
        factory.alerts().raise_for([item_id])
        factory.audit().note(SYSTEM, AuditAction.ALERT, "item", str(item_id))

    def is_sealed() -> bool:
        with context.reading() as factory:
            # The priority that its score gave the item, and the note.
            return factory.audit_entries().sealed_head().position == 2

    left: list[Departure] = []
    dispatcher = Dispatcher(context.dispatching(left.append), context.settings, chores_of(context))
    thread = threading.Thread(target=dispatcher.run)
    thread.start()
    try:
        wait_for(lambda: ALERT_TOPIC in [each.topic for each in left], "a round of the alert")
        wait_for(is_sealed, "the seal")
    finally:
        dispatcher.stop()
        thread.join()
