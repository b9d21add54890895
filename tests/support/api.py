"""The API as tests see it: a real app on a real database with the shipped bundle, clients, keys, and bodies to send."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, cached_property
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from fastapi.testclient import TestClient

from models.scorer import Scorer
from service.domain.access import AccessRole, Scope
from service.domain.messages import Platform
from service.factory import ProcessContext
from service.main import create_app
from service.settings import Settings
from tests.support.databases import sqlite_at_head
from tests.support.people import OWN_PAGE, PASSWORD, make_person

LOCAL = ("127.0.0.1", 50_000)
ELSEWHERE = ("203.0.113.7", 50_000)
SALE = "cobra 6 te koop, 8 euro p/s vanaf 50 stuks, dm"
"""An open offer, on which any bundle must raise `f4_sale`."""
FOREIGN = "Сегодня вечером будет тренировка"
"""Ordinary talk in a script that no bundle serves."""
PROVENANCE = {
    "timezone": "Europe/Amsterdam",
    "visibility": "public",
    "lawful_basis": "public channel, read by hand",
    "obtained_by": "test desk",
}


@cache
def shipped_scorer() -> Scorer:
    """The bundle that comes with lont, loaded once for all tests of a process."""
    return Scorer.load()


class Api:
    """One app with its context.

    Parameters
    ----------
    context
        On a database at head, or not.
    score_only, sink
        As `create_app` takes them.
    """

    def __init__(self, context: ProcessContext, *, score_only: bool = False, sink: Path | None = None) -> None:
        self.context = context
        self.app = create_app(context, score_only=score_only, sink=sink)
        self.client = self.client_from(LOCAL)

    def client_from(self, address: tuple[str, int], host: str = "127.0.0.1") -> TestClient:
        """Return a client at an address that calls the server by a name."""
        return TestClient(self.app, client=address, base_url=f"http://{host}")

    @cached_property
    def headers(self) -> dict[str, str]:
        """The header that carries a key with all scopes."""
        return self.key(*Scope)

    def key(self, *scopes: Scope) -> dict[str, str]:
        """Make a key and return the header that carries it."""
        with self.context.writing() as factory:
            _, secret = factory.keys().create("test", scopes)
        return {"Authorization": f"Bearer {secret}"}

    def person(self, *roles: AccessRole, name: str | None = None) -> TestClient:
        """Make an account and return a browser that has signed in with it; without roles it is an analyst's."""
        name = name or f"{'-'.join(roles) or 'analyst'}-{uuid4().hex[:6]}"
        make_person(self.context, name, *roles)
        browser = self.client_from(LOCAL)
        browser.headers.update(OWN_PAGE | {"Accept": "text/html"})
        signed_in = browser.post("/sign-in", data={"name": name, "password": PASSWORD}, follow_redirects=False)
        assert signed_in.status_code == 303, signed_in.text
        return browser

    def person_key(self, role: AccessRole, *scopes: Scope) -> dict[str, str]:
        """Make an account and a key of its own, and return the header that carries it; all scopes if none is named."""
        person = make_person(self.context, f"{role}-{uuid4().hex[:6]}", role)
        with self.context.writing() as factory:
            _, secret = factory.keys().create("a person's", scopes or tuple(Scope), account_id=person.id)
        return {"Authorization": f"Bearer {secret}"}

    def platform_key(self, platform: Platform) -> dict[str, str]:
        """Make a platform's key and return the header that carries it."""
        with self.context.writing() as factory:
            _, secret = factory.keys().create("a platform's", [Scope.ANSWER], platform=platform)
        return {"Authorization": f"Bearer {secret}"}

    def hand_in(self, *items: dict[str, Any], **headers: str) -> list[dict[str, str]]:
        """Hand items in and return what became of them."""
        answer = self.client.post("/v1/items", json={"items": list(items)}, headers=self.headers | headers)
        assert answer.status_code == 202, answer.text
        taken: list[dict[str, str]] = answer.json()["items"]
        return taken

    def score(self, ids: Iterable[str]) -> None:
        """Do what a worker does for these items."""
        self.context.scoring().score([UUID(item_id) for item_id in ids])

    def stored(self) -> int:
        """Return how many items there are."""
        with self.context.reading() as factory:
            return factory.items().count()


def item(number: int = 1, text: str = "goedemorgen allemaal", **fields: Any) -> dict[str, Any]:  # noqa: ANN401  # JSON
    """Return one item as the API takes it."""
    return {
        "platform": "telegram",
        "channel": {"id": "c1", "name": "Buurtpraat Oosterveld"},
        "provenance": PROVENANCE,
        "id": str(number),
        "text": text,
        "sent_at": f"2026-11-01T{number // 60 % 24:02}:{number % 60:02}:00+01:00",
        "author": f"user{number % 5}",
    } | fields


@contextmanager
def sqlite_context(home: Path, **settings: Any) -> Iterator[ProcessContext]:  # noqa: ANN401  # whatever Settings takes
    """Open a context on an empty SQLite database at the current schema."""
    sqlite_at_head(home / "lont.sqlite3")
    context = ProcessContext(Settings(home=home, **settings))
    context.scorer = shipped_scorer()
    yield context
    context.close()
