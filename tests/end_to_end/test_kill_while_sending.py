"""kill -9 around the sending of a notice: it leaves at most once, and where nobody can know, a person decides."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email import message_from_bytes
from pathlib import Path
from uuid import UUID

import pytest
from aiosmtpd.smtp import Envelope

from service.domain.items import ItemState, Lane
from service.domain.takedown.records import RequestRecord
from service.domain.takedown.states import RequestEvent, RequestState
from service.factory import ProcessContext
from service.settings import load_settings
from service.storage.outbox import NOTICE_TOPIC
from tests.service.delivery.servers import Keeper, mail_server
from tests.support.drafts import draft, open_channel
from tests.support.processes import lont, running, wait_for
from tests.support.servers import fresh_postgres, fresh_redis_prefix
from tests.support.takedown import ANN, BOB, approved, attempts_of, confirmed, move, now_of, prepared

pytestmark = [pytest.mark.postgres, pytest.mark.redis]


class HangingKeeper(Keeper):
    """Keeps a mail, says so to the test, and lets its sender wait for an answer as long as it hangs."""

    def __init__(self) -> None:
        super().__init__()
        self.arrived = threading.Event()
        self.hangs = True

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802
        answer = await super().handle_DATA(server, session, envelope)
        self.arrived.set()
        if self.hangs:
            await asyncio.Event().wait()
        return answer


@dataclass(frozen=True, slots=True)
class Site:
    """A lont of several processes, and its mail server."""

    settings: dict[str, str]
    context: ProcessContext
    keeper: HangingKeeper
    log: Path

    @contextmanager
    def worker(self) -> Iterator[int]:
        """Run a worker and kill it at the end; give the id of its process group."""
        with running("worker", settings=self.settings, log=self.log) as process:
            yield process.pid

    def wait_until_idle(self) -> None:
        """Wait until a worker has done what there was to do, an item of its own among it."""
        channel = open_channel(self.context)
        with self.context.writing() as factory:
            taken = factory.import_desk().ingest.take_in(channel, [draft("idle")], Lane.LIVE)
        (item_id,) = taken.stored.values()
        wait_for(lambda: self.item_state(item_id) != ItemState.PENDING, "a worker at work")

    def item_state(self, item_id: UUID) -> str:
        with self.context.reading() as factory:
            return factory.items().get(item_id)[0].state

    def state(self, request: RequestRecord) -> RequestState:
        return now_of(self.context, request).state

    def waiting(self) -> int:
        with self.context.reading() as factory:
            return factory.outbox().waiting()


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    keeper = HangingKeeper()
    with ExitStack() as stack:
        broker, prefix = stack.enter_context(fresh_redis_prefix())
        settings = {
            "LONT_HOME": str(tmp_path),
            "LONT_DATABASE_URL": stack.enter_context(fresh_postgres()),
            "LONT_BROKER_URL": broker,
            "LONT_QUEUE_PREFIX": prefix,
            "LONT_WORKER_PROCESSES": "1",
            "LONT_OUTBOX_SECONDS": "0.1",
            "LONT_SWEEP_SECONDS": "1",
            "LONT_SMTP_HOST": "127.0.0.1",
            "LONT_SMTP_PORT": str(stack.enter_context(mail_server(keeper))),
            "LONT_SMTP_SECURITY": "none",
            "LONT_NOTIFIER_NAME": "Voorbeeld Meldpunt",
            "LONT_NOTIFIER_EMAIL": "meldingen@meldpunt.example",
            "LONT_DISCLOSURE_BASIS": "AVG 6(1)(f)",
            "LONT_DELIVERY_CHANNELS": str(tmp_path / "delivery_channels.toml"),
            "LONT_DELIVERY_PATIENCE_SECONDS": "5",
        }
        assert lont("db", "upgrade", settings=settings).returncode == 0
        context = prepared(ProcessContext(load_settings(settings)))
        stack.callback(context.close)
        log = tmp_path / "log"
        yield Site(settings, context, keeper, log)


def test_a_worker_that_dies_after_the_content_left_leaves_the_rest_to_a_person(site: Site) -> None:
    with running("beat", settings=site.settings, log=site.log):
        with site.worker():
            request = approved(site.context)
            assert site.keeper.arrived.wait(60), "the mail never arrived"
        site.keeper.hangs = False
        assert site.state(request) is RequestState.SUBMITTING
        with site.worker():
            wait_for(lambda: site.state(request) is RequestState.DELIVERY_FAILED, "a word on the lost delivery")
            assert [each.outcome for each in attempts_of(site.context, request)] == ["unknown"]
            assert now_of(site.context, request).retry_at is None
            with site.context.writing() as factory:  # as a broker would that hands the task out again
                factory.outbox().ask(NOTICE_TOPIC, [request.id])
            wait_for(lambda: site.waiting() == 0, "an empty outbox")
            assert len(site.keeper.contents) == 1
            failed = now_of(site.context, request)
            move(site.context, ANN, failed, RequestEvent.RETRY, still_online=True)
            wait_for(lambda: site.state(request) is RequestState.SUBMITTED, "the mail that a person asked for")
    ids = [message_from_bytes(content)["Message-ID"] for content in site.keeper.contents]
    assert ids == [attempts_of(site.context, request)[0].message_id] * 2


def test_a_worker_that_dies_with_the_task_in_its_hands_loses_nothing(site: Site) -> None:
    site.keeper.hangs = False
    with running("beat", settings=site.settings, log=site.log):
        with site.worker() as group:
            request = confirmed(site.context)
            site.wait_until_idle()
            os.killpg(group, signal.SIGSTOP)  # the broker hands the task to it, and it never looks at it
            move(site.context, BOB, request, RequestEvent.APPROVE)
            wait_for(lambda: site.waiting() == 0, "an empty outbox")
        assert site.state(request) is RequestState.APPROVED
        with site.worker():
            wait_for(lambda: site.state(request) is RequestState.SUBMITTED, "the mail after the restart")
            with site.context.writing() as factory:
                factory.outbox().ask(NOTICE_TOPIC, [request.id])
            wait_for(lambda: site.waiting() == 0, "an empty outbox")
    assert len(site.keeper.contents) == 1
    assert [each.outcome for each in attempts_of(site.context, request)] == ["accepted"]
