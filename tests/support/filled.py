"""A console with something on every page: the places that a test of all pages visits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID, uuid4

from fastapi import FastAPI
from fastapi.routing import APIRoute

from service.delivery.sink import local_sink
from service.domain.access import HUMAN_ROLES, Caller, scopes_of
from service.domain.review_tasks import ReviewTask
from service.domain.takedown.records import RequestRecord, public_id
from service.domain.takedown.states import RequestEvent
from service.factory import ProcessContext
from service.services.accounts import actor_of
from service.storage.accounts import AccountRecord
from tests.support.api import SALE, Api, item, sqlite_context
from tests.support.campaigns import ADVERT, CHEAPER, campaign_of
from tests.support.contacts import HANDLE, naming
from tests.support.people import make_person, session_of
from tests.support.review import ANNA, THREAT, give_score, store
from tests.support.reviewing_again import differing, known, next_of
from tests.support.takedown import BOB, OFFER, confirmed, drafted, item_of, move, prepared, use_mail_server

__all__ = ["HOSTILE", "OPEN", "Filled", "filled", "pages_of"]

OPEN = {
    *("/sign-in", "/sign-in/code", "/sign-out", "/language"),
    *("/sign-in/provider", "/sign-in/provider/back", "/sign-in/provider/out"),
    *("/docs", "/openapi.json", "/healthz", "/readyz", "/metrics"),
}
"""What asks for no session; some of it asks for a key."""
HOSTILE = [
    SALE,
    f"{SALE} <script>document.title='taken'</script>",
    f"{SALE} <img src=x onerror=\"document.title='taken'\">",
    f"{SALE} <svg onload=\"document.title='taken'\"></svg><style>*{{display:none}}</style>",
    f"{SALE} \u202etxet desrever\u2066 and \u200fmore",
    f"{SALE} מי רוצה להרוויח הלילה",
    f"{SALE} {'x' * 10_000}",
    f"{SALE} " + "line\n" * 30,
    f"{SALE} " + "".join(letter + "\u0300\u0316\u0489" * 12 for letter in "vanavond"),
]
"""Texts that a careless page would run, hide behind, turn around or be torn apart by."""
_CHANNEL = {"id": "<b>", "name": "Vuurwerk <b>Verzonnen</b> " + "lang" * 60}
_LOCATOR = "https://t.me/verzonnen/1?'\"><script>document.title='taken'</script>"


@dataclass(frozen=True, slots=True)
class Filled:
    """A console in which each kind of page has something to show."""

    api: Api
    ids: dict[str, object]
    """A value for each part of an address in braces."""
    states: dict[str, str]
    """Paths of pages that look otherwise in another state, by its name."""
    sessions: dict[str, dict[str, str]]
    """Cookies by access role, and of ``everything``, who has all of them."""


def pages_of(app: FastAPI) -> list[tuple[str, str]]:
    """Return method and path of everything that is neither a call of the API nor open to all."""
    routers = [router for route in app.routes if (router := getattr(route, "original_router", None))]
    routes = [route for router in routers for route in router.routes if isinstance(route, APIRoute)]
    assert routes, "this FastAPI keeps its routes elsewhere"
    return [
        (method, route.path)
        for route in routes
        for method in sorted(route.methods or ())
        if not route.path.startswith("/v1/") and route.path not in OPEN
    ]


@contextmanager
def filled(home: Path) -> Iterator[Filled]:
    """Fill a console on an empty database; its mails go to a folder."""
    with sqlite_context(home) as context:
        api = Api(prepared(context), sink=home / "mails")
        offers = (item(at, text, channel=_CHANNEL, author=text[-200:]) for at, text in enumerate(HOSTILE))
        hostile = api.hand_in(*(offer | {"locator": f"{_LOCATOR}#{at}"} for at, offer in enumerate(offers)))
        api.score(each["id"] for each in hostile)
        everything = make_person(context, "everything", *HUMAN_ROLES, email="iemand@lont.example")
        draft, waiting = drafted(context, key="901"), confirmed(context, key="902")
        task_id = _task(context, everything, item_of(context, draft))
        (doubted,) = store(context, "klus voor morgen, dm", first=90)
        give_score(context, doubted, "P1")
        disagreement = differing(context, doubted)
        sent = _sent(context, home)
        (urgent,) = store(context, THREAT, first=80)
        give_score(context, urgent, "P0")
        copies = [naming(context, f"{text} {HANDLE}", number=n) for n, text in enumerate((ADVERT, CHEAPER), 70)]
        with context.writing() as factory:
            factory.alerts().raise_for([item_of(context, waiting), urgent])
            evidence = factory.evidence().add_text(item_of(context, draft), OFFER, "usr_test")
            factory.claims().take(ANNA, UUID(hostile[2]["id"]))
        ids, states = _places(context, [UUID(each["id"]) for each in hostile], copies, [draft, waiting, sent])
        people = {role: make_person(context, role, role) for role in HUMAN_ROLES}
        sessions = {role: session_of(context, person) for role, person in people.items()}
        ids |= {"evidence_id": evidence.id, "account_id": everything.id, "session_id": everything.id}
        ids |= {"task_id": task_id, "known_id": uuid4(), "table": "overturns"}
        states["disagreement"] = f"/disagreements/{disagreement.id}"
        states["threat"] = f"/items/{urgent}"
        yield Filled(api, ids, states, sessions | {"everything": session_of(context, everything)})


def _task(context: ProcessContext, person: AccountRecord, item_id: UUID) -> UUID:
    """Hand a blind review of a known item to somebody."""
    known(context, item_id)
    roles = frozenset(person.roles)
    task = next_of(context, Caller(actor_of(person.id), person.name, scopes_of(roles), roles, account_id=person.id))
    assert isinstance(task, ReviewTask)
    return task.id


def _sent(context: ProcessContext, home: Path) -> RequestRecord:
    with local_sink(home / "mails") as port:
        use_mail_server(context, port)
        sent = move(context, BOB, confirmed(context, key="903"), RequestEvent.APPROVE)
        context.delivery().deliver(sent.id)
    return sent


def _places(
    context: ProcessContext, hostile: list[UUID], copies: list[UUID], requests: Iterable[RequestRecord]
) -> tuple[dict[str, object], dict[str, str]]:
    draft, waiting, sent = requests
    campaign = campaign_of(context, copies[0])
    assert campaign is not None
    with context.reading() as factory:
        channel_id = factory.items().get(hostile[0])[0].channel_id
    ids: dict[str, object] = {
        "item_id": hostile[1],
        "request_id": public_id(waiting.id),
        "campaign_id": campaign.id,
        "channel_id": channel_id,
    }
    states = {
        "queue of one label": "/?label=f4_sale",
        "empty queue": "/?lang=fr",
        "nothing found": "/items?platform=forum",
        "everything found": "/items",
        "item of another reviewer": f"/items/{hostile[2]}",
        "very long word": f"/items/{hostile[6]}",
        "right to left": f"/items/{hostile[5]}",
        "stacked marks": f"/items/{hostile[8]}",
        "item with a draft": f"/items/{item_of(context, draft)}",
        "item with a campaign": f"/items/{copies[1]}",
        "all requests": "/requests/list?show=all",
        "draft": f"/requests/{public_id(draft.id)}",
        "sent request": f"/requests/{public_id(sent.id)}",
        "several decided": f"/queue/decide/done?batch={uuid4()}&items=3&police=1",
        "nothing there": "/nowhere",
    }
    return ids, states
