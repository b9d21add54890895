"""Runs worker and dispatcher as threads of this process, for `lont up` and for commands that wait for scores."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from celery import Celery
from celery.worker import state as worker_state

from service.domain.items import ItemState
from service.factory import ProcessContext
from service.logs import get_logger
from service.worker.app import make_celery, publisher
from service.worker.dispatcher import Dispatcher, chores_of
from service.worker.tasks import register_tasks

_log = get_logger(__name__)
_PAUSE_SECONDS = 1.0
_STOP = "should_stop"
"""Name of the flag that Celery's consumer looks at in each turn of its loop."""

__all__ = ["pending_items", "wait_until_scored", "working"]


@contextmanager
def working(context: ProcessContext) -> Iterator[None]:
    """Work on whatever is pending while the block runs; end both threads after it."""
    app = make_celery(context.settings)
    register_tasks(app, lambda: context)
    dispatcher = Dispatcher(context.dispatching(publisher(app, context.settings)), context.settings, chores_of(context))
    context.scorer  # noqa: B018  # loaded here, once, and not by the first task
    stopping = threading.Event()
    threads = [
        threading.Thread(target=_work, args=(app, stopping), name="lont-worker", daemon=True),
        threading.Thread(target=dispatcher.run, name="lont-dispatcher", daemon=True),
    ]
    setattr(worker_state, _STOP, None)
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        dispatcher.stop()
        stopping.set()
        setattr(worker_state, _STOP, 0)  # the exit status with which it leaves
        for thread in threads:
            thread.join(timeout=10)


def pending_items(context: ProcessContext) -> int:
    """Return how many items wait for a score."""
    with context.reading() as factory:
        return factory.scores().count_by_state().get(ItemState.PENDING, 0)


def wait_until_scored(context: ProcessContext, on_pending: Callable[[int], None] = lambda _: None) -> None:
    """Wait until nothing is pending any more; tells how much still is, a few times a second."""
    while pending := pending_items(context):
        on_pending(pending)
        time.sleep(0.2)
    on_pending(0)


def _work(app: Celery, stopping: threading.Event) -> None:
    """Run a worker until the block ends; one that ends before is started anew, since nobody else would."""
    app.set_current()  # Celery's tracer asks for the app of its thread
    while True:
        app.WorkController(
            pool="solo",
            concurrency=1,
            loglevel="WARNING",
            without_gossip=True,
            without_mingle=True,
            without_heartbeat=True,
        ).start()
        if stopping.wait(timeout=_PAUSE_SECONDS):
            return
        _log.error("worker_ended_and_is_started_again")
