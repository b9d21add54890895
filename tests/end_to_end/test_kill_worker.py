"""kill -9 in the middle of the work: after a restart every item is scored, and none twice."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from sqlalchemy import func, select

from service.bench.feed import write_export
from service.domain.items import WITH_SCORE
from service.schema import Item, Score
from service.settings import load_settings
from service.storage.database import Database
from tests.support.processes import free_port, kill_group, lont, running, wait_for
from tests.support.servers import fresh_postgres, fresh_rabbitmq_prefix, fresh_redis_prefix

MESSAGES = 800
STATED = ["--visibility", "public", "--lawful-basis", "made by a test", "--obtained-by", "test", "--timezone", "UTC"]


def scored(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(Item).where(Item.state.in_(WITH_SCORE))) or 0


def check_each_is_scored_once(database: Database) -> None:
    with database.read() as session:
        states = set(session.scalars(select(Item.state)))
        items = session.scalar(select(func.count()).select_from(Item))
        scores = session.scalar(select(func.count()).select_from(Score))
        versions = set(session.scalars(select(Score.item_version)))
    assert states <= WITH_SCORE
    assert items == scores == MESSAGES
    assert versions == {1}


def ingest(settings: dict[str, str], folder: Path) -> None:
    write_export(folder / "result.json", MESSAGES)
    result = lont("ingest", str(folder / "result.json"), *STATED, settings=settings)
    assert result.returncode == 0, result.stderr
    assert "wait for a score and no process is at work" in " ".join(result.stderr.split())


@pytest.fixture(
    params=[pytest.param("redis", marks=pytest.mark.redis), pytest.param("rabbitmq", marks=pytest.mark.rabbitmq)]
)
def distributed(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Settings on a fresh PostgreSQL and a shared broker, with a short patience for stranded items."""
    fresh_prefix = {"redis": fresh_redis_prefix, "rabbitmq": fresh_rabbitmq_prefix}[request.param]
    with ExitStack() as stack:
        broker, prefix = stack.enter_context(fresh_prefix())
        yield {
            "LONT_HOME": str(tmp_path),
            "LONT_DATABASE_URL": stack.enter_context(fresh_postgres()),
            "LONT_BROKER_URL": broker,
            "LONT_QUEUE_PREFIX": prefix,
            "LONT_WORKER_PROCESSES": "1",
            "LONT_TASK_SIZE": "50",
            "LONT_OUTBOX_SECONDS": "0.1",
            "LONT_SWEEP_SECONDS": "1",
            "LONT_STRANDED_AFTER_SECONDS": "5",
        }


@pytest.mark.postgres
def test_a_worker_that_is_killed_loses_nothing_and_scores_nothing_twice(
    distributed: dict[str, str], tmp_path: Path
) -> None:
    log = tmp_path / "log"
    assert lont("db", "upgrade", settings=distributed).returncode == 0
    ingest(distributed, tmp_path)
    database = Database(load_settings(distributed).database)
    with running("beat", settings=distributed, log=log):
        with running("worker", settings=distributed, log=log) as worker:
            wait_for(lambda: scored(database) > 0, "the first scores")
            kill_group(worker)
        assert 0 < scored(database) < MESSAGES, "the worker was killed too late for this test to mean anything"
        with running("worker", settings=distributed, log=log):
            wait_for(lambda: scored(database) == MESSAGES, "all scores after the restart")
    check_each_is_scored_once(database)
    database.close()


def test_the_one_process_of_lont_up_may_be_killed_as_well(tmp_path: Path) -> None:
    settings = {"LONT_HOME": str(tmp_path), "LONT_TASK_SIZE": "50"}
    assert lont("db", "upgrade", settings=settings).returncode == 0
    ingest(settings, tmp_path)
    database = Database(load_settings(settings).database)
    up = ("up", "--no-demo", "--port", str(free_port()))
    with running(*up, settings=settings, log=tmp_path / "log") as process:
        wait_for(lambda: scored(database) > 0, "the first scores")
        kill_group(process)
    assert 0 < scored(database) < MESSAGES, "it was killed too late for this test to mean anything"
    with running(*up, settings=settings, log=tmp_path / "log"):
        wait_for(lambda: scored(database) == MESSAGES, "all scores after the restart")
    check_each_is_scored_once(database)
    database.close()
