"""From export to scored items against plain scoring of the same texts, in alternating pairs."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from models.scorer import Scorer
from service.bench.feed import write_export, write_score_lines
from service.domain.items import Provenance, Visibility
from service.domain.messages import ChannelRef
from service.embedded import wait_until_scored, working
from service.errors import LontError
from service.factory import ProcessContext
from service.importers import ExportFormat, ImportOptions, read_events
from service.services.dispatching import somebody_works
from service.services.score_lines import score_lines
from service.settings import BrokerKind, Settings
from service.storage.database import Database
from service.storage.migrating import upgrade_to_head

__all__ = ["Pair", "measure_pipeline", "median_share"]

_PROVENANCE = Provenance("UTC", Visibility.UNKNOWN, "made for measuring", "lont bench")
_LONGEST_START_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Pair:
    """One measurement of both sides, in messages a second."""

    raw: float
    """`lont score` without explanations, one process, no copies."""
    pipeline: float
    """Export read, stored, queued, scored and written back."""

    @property
    def share(self) -> float:
        """Speed of the pipeline as a share of raw scoring."""
        return self.pipeline / self.raw


def measure_pipeline(
    settings: Settings, messages: int, pairs: int, on_pair: Callable[[Pair], None] = lambda _: None
) -> list[Pair]:
    """Measure pairs in turn, raw first; each pair has texts of its own, so that no cache serves it.

    Parameters
    ----------
    settings
        Database and broker to measure; embedded ones live in a folder that is removed at the end.
    messages
        Messages a side.
    pairs
        How many pairs.
    on_pair
        Told of each pair when it is done.
    """
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="lont-bench-")))
        if settings.database_url is None:
            settings = settings.model_copy(update={"home": folder})
        database = Database(settings.database)
        upgrade_to_head(database)
        database.close()
        context = ProcessContext(settings.model_copy(update={"outbox_seconds": 0.1}))
        stack.callback(context.close)
        stack.enter_context(_workers(context))
        measured = []
        for series in range(pairs):
            unique = int(time.time()) * 100 + series
            raw = _raw_speed(folder / "lines.jsonl", messages, unique, settings.bundle)
            pair = Pair(raw, _pipeline_speed(context, folder / "result.json", messages, unique))
            measured.append(pair)
            on_pair(pair)
        return measured


def median_share(pairs: list[Pair]) -> float:
    """Return the median of the shares of all pairs."""
    return median(pair.share for pair in pairs)


@contextmanager
def _workers(context: ProcessContext) -> Iterator[None]:
    """Work in threads of this process, or in processes of their own when a broker is set."""
    if context.settings.broker_kind is BrokerKind.EMBEDDED:
        with working(context):
            yield
        return
    command = Path(sys.executable).with_name("lont")
    environment = os.environ | {"LONT_OUTBOX_SECONDS": "0.1"}
    processes = [subprocess.Popen([command, part], env=environment) for part in ("beat", "worker")]  # noqa: S603  # ours
    try:
        _wait_for_dispatcher(context)
        yield
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(timeout=30)


def _wait_for_dispatcher(context: ProcessContext) -> None:
    until = time.monotonic() + _LONGEST_START_SECONDS
    while time.monotonic() < until:
        with context.reading() as factory:
            if somebody_works(factory.outbox()):
                return
        time.sleep(0.2)
    raise LontError("Worker and beat did not start within a minute.", "Look at their log lines above.", code="bench")


def _raw_speed(path: Path, messages: int, series: int, bundle: Path | None) -> float:
    write_score_lines(path, messages, series)
    scorer = Scorer.load(bundle)
    begin = time.perf_counter()
    with path.open("rb") as lines:
        answered = sum(1 for _ in score_lines(lines, scorer, tier="cascade", explain=False))
    return answered / (time.perf_counter() - begin)


def _pipeline_speed(context: ProcessContext, path: Path, messages: int, series: int) -> float:
    write_export(path, messages, series)
    options = ImportOptions(zone=None, columns={}, platform=None, channel=None, now=datetime.now(UTC))

    def state(_ref: ChannelRef, _earlier: Provenance | None) -> Provenance:
        return _PROVENANCE

    begin = time.perf_counter()
    events = read_events(path, ExportFormat.TELEGRAM_JSON, options)
    report = context.file_import(state).run(events, path.name, ExportFormat.TELEGRAM_JSON)
    wait_until_scored(context)
    return report.stored / (time.perf_counter() - begin)
