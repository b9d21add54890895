"""The console of an operator who can file requests, and somebody before it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from tests.support.api import Api, sqlite_context
from tests.support.takedown import prepared


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Api]:
    """The console on an empty database, with a notifier and delivery channels."""
    with sqlite_context(tmp_path) as context:
        yield Api(prepared(context), sink=tmp_path / "mails")


@pytest.fixture
def analyst(desk: Api) -> TestClient:
    """An analyst's browser."""
    return desk.person(name="anna")
