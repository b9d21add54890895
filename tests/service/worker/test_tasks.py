from __future__ import annotations

from pathlib import Path
from uuid import uuid4

import pytest
from celery import Celery
from sqlalchemy import select

from service.delivery.sink import local_sink, sunk_mails
from service.domain.items import ItemState
from service.factory import ProcessContext
from service.schema import Alert
from service.worker.app import ALERT_TASK, NOTICE_TASK, REMINDER_TASK, SCORE_TASK, WEBHOOK_TASK, make_celery
from service.worker.tasks import register_tasks
from tests.support.alerting import mail_to, set_up
from tests.support.people import make_person
from tests.support.review import THREAT, look_at, store


def worker(context: ProcessContext) -> Celery:
    app = make_celery(context.settings)
    app.conf.task_always_eager = True
    app.conf.task_eager_propagates = True
    register_tasks(app, lambda: context)
    return app


def test_the_task_for_scores_scores(context: ProcessContext) -> None:
    (item_id,) = store(context, THREAT)
    worker(context).tasks[SCORE_TASK].delay([str(item_id)])
    assert look_at(context, item_id).state == ItemState.QUEUED


def test_the_task_for_alerts_sends_a_round(context: ProcessContext, tmp_path: Path) -> None:
    make_person(context, "anna", email="anna@lont.example", on_call=True)
    (item_id,) = store(context, THREAT)
    context.scoring().score([item_id])
    context.alert_rounds().start_due()
    with context.database.read() as session:
        alert_id = session.scalars(select(Alert.id)).one()
    with local_sink(tmp_path / "mail") as port, set_up(context, **mail_to(port)) as ready:
        worker(ready).tasks[ALERT_TASK].delay(str(alert_id))
    assert [mail.recipient for mail in sunk_mails(tmp_path / "mail")] == ["anna@lont.example"]


@pytest.mark.parametrize("task", [ALERT_TASK, NOTICE_TASK, REMINDER_TASK, WEBHOOK_TASK])
def test_a_task_for_what_is_not_there_does_nothing(context: ProcessContext, task: str) -> None:
    worker(context).tasks[task].delay(str(uuid4()))
