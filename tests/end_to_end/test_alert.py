"""A possible threat to life calls the people on call again and again until one of them claims it; nobody signs in."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import select

from service.delivery.sink import local_sink, sunk_mails
from service.domain.intake import LiveItem
from service.embedded import working
from service.factory import ProcessContext
from service.schema import Alert, BrowserSession
from service.settings import load_settings
from tests.support.alerting import mail_to, set_up
from tests.support.drafts import CHANNEL, PROVENANCE
from tests.support.people import make_person
from tests.support.processes import lont, running, wait_for
from tests.support.review import ANNA, THREAT
from tests.support.servers import fresh_postgres, fresh_redis_prefix

MAIL = "anna@lont.example"


def hand_in(context: ProcessContext, key: str, text: str) -> UUID:
    """Hand an item in as the API does."""
    item = LiveItem(
        channel=CHANNEL,
        provenance=PROVENANCE,
        source_key=key,
        text=text,
        sent_at=datetime.now(UTC),
        author="user77",
        locator=None,
        reply_to_key=None,
        edited_at=None,
    )
    with context.writing() as factory:
        (taken,) = factory.live_intake().take_in([item])
    return UUID(taken.id)


def calls(folder: Path, item_id: UUID) -> list[str]:
    """Return the mails about an item, oldest first, by the names under which they were kept."""
    mails = reversed(sunk_mails(folder))
    return [mail.name for mail in mails if mail.recipient == MAIL and f"/items/{item_id}" in mail.body]


def test_the_people_on_call_are_called_until_one_of_them_claims(context: ProcessContext, tmp_path: Path) -> None:
    make_person(context, "anna", email=MAIL, on_call=True)
    folder = tmp_path / "mail"
    with (
        local_sink(folder) as port,
        set_up(context, alert_repeat_seconds=0.2, **mail_to(port)) as ready,
        working(ready),
    ):
        claimed = hand_in(ready, "1", THREAT)
        wait_for(lambda: len(calls(folder, claimed)) >= 3, "three rounds of the first alert")
        with ready.writing() as factory:
            factory.alerts().claim(ANNA, claimed)
        open_ = hand_in(ready, "2", f"{THREAT}, haast")
        wait_for(lambda: len(calls(folder, open_)) >= 3, "three rounds of the second alert")
        assert max(calls(folder, claimed)) < min(calls(folder, open_)), "the first alert was sent after it was claimed"
        with ready.writing() as factory:
            factory.alerts().claim(ANNA, open_)
    with context.database.read() as session:
        assert session.scalars(select(BrowserSession)).all() == []
        assert session.scalars(select(Alert).where(Alert.claimed_at.is_(None))).all() == []


@pytest.mark.postgres
@pytest.mark.redis
def test_a_worker_for_files_alone_sends_alerts_too(tmp_path: Path) -> None:
    folder, log = tmp_path / "mail", tmp_path / "log"
    with ExitStack() as stack:
        broker, prefix = stack.enter_context(fresh_redis_prefix())
        url = stack.enter_context(fresh_postgres())
        port = stack.enter_context(local_sink(folder))
        settings = {
            "LONT_HOME": str(tmp_path),
            "LONT_DATABASE_URL": url,
            "LONT_BROKER_URL": broker,
            "LONT_QUEUE_PREFIX": prefix,
            "LONT_WORKER_PROCESSES": "1",
            "LONT_OUTBOX_SECONDS": "0.1",
            "LONT_SMTP_HOST": "127.0.0.1",
            "LONT_SMTP_PORT": str(port),
            "LONT_SMTP_SECURITY": "none",
        }
        assert lont("db", "upgrade", settings=settings).returncode == 0
        context = ProcessContext(load_settings(settings))
        stack.callback(context.close)
        make_person(context, "anna", email=MAIL, on_call=True)
        item_id = hand_in(context, "1", THREAT)
        assert context.scoring().score([item_id]) == 1
        stack.enter_context(running("beat", settings=settings, log=log))
        stack.enter_context(running("worker", "--lane", "backfill", settings=settings, log=log))
        wait_for(lambda: bool(calls(folder, item_id)), "the mail about the alert")
        assert THREAT not in log.read_text()
