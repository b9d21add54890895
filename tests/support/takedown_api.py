"""Takedown requests as callers of the API see them: keys of people and platforms, and confirmed items to start from."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from service.domain.access import AccessRole, Scope
from service.domain.decisions import DecisionDraft, Verdict
from service.domain.messages import Platform
from service.factory import ProcessContext
from service.settings import Settings
from tests.support.api import SALE, Api, item, shipped_scorer
from tests.support.databases import sqlite_at_head
from tests.support.people import make_person

__all__ = ["EXPLANATION", "NOTIFIER", "OFFICE", "TEXT", "URL", "Requests", "Tracked", "opened"]

NOTIFIER = "Voorbeeld Meldpunt"
URL = "https://t.me/voorbeeldkanaal/4821"
OFFICE = {
    "notifier_name": NOTIFIER,
    "notifier_email": "meldingen@meldpunt.example",
    "disclosure_basis": "AVG 6(1)(f)",
}
"""What an operator states, so that a request can leave."""
TEXT = SALE
"""Of the item that requests are about."""
EXPLANATION = (
    'De aanbieder schrijft "cobra 6 te koop, 8 euro p/s vanaf 50 stuks" en biedt daarmee openlijk een partij zwaar'
    " vuurwerk aan personen zonder gespecialiseerde kennis te koop aan. Dat is verboden op grond van art. 1.2.2 lid 1,"
    " 2 en 5 van het Vuurwerkbesluit. Een medewerker heeft de oorspronkelijke advertentie met haar context gezien."
)
_EVERYTHING = tuple(Scope)


@dataclass(slots=True)
class Tracked:
    """A request as the last answer told of it."""

    id: str
    version: int
    state: str
    item_id: str


class Requests:
    """The API with keys of people and platforms.

    Parameters
    ----------
    api
        On a database at head.
    """

    def __init__(self, api: Api) -> None:
        self.api = api
        self._items = self._people = 0
        self.analyst = self.person(AccessRole.ANALYST)
        self.approver = self.person(AccessRole.APPROVER)
        self.telegram = self.platform(Platform.TELEGRAM)

    def person(self, *roles: AccessRole) -> dict[str, str]:
        """Make a person, and return the header with their key."""
        self._people += 1
        name = f"person-{self._people}"
        person = make_person(self.api.context, name, *roles)
        with self.api.context.writing() as factory:
            _, secret = factory.keys().create(name, _EVERYTHING, account_id=person.id)
        return {"Authorization": f"Bearer {secret}"}

    def platform(self, platform: Platform) -> dict[str, str]:
        """Return the header with a key of a platform."""
        with self.api.context.writing() as factory:
            _, secret = factory.keys().create(platform, _EVERYTHING, platform=platform)
        return {"Authorization": f"Bearer {secret}"}

    def confirmed_item(self, **fields: Any) -> str:  # noqa: ANN401  # fields of an item, as JSON
        """Store an item that the analyst has confirmed as a sale, and return its id."""
        item_id = self.stored_item(**fields)
        with self.api.context.writing() as factory:
            caller = factory.keys().caller(self.analyst["Authorization"].removeprefix("Bearer "))
            wanted = DecisionDraft(UUID(item_id), 1, Verdict.CONFIRM, ("f4_sale",), saw_original=True)
            factory.decisions().decide(caller, wanted)
        return item_id

    def stored_item(self, **fields: Any) -> str:  # noqa: ANN401  # fields of an item, as JSON
        """Store an item with a score, and return its id; only the first has `TEXT` alone, so that none is a copy."""
        self._items += 1
        url = URL.replace("4821", str(4820 + self._items))
        text = TEXT if self._items == 1 else f"{TEXT} ({self._items})"
        (taken,) = self.api.hand_in(item(self._items, text, **({"locator": url} | fields)))
        self.api.score([taken["id"]])
        return taken["id"]

    def draft(self, **edit: Any) -> Tracked:  # noqa: ANN401  # fields of the body
        """Draft a request for a confirmed item."""
        item_id = edit.pop("item_id", None) or self.confirmed_item()
        answer = self.post_draft({"item_id": item_id, **edit}, f"draft-{item_id}")
        assert answer.status_code == 201, answer.text
        body = answer.json()
        return Tracked(body["id"], body["version"], body["state"], item_id)

    def post_draft(self, body: object, key: str | None = "k1", who: dict[str, str] | None = None) -> Any:  # noqa: ANN401  # a response
        """Ask for a draft; without a key the header is left out."""
        headers = (who or self.analyst) | ({} if key is None else {"Idempotency-Key": key})
        return self.api.client.post("/v1/takedown-requests", json=body, headers=headers)

    def read(self, request: Tracked, who: dict[str, str] | None = None) -> Any:  # noqa: ANN401  # a response
        """Read a request as a person."""
        return self.api.client.get(f"/v1/takedown-requests/{request.id}", headers=who or self.analyst)

    def edit(self, request: Tracked, who: dict[str, str] | None = None, **edit: Any) -> Any:  # noqa: ANN401  # a response
        """Edit a request at the version that is known of it."""
        headers = (who or self.analyst) | {"If-Match": f'"{request.version}"'}
        answer = self.api.client.patch(f"/v1/takedown-requests/{request.id}", json=edit, headers=headers)
        return _followed(request, answer)

    def move(self, request: Tracked, event: str, who: dict[str, str] | None = None, **said: Any) -> Any:  # noqa: ANN401  # a response
        """Ask for an event as a person."""
        headers = (who or self.analyst) | {"If-Match": f'"{request.version}"'}
        address = f"/v1/takedown-requests/{request.id}/events"
        return _followed(request, self.api.client.post(address, json={"event": event} | said, headers=headers))

    def reply(self, request: Tracked, event: str, who: dict[str, str] | None = None, **said: Any) -> Any:  # noqa: ANN401  # a response
        """Answer as the platform."""
        headers = (who or self.telegram) | {"If-Match": f'"{request.version}"'}
        address = f"/v1/received-requests/{request.id}/events"
        return _followed(request, self.api.client.post(address, json={"event": event} | said, headers=headers))

    def moved(self, request: Tracked, event: str, who: dict[str, str] | None = None, **said: Any) -> Tracked:  # noqa: ANN401  # fields of the body
        """Let an event happen."""
        answer = self.move(request, event, who, **said)
        assert answer.status_code == 200, answer.text
        return request

    def confirmed(self, **edit: Any) -> Tracked:  # noqa: ANN401  # fields of the body
        """Return a request that the analyst has confirmed."""
        complete = {"explanation": EXPLANATION, "firework_class_basis": "product_known_list"}
        request = self.moved(self.draft(**(complete | edit)), "submit_for_review")
        return self.moved(request, "confirm", saw_original=True, bona_fide=True)

    def submitted(self, **edit: Any) -> Tracked:  # noqa: ANN401  # fields of the body
        """Return a request that the platform has."""
        request = self.moved(self.confirmed(**edit), "approve", self.approver)
        self.moved(request, "dispatch", still_online=True)
        return self.moved(request, "accepted", ticket="TG-2026-118")


@contextmanager
def opened(home: Path, database_url: str | None = None, **settings: Any) -> Iterator[Requests]:  # noqa: ANN401  # whatever Settings takes
    """Open the API of an operator who can file requests, on the database that is given or an empty one of SQLite."""
    if database_url is None:
        sqlite_at_head(home / "lont.sqlite3")
    context = ProcessContext(Settings(home=home, database_url=database_url, **(OFFICE | settings)))
    context.scorer = shipped_scorer()
    try:
        yield Requests(Api(context))
    finally:
        context.close()


def _followed(request: Tracked, answer: Any) -> Any:  # noqa: ANN401  # a response
    if answer.status_code == 200:
        request.version, request.state = answer.json()["version"], answer.json()["state"]
    return answer
