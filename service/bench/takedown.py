"""What becomes of many approved notices while mail server, platform and worker fail: none lost, none sent twice.

Requests are made as people make them and leave by mail and by signed post, to servers on this machine that refuse,
cut, delay and answer twice, and have the worker killed in the middle of a notice (kill -9). The pauses before another
attempt are skipped; nobody gives the word to repeat one of which nobody knows whether it arrived.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import select, update

from service.bench.databases import empty_database
from service.bench.takedown_filling import approve_some
from service.bench.takedown_servers import Receiving, mail_server, web_server
from service.bench.takedown_states import UNDER_WAY, TrueState, compared
from service.domain.messages import Platform
from service.factory import ProcessContext
from service.schema import TakedownRequest
from service.services.accounts import OPERATOR
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrating import upgrade_to_head

__all__ = ["TrueState", "measure_takedown"]

_SEED = 7
_AT_ONCE = 50
"""Requests that are made at a time."""
_WAITING = 150
"""Above that many the makers wait for the worker."""
_SMTP_PATIENCE = 4.0
_PATIENCE = 30.0
"""Longer than any sending takes here: an attempt without outcome counts as abandoned after it."""
_REGISTRY = """
[[delivery_channel]]
id = "telegram.email"
platform = "telegram"
transport = "email"
address = "notices@platform.example"
languages = ["nl", "en"]
audience = "public"

[[delivery_channel]]
id = "telegram.post"
platform = "telegram"
transport = "https"
address = "http://127.0.0.1:{port}/notices"
languages = ["nl", "en"]
audience = "public"
"""
_CHANNELS = ("telegram.email", "telegram.post")


class _Sender:
    """The worker process, which is killed and started anew."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._environment = dict(environment)
        self._lock = Lock()
        self.kills = 0
        self._process = self._started()

    def _started(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([sys.executable, "-m", "service.bench.takedown_worker"], env=self._environment)  # ours

    def kill(self) -> None:
        """End it as a power cut does."""
        with self._lock:
            self._process.send_signal(signal.SIGKILL)
            self.kills += 1

    def keep(self) -> None:
        """Start another one where the last has ended."""
        with self._lock:
            if self._process.poll() is not None:
                self._process = self._started()

    def end(self) -> None:
        """End it for good."""
        with self._lock:
            self._process.kill()
            self._process.wait()


def measure_takedown(
    settings: Settings, requests: int, minutes: float, on_turn: Callable[[int, int], None] = lambda _made, _left: None
) -> TrueState:
    """Send requests through failing servers and killed workers, then compare what lont says with what arrived.

    Parameters
    ----------
    settings
        On whose database server to measure, in a database of its own: PostgreSQL, or SQLite where no URL is set.
    requests
        How many.
    minutes
        After which nothing is waited for any more.
    on_turn
        Told each second how many were made and how many of them are under way.
    """
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lont-bench-")))
        receiving = Receiving(_SEED, max(10, requests // 8), _SMTP_PATIENCE + 1)
        mail = stack.enter_context(mail_server(receiving))
        web = stack.enter_context(web_server(receiving))
        stated = _stated(home, mail, web, stack.enter_context(empty_database(settings)))
        values: dict[str, Any] = {name.removeprefix("LONT_").lower(): value for name, value in stated.items()}
        context = ProcessContext(Settings(**values))
        stack.callback(context.close)
        database = Database(context.settings.database)
        upgrade_to_head(database)
        database.close()
        with context.writing() as factory:
            factory.notice_secrets().renew(OPERATOR, Platform.TELEGRAM)
        elsewhere = {"LONT_DATABASE_URL", "LONT_BROKER_URL"}
        sender = _Sender({name: value for name, value in os.environ.items() if name not in elsewhere} | stated)
        receiving.kill = sender.kill
        stack.callback(sender.end)
        begin = time.monotonic()
        made = _run(context, sender, requests, begin + 60 * minutes, on_turn)
        sender.end()
        return compared(context, made, receiving, sender.kills, time.monotonic() - begin)


def _stated(home: Path, mail: int, web: int, url: str | None) -> dict[str, str]:
    """Return the settings of both processes, as the environment has them."""
    registry = home / "delivery_channels.toml"
    registry.write_text(_REGISTRY.format(port=web), encoding="utf-8")
    stated = {
        "LONT_HOME": str(home),
        "LONT_SMTP_HOST": "127.0.0.1",
        "LONT_SMTP_PORT": str(mail),
        "LONT_SMTP_SECURITY": "none",
        "LONT_SMTP_TIMEOUT_SECONDS": str(_SMTP_PATIENCE),
        "LONT_DELIVERY_PATIENCE_SECONDS": str(_PATIENCE),
        "LONT_SWEEP_SECONDS": "3",
        "LONT_OUTBOX_SECONDS": "0.2",
        "LONT_WEBHOOK_PRIVATE_ADDRESSES": "true",
        "LONT_NOTIFIER_NAME": "Voorbeeld Meldpunt",
        "LONT_NOTIFIER_EMAIL": "meldingen@meldpunt.example",
        "LONT_DISCLOSURE_BASIS": "AVG 6(1)(f)",
        "LONT_DELIVERY_CHANNELS": str(registry),
        "LONT_LOG_LEVEL": "error",
    }
    return stated if url is None else stated | {"LONT_DATABASE_URL": url}


def _run(
    context: ProcessContext, sender: _Sender, requests: int, until: float, on_turn: Callable[[int, int], None]
) -> list[UUID]:
    """Make requests as fast as they leave, and keep a worker at work until all have come to an end."""
    made: list[UUID] = []
    while time.monotonic() < until:
        sender.keep()
        left = _under_way(context)
        if left < _WAITING and len(made) < requests:
            made += approve_some(context, len(made) + 1, min(_AT_ONCE, requests - len(made)), _CHANNELS)
        elif not left:
            break
        else:
            time.sleep(0.3)  # what another process has sent can only be asked again; no figure holds this time
        on_turn(len(made), left)
    return made


def _under_way(context: ProcessContext) -> int:
    """Return how many are not at an end; those that wait for another attempt have their pause skipped."""
    now = datetime.now(UTC)
    row = TakedownRequest
    with context.database.write() as session:
        waits = row.retry_at.is_not(None)
        session.execute(update(row).where(waits, row.retry_at > now).values(retry_at=now - timedelta(seconds=1)))
        found = session.execute(select(row.state, row.retry_at)).all()
    return sum(state in UNDER_WAY or retry_at is not None for state, retry_at in found)
