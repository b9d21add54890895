"""The Celery app: every option that matters is stated; tasks are known by name, queues by what they carry."""

from __future__ import annotations

import os

from celery import Celery
from kombu import Queue

from service.domain.items import Lane
from service.errors import ConfigurationError
from service.services.dispatching import Publish
from service.settings import BrokerKind, Settings
from service.storage.outbox import ALERT_TOPIC, LOOK_TOPIC, NOTICE_TOPIC, REMINDER_TOPIC, WEBHOOK_TOPIC, Departure

__all__ = [
    "ALERT_TASK",
    "LOOK_TASK",
    "NOTICE_TASK",
    "REMINDER_TASK",
    "SCORE_TASK",
    "WEBHOOK_TASK",
    "make_celery",
    "publisher",
    "queue_name",
    "require_shared_broker",
    "sending_queue_name",
]

SCORE_TASK = "lont.score_items"
ALERT_TASK = "lont.send_alert"
NOTICE_TASK = "lont.deliver_request"
REMINDER_TASK = "lont.send_reminder"
WEBHOOK_TASK = "lont.send_webhook"
LOOK_TASK = "lont.look_at_request"
_SENDING = {
    ALERT_TOPIC: ALERT_TASK,
    NOTICE_TOPIC: NOTICE_TASK,
    REMINDER_TOPIC: REMINDER_TASK,
    WEBHOOK_TOPIC: WEBHOOK_TASK,
    LOOK_TOPIC: LOOK_TASK,
}
_LONGEST_TASK_SECONDS = 300
_VISIBILITY_SECONDS = 600
"""Redis hands a message out again after this long without an acknowledgement; longer than the longest task."""


def make_celery(settings: Settings) -> Celery:
    """Build the app for the broker of the settings; the same for those who send and those who work."""
    app = Celery("lont", broker=settings.broker, set_as_current=False)
    app.conf.update(
        task_queues=[Queue(name, durable=True) for name in _queue_names(settings)],
        task_default_queue=queue_name(settings, Lane.LIVE),
        task_acks_late=True,  # a task is acknowledged when its work is committed
        task_reject_on_worker_lost=True,  # safe, since tasks may run twice
        task_ignore_result=True,  # the database knows the result
        task_time_limit=_LONGEST_TASK_SECONDS,
        task_serializer="json",
        accept_content=["json"],
        worker_prefetch_multiplier=1,  # a task is a batch already
        worker_hijack_root_logger=False,
        worker_concurrency=settings.worker_processes or os.cpu_count() or 1,
        worker_cancel_long_running_tasks_on_connection_loss=True,
        worker_send_task_events=False,
        worker_enable_remote_control=False,
        broker_connection_retry_on_startup=True,
        broker_transport_options=_transport_options(settings.broker_kind),
        enable_utc=True,
    )
    return app


def publisher(app: Celery, settings: Settings) -> Publish:
    """Return the function that hands entries of the outbox to the broker."""

    def publish(departure: Departure) -> None:
        payload = departure.payload
        if departure.topic in _SENDING:
            queue = sending_queue_name(settings)
            app.send_task(_SENDING[departure.topic], args=[payload["id"]], queue=queue, retry=False)
        else:
            queue = queue_name(settings, Lane(payload["lane"]))
            app.send_task(SCORE_TASK, args=[payload["ids"]], queue=queue, retry=False)

    return publish


def require_shared_broker(settings: Settings) -> None:
    """Refuse the broker inside the process where another process has to reach it.

    Raises
    ------
    ConfigurationError
        When LONT_BROKER_URL is not set.
    """
    if settings.broker_kind is BrokerKind.EMBEDDED:
        raise ConfigurationError(
            "Without LONT_BROKER_URL the broker lives inside `lont up` and no other process reaches it.",
            "Set LONT_BROKER_URL to redis://… or amqp://…, or use `lont up` alone.",
        )


def queue_name(settings: Settings, lane: Lane) -> str:
    """Return the name of the queue at the broker that carries a lane."""
    return f"{settings.queue_prefix}.score.{lane}"


def sending_queue_name(settings: Settings) -> str:
    """Return the name of the queue that carries alerts and deliveries; it is asked before all others."""
    return f"{settings.queue_prefix}.send"


def _queue_names(settings: Settings) -> list[str]:
    return [sending_queue_name(settings), *(queue_name(settings, lane) for lane in Lane)]


def _transport_options(kind: BrokerKind) -> dict[str, object]:
    match kind:
        case BrokerKind.REDIS:
            return {
                "visibility_timeout": _VISIBILITY_SECONDS,
                "queue_order_strategy": "priority",  # sending first, then the live lane, then backfill
                "socket_timeout": 30,
                "socket_connect_timeout": 5,
            }
        case BrokerKind.RABBITMQ:
            return {"confirm_publish": True}
        case BrokerKind.EMBEDDED:
            return {"polling_interval": 0.05}
