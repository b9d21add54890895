"""Fixtures that every part of the tests may ask for: databases of both kinds, and a process context on them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from service.factory import ProcessContext
from service.settings import Settings
from service.storage.database import Database
from service.storage.migrating import upgrade_to_head
from tests.support.servers import fresh_postgres

# No test is judged by the clock: on a busy machine the first example may load a model for a second.
hypothesis.settings.register_profile("lont", hypothesis.settings.default, deadline=None)
hypothesis.settings.load_profile("lont")


@pytest.fixture(autouse=True)
def _no_logs_to_closed_streams() -> Iterator[None]:
    """Take away what a test made of the log of its process: the stream that it writes to is closed after the test."""
    root = logging.getLogger()
    level = root.level
    yield
    root.setLevel(level)
    for handler in [each for each in root.handlers if type(each) is logging.StreamHandler]:
        root.removeHandler(handler)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """URL of an empty database; a test that asks for it runs on SQLite and on PostgreSQL."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'lont.sqlite3'}"
        return
    with fresh_postgres() as url:
        yield url


@pytest.fixture
def settings(database_url: str, tmp_path: Path) -> Settings:
    """Settings on an empty database at the current schema."""
    settings = Settings(home=tmp_path, database_url=database_url, outbox_seconds=0.05)
    database = Database(settings.database)
    upgrade_to_head(database)
    database.close()
    return settings


@pytest.fixture
def context(settings: Settings) -> Iterator[ProcessContext]:
    """What a process opens, on an empty database at the current schema."""
    context = ProcessContext(settings)
    yield context
    context.close()
