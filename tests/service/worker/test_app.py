from __future__ import annotations

import pytest

from service.domain.items import Lane
from service.errors import ConfigurationError
from service.settings import Settings
from service.storage.outbox import ALERT_TOPIC, NOTICE_TOPIC, SCORE_TOPIC, Departure
from service.worker.app import (
    ALERT_TASK,
    NOTICE_TASK,
    SCORE_TASK,
    make_celery,
    publisher,
    queue_name,
    require_shared_broker,
)
from service.worker.process import queues_of
from service.worker.tasks import register_tasks


def test_a_task_is_acknowledged_after_its_work_and_comes_back_when_its_worker_dies() -> None:
    conf = make_celery(Settings()).conf
    assert conf.task_acks_late
    assert conf.task_reject_on_worker_lost
    assert conf.worker_prefetch_multiplier == 1
    assert conf.accept_content == ["json"]


def test_redis_waits_longer_than_the_longest_task_before_it_hands_a_task_out_again() -> None:
    conf = make_celery(Settings(broker_url="redis://127.0.0.1:6379")).conf
    assert conf.broker_transport_options["visibility_timeout"] > conf.task_time_limit


def test_sending_and_each_lane_have_a_queue_under_the_prefix() -> None:
    settings = Settings(queue_prefix="stad")
    assert [queue.name for queue in make_celery(settings).conf.task_queues] == [
        "stad.send",
        "stad.score.live",
        "stad.score.backfill",
    ]
    assert queue_name(settings, Lane.LIVE) == "stad.score.live"


def test_the_broker_inside_the_process_is_no_broker_for_others() -> None:
    with pytest.raises(ConfigurationError, match="LONT_BROKER_URL"):
        require_shared_broker(Settings())
    require_shared_broker(Settings(broker_url="amqp://127.0.0.1"))


@pytest.mark.parametrize(
    ("departure", "task", "argument", "queue"),
    [
        (Departure(1, SCORE_TOPIC, {"lane": "live", "ids": ["a", "b"]}), SCORE_TASK, ["a", "b"], "lont.score.live"),
        (Departure(1, SCORE_TOPIC, {"lane": "backfill", "ids": ["a"]}), SCORE_TASK, ["a"], "lont.score.backfill"),
        (Departure(1, ALERT_TOPIC, {"id": "a"}), ALERT_TASK, "a", "lont.send"),
        (Departure(1, NOTICE_TOPIC, {"id": "a"}), NOTICE_TASK, "a", "lont.send"),
    ],
)
def test_each_entry_of_the_outbox_becomes_a_task_in_the_queue_that_carries_it(
    departure: Departure, task: str, argument: object, queue: str
) -> None:
    app = make_celery(Settings())
    publisher(app, Settings())(departure)
    with app.connection_for_read() as connection, connection.SimpleQueue(queue) as waiting:
        message = waiting.get(block=False)
        message.ack()
        assert waiting.qsize() == 0
    assert message.headers["task"] == task
    assert message.payload[0] == [argument]


def test_every_topic_has_a_task_that_a_worker_knows() -> None:
    app = make_celery(Settings())
    register_tasks(app, lambda: pytest.fail("no task runs here"))
    assert {SCORE_TASK, ALERT_TASK, NOTICE_TASK} <= set(app.tasks)


@pytest.mark.parametrize("lanes", [[Lane.LIVE], [Lane.BACKFILL], [Lane.LIVE, Lane.BACKFILL]])
def test_a_worker_listens_for_alerts_first_whatever_lanes_it_takes(lanes: list[Lane]) -> None:
    settings = Settings(queue_prefix="stad")
    assert queues_of(settings, lanes) == ["stad.send", *(f"stad.score.{lane}" for lane in lanes)]
    app = make_celery(settings)
    app.amqp.queues.select(queues_of(settings, lanes))
    assert list(app.amqp.queues.consume_from) == queues_of(settings, lanes)
