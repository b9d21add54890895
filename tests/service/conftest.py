"""Fixtures for tests of the API: most run on SQLite, those that depend on the database on both kinds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.factory import ProcessContext
from tests.support.api import Api, shipped_scorer, sqlite_context


@pytest.fixture
def api(tmp_path: Path) -> Iterator[Api]:
    """The API with its console, on an empty SQLite database."""
    with sqlite_context(tmp_path) as context:
        yield Api(context)


@pytest.fixture
def api_on_each(context: ProcessContext) -> Api:
    """The API on an empty database, once of each kind."""
    context.scorer = shipped_scorer()
    return Api(context)
