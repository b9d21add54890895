"""A scripted analyst decides a queue by keyboard in a real browser, on a real server with a database of its own."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median, quantiles
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import urlopen
from uuid import UUID

from service.bench.feed import distinct_texts
from service.domain.access import AccessRole
from service.domain.items import Lane, Provenance, ScoreRow, Visibility
from service.domain.messages import ChannelRef, MessageDraft, MessageKind, Platform
from service.errors import LontError
from service.factory import ProcessContext
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrating import upgrade_to_head

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["ReviewSpeed", "measure_review"]

_PROVENANCE = Provenance("UTC", Visibility.PUBLIC, "made for measuring", "lont bench")
_CHANNEL = ChannelRef(Platform.TELEGRAM, "9000001", "bench", public=True)
_NAME, _PASSWORD = "bench", "a sentence that only this bench knows"  # of a database that is thrown away
_STEPS = (
    *(("r", "1"), ("u",), ("r", "6"), ("2", "n"), ("r", "4")),
    *(("r", "6"), ("u",), ("1", "n"), ("r", "2"), ("r", "6")),
)
"""Keys of ten decisions: six rejections with a reason, two that cannot be told, two confirmed and left as drafts."""
_STAYS = "r"
"""The one key that leads to no other page: it opens the reasons."""
_UNDONE_EVERY = 20
_LONGEST_START_SECONDS = 120


@dataclass(frozen=True, slots=True)
class ReviewSpeed:
    """What one round of review cost."""

    decisions: int
    """Those that were taken back and taken again counted once."""
    undone: int
    keys: int
    seconds: float
    """From the first key to the last page, undo included."""
    server_milliseconds: tuple[float, ...]
    """Of each page that was asked for, by the access log of the server."""

    @property
    def figures(self) -> dict[str, float]:
        """Return what counts, by name."""
        return {
            "decisions": self.decisions,
            "undone": self.undone,
            "keys_per_decision": round(self.keys / self.decisions, 2),
            "seconds_per_decision": round(self.seconds / self.decisions, 3),
            "pages": len(self.server_milliseconds),
            "server_p50_ms": round(median(self.server_milliseconds), 1),
            "server_p95_ms": round(quantiles(self.server_milliseconds, n=20)[-1], 1),
        }


def measure_review(settings: Settings, items: int, browser: str | None = None) -> ReviewSpeed:
    """Let a scripted analyst decide `items` messages of a server that is started for it.

    Parameters
    ----------
    settings
        Database to measure; an embedded one lives in a folder that is removed at the end.
    items
        How many wait; one of twenty is undone once.
    browser
        Path of a Chromium; unset: the one on the path.

    Raises
    ------
    LontError
        Without Playwright or a Chromium, when the server does not start, or when some are left undecided.
    """
    chromium = _chromium(browser)
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lont-bench-")))
        settings = settings.model_copy(update={"home": home})
        _fill(settings, items)
        log = home / "server.log"
        port = _free_port()
        process = subprocess.Popen(  # noqa: S603  # our own command
            [Path(sys.executable).with_name("lont"), "api"],
            env=_environment(settings, port),
            stderr=stack.enter_context(log.open("wb")),
        )
        stack.callback(process.wait, 30)
        stack.callback(process.terminate)
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, process, log)
        decisions, undone, keys, seconds = _round(address, chromium)
        if decisions != items:
            raise LontError(
                f"Of {items} items {decisions} were decided.",
                "A page did not lead to the next one: the keys may have changed.",
                code="bench",
            )
        return ReviewSpeed(decisions, undone, keys, seconds, _server_times(log))


def _chromium(path: str | None) -> str:
    names = [path] if path else ["chromium", "chromium-browser", "google-chrome"]
    found = next(filter(None, map(shutil.which, names)), None)
    try:
        import playwright.sync_api  # noqa: F401, PLC0415  # only this command needs it
    except ModuleNotFoundError:
        found = None
    if found is None:
        raise LontError(
            "This measurement needs Playwright and a Chromium.",
            "Install requirements/test.txt and the package chromium, or name one with --browser.",
            code="bench",
        )
    return found


def _fill(settings: Settings, items: int) -> None:
    """Store messages that have their scores, and an analyst."""
    database = Database(settings.database)
    upgrade_to_head(database)
    database.close()
    context = ProcessContext(settings)
    now = datetime.now(UTC)
    drafts = [
        MessageDraft(
            channel=_CHANNEL,
            source_key=str(at),
            text=text,
            kind=MessageKind.TEXT,
            sent_at=now - timedelta(days=3, minutes=at),
            author=f"writer{at % 97}",
            locator=f"https://t.me/lont_bench/{at}",
        )
        for at, text in enumerate(distinct_texts(items, series=1))
    ]
    with context.writing() as factory:
        desk = factory.import_desk()
        stored = desk.ingest.take_in(desk.channels.save(_CHANNEL, _PROVENANCE).id, drafts, Lane.LIVE).stored
        factory.accounts().create(_NAME, [AccessRole.ANALYST], _PASSWORD)
    with context.writing() as factory:
        factory.scores().write([_score(item_id, at, now) for at, item_id in enumerate(stored.values())])
    context.close()


def _score(item_id: UUID, at: int, now: datetime) -> ScoreRow:
    recruits = at % 2 == 0
    return ScoreRow(
        item_id=item_id,
        item_version=1,
        recruitment=0.9 - at % 30 / 100 if recruits else 0.1,
        f4_sale=0.1 if recruits else 0.9 - at % 30 / 100,
        labels=("recruitment",) if recruits else ("f4_sale",),
        lang="nl",
        tier="transformer",
        model_version="bench",
        priority="P1" if recruits else "P3",
        priority_reason=(),
        unsure=(),
        explanation=(),
        scored_at=now,
    )


def _environment(settings: Settings, port: int) -> dict[str, str]:
    database = {} if settings.database_url is None else {"LONT_DATABASE_URL": str(settings.database_url)}
    chosen = {"LONT_HOME": str(settings.home), "LONT_PORT": str(port), "LONT_LOG_LEVEL": "debug"}
    return os.environ | database | chosen | {"LONT_LOG_FORMAT": "json"}


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        port: int = listener.getsockname()[1]
        return port


def _wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + _LONGEST_START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            with urlopen(f"{address}/healthz", timeout=5):  # noqa: S310  # our own server
                return
        except (URLError, TimeoutError, ConnectionError):
            time.sleep(0.2)  # a process that starts can only be asked again; no figure holds this time
    last = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()[-1:]
    raise LontError(
        " ".join(["The server did not start.", *last]), "Run `lont api` by itself to see why.", code="bench"
    )


def _round(address: str, chromium: str) -> tuple[int, int, int, float]:
    """Sign in and decide until the queue is empty; return decisions, undone ones, keys and seconds."""
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # only this command needs it

    with sync_playwright() as playwright:
        sandbox = [] if os.geteuid() else ["--no-sandbox"]  # Chromium has none for root
        browser = playwright.chromium.launch(executable_path=chromium, args=sandbox)
        page = browser.new_page()
        page.set_default_timeout(60_000)
        page.goto(f"{address}/sign-in")
        page.get_by_label("Name").fill(_NAME)
        page.get_by_label("Password").fill(_PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{address}/")
        begin = time.perf_counter()
        _press(page, "n")
        decisions = undone = 0
        keys = 1
        while "/items/" in page.url:
            turn_back = decisions % _UNDONE_EVERY == _UNDONE_EVERY - 1
            steps = ("u", "z", "u") if turn_back else _STEPS[decisions % len(_STEPS)]
            for key in steps:
                _press(page, key)
            decisions, undone, keys = decisions + 1, undone + turn_back, keys + len(steps)
        seconds = time.perf_counter() - begin
        browser.close()
    return decisions, undone, keys, seconds


def _press(page: Page, key: str) -> None:
    if key == _STAYS:
        page.keyboard.press(key)
        return
    with page.expect_navigation():
        page.keyboard.press(key)


def _server_times(log: Path) -> tuple[float, ...]:
    """Read the milliseconds of each page from the access log, sign-in and files aside."""
    lines = (line for line in log.read_text(encoding="utf-8").splitlines() if line.startswith("{"))
    told = [json.loads(line) for line in lines]
    pages = [each for each in told if each.get("event") == "request" and each["method"] == "GET"]
    ours = [each["milliseconds"] for each in pages if each["route"] in {"/", "/items/{item_id}", "/queue/next"}]
    return tuple(float(each) for each in ours)
