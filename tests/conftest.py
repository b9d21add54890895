"""Fixtures that every part of the tests may ask for: databases of both kinds, and a process context on them."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from pathlib import Path

import hypothesis
import pytest

from service.factory import ProcessContext
from service.settings import Settings
from tests.support.databases import emptied_postgres, sqlite_at_head
from tests.support.people import CHEAP, hashing_with
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


@pytest.fixture(autouse=True, scope="session")
def _cheap_passwords() -> Iterator[None]:
    """Let signing in cost next to nothing; what it costs in earnest is tested with the parameters themselves."""
    with hashing_with(CHEAP):
        yield


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def database_kind(request: pytest.FixtureRequest) -> str:
    """``sqlite`` or ``postgres``; a test that asks for a database runs on both."""
    return str(request.param)


@pytest.fixture
def database_url(database_kind: str, tmp_path: Path) -> Iterator[str]:
    """URL of a database without any schema."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'lont.sqlite3'}"
        return
    with fresh_postgres() as url:
        yield url


@pytest.fixture
def settings(database_kind: str, tmp_path: Path) -> Settings:
    """Settings on an empty database at the current schema."""
    if database_kind == "postgres":
        return Settings(home=tmp_path, database_url=emptied_postgres(), outbox_seconds=0.05)
    path = tmp_path / "lont.sqlite3"
    sqlite_at_head(path)
    return Settings(home=tmp_path, database_url=f"sqlite:///{path}", outbox_seconds=0.05)


@pytest.fixture
def context(settings: Settings) -> Iterator[ProcessContext]:
    """What a process opens, on an empty database at the current schema."""
    context = ProcessContext(settings)
    yield context
    context.close()
