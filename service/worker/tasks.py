"""The tasks: thin, over ids, each one call to a service."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from celery import Celery, Task

from service.factory import ProcessContext
from service.worker.app import ALERT_TASK, LOOK_TASK, NOTICE_TASK, REMINDER_TASK, SCORE_TASK, WEBHOOK_TASK

__all__ = ["register_tasks"]


def register_tasks(app: Celery, context: Callable[[], ProcessContext]) -> None:
    """Give the app its tasks.

    Parameters
    ----------
    app
        The app of this process.
    context
        Returns the context of the process that runs the task; called inside it, since a pool forks.
    """

    @app.task(name=SCORE_TASK, bind=True, shared=False, lazy=False)  # of this app alone, and there at once
    def score_items(self: Task, ids: list[str]) -> None:  # type: ignore[type-arg]  # Celery's Task takes none while running
        again = bool(self.request.delivery_info and self.request.delivery_info.get("redelivered"))
        context().scoring().score([UUID(item_id) for item_id in ids], second_delivery=again)

    @app.task(name=ALERT_TASK, shared=False, lazy=False)
    def send_alert(alert_id: str) -> None:
        context().alert_sender().send(UUID(alert_id))

    @app.task(name=NOTICE_TASK, shared=False, lazy=False)
    def deliver_request(request_id: str) -> None:
        context().delivery().deliver(UUID(request_id))

    @app.task(name=REMINDER_TASK, shared=False, lazy=False)
    def send_reminder(request_id: str) -> None:
        context().reminders().send(UUID(request_id))

    @app.task(name=WEBHOOK_TASK, shared=False, lazy=False)
    def send_webhook(delivery_id: str) -> None:
        context().webhook_sender().send(UUID(delivery_id))

    @app.task(name=LOOK_TASK, shared=False, lazy=False)
    def look_at_request(request_id: str) -> None:
        context().online_checker().look(UUID(request_id))
