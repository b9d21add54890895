"""Fixtures for tests of takedown requests: a database of each kind, with a notifier and delivery channels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from service.factory import ProcessContext
from tests.support.api import sqlite_context
from tests.support.takedown import prepared


@pytest.fixture
def desk(context: ProcessContext) -> ProcessContext:
    """What a process opens, where takedown requests can be made; on SQLite and on PostgreSQL."""
    return prepared(context)


@pytest.fixture
def sqlite_desk(tmp_path: Path) -> Iterator[ProcessContext]:
    """The same on SQLite alone, for what does not depend on the database."""
    with sqlite_context(tmp_path) as context:
        yield prepared(context)
