"""The worker process: Celery's prefork pool, each child with connections and a bundle of its own."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import lru_cache

from celery.signals import worker_process_init

from service.domain.items import Lane
from service.factory import ProcessContext
from service.logs import configure_logs
from service.settings import Settings
from service.worker.app import make_celery, queue_name, require_shared_broker, sending_queue_name
from service.worker.tasks import register_tasks

__all__ = ["queues_of", "run_worker"]


def run_worker(settings: Settings, lanes: Sequence[Lane]) -> None:
    """Work until a signal ends it: SIGTERM lets running tasks finish.

    Raises
    ------
    ConfigurationError
        For a broker inside the process, or a database that is not at head.
    """
    require_shared_broker(settings)
    configure_logs(settings)
    parent = ProcessContext(settings)
    parent.database  # noqa: B018  # refuses a database that is not at head
    parent.close()

    @lru_cache(maxsize=1)
    def context_of(_pid: int) -> ProcessContext:
        return ProcessContext(settings)

    @worker_process_init.connect(weak=False)
    def warm_up(**_: object) -> None:
        context_of(os.getpid()).scorer  # noqa: B018  # loaded before the first task, not by it

    app = make_celery(settings)
    register_tasks(app, lambda: context_of(os.getpid()))
    queues = ",".join(queues_of(settings, lanes))
    app.worker_main(
        ["worker", "--queues", queues, "--without-gossip", "--without-mingle", "--loglevel", settings.log_level.upper()]
    )


def queues_of(settings: Settings, lanes: Sequence[Lane]) -> list[str]:
    """Return the queues that a worker for these lanes listens to: alerts and deliveries go before any lane."""
    return [sending_queue_name(settings), *(queue_name(settings, lane) for lane in lanes)]
