from __future__ import annotations

import pytest

from service.domain.items import Lane
from service.errors import ConfigurationError
from service.settings import Settings
from service.worker.app import make_celery, queue_name, require_shared_broker


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
