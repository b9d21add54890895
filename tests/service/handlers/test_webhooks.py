"""`/v1/webhooks`, as platforms' keys use it, and the example in docs/platforms.md."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from standardwebhooks import Webhook

from service.delivery.signing import sign
from service.domain.access import AccessRole
from service.domain.messages import Platform
from service.domain.webhooks import WebhookEvent
from service.services.webhooks import MOST_SUBSCRIPTIONS
from tests.support.api import Api, sqlite_context
from tests.test_docs import read

_URL = "https://platform.example/lont"
_HOOKS = "/v1/webhooks"


@pytest.fixture(scope="module")
def api(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Api]:
    """The API on one database; each test is a platform's of its own or looks at its own webhook."""
    with sqlite_context(tmp_path_factory.mktemp("home")) as context:
        yield Api(context)


@pytest.fixture(scope="module")
def telegram(api: Api) -> dict[str, str]:
    """The header with a key of a platform."""
    return api.platform_key(Platform.TELEGRAM)


def create(api: Api, who: dict[str, str], url: str | None = None, events: tuple[str, ...] = tuple(WebhookEvent)) -> Any:  # noqa: ANN401  # a response
    body = {"url": url or f"{_URL}/{uuid4().hex}", "event_types": list(events)}
    return api.client.post(_HOOKS, json=body, headers=who)


def test_the_secret_is_shown_when_it_is_made_and_never_again(api: Api, telegram: dict[str, str]) -> None:
    made = create(api, telegram)
    assert made.status_code == 201
    secret, address = made.json()["secret"], f"{_HOOKS}/{made.json()['id']}"
    Webhook(secret)
    answers = [api.client.get(_HOOKS, headers=telegram), api.client.get(address, headers=telegram)]
    answers.append(api.client.patch(address, json={"enabled": False}, headers=telegram))
    rotated = api.client.post(f"{address}/rotate", headers=telegram).json()
    assert rotated["secret"] != secret
    assert rotated["previous_secret_until"] is not None
    assert not any(text in answer.text for answer in answers for text in (secret, "whsec_"))
    assert (answers[2].json()["enabled"], answers[2].json()["disabled_because"]) == (False, "asked")


def test_another_platform_cannot_tell_a_webhook_from_none(api: Api, telegram: dict[str, str]) -> None:
    tiktok = api.platform_key(Platform.TIKTOK)
    address = f"{_HOOKS}/{create(api, telegram).json()['id']}"
    for there in (address, f"{_HOOKS}/{uuid4()}"):
        answers = [
            api.client.get(there, headers=tiktok),
            api.client.patch(there, json={"enabled": False}, headers=tiktok),
            api.client.post(f"{there}/rotate", headers=tiktok),
            api.client.get(f"{there}/deliveries", headers=tiktok),
            api.client.post(f"{there}/deliveries/{uuid4()}/replay", headers=tiktok),
        ]
        assert {(each.status_code, each.json()["code"], each.json()["detail"]) for each in answers} == {
            (404, "webhook_not_found", "There is no webhook of that id.")
        }
    assert api.client.get(_HOOKS, headers=tiktok).json() == {"webhooks": []}
    assert api.client.get(address, headers=telegram).json()["enabled"] is True


def test_people_and_programs_have_no_webhooks(api: Api) -> None:
    for who in (api.person_key(AccessRole.ANALYST), api.person_key(AccessRole.ADMIN), api.headers):
        assert {api.client.get(_HOOKS, headers=who).status_code, create(api, who).status_code} == {403}
    assert api.client.get(_HOOKS).status_code == 401


@pytest.mark.parametrize(
    "url",
    [
        "http://platform.example/lont",
        "https://127.0.0.1/lont",
        "https://localhost/lont",
        "http://127.0.0.1:8000/lont",
        "https://[::1]/lont",
        "https://[::ffff:10.0.0.1]/lont",
        "https://10.1.2.3/lont",
        "https://169.254.169.254/latest/meta-data",
        "https://192.168.0.1:8443/",
        "https://100.64.0.1/",
    ],
)
def test_an_address_that_is_not_of_the_open_internet_is_refused(api: Api, telegram: dict[str, str], url: str) -> None:
    answer = create(api, telegram, url)
    assert answer.status_code == 422, answer.text
    assert answer.json()["code"] in {"webhook_refused", "request_invalid"}


@pytest.mark.parametrize(
    "body",
    [
        {"url": "ftp://platform.example/", "event_types": ["takedown.submitted"]},
        {"url": "https://u:p@platform.example/", "event_types": ["takedown.submitted"]},
        {"url": _URL, "event_types": []},
        {"url": _URL, "event_types": ["takedown.everything"]},
        {"url": _URL, "event_types": ["takedown.submitted"], "secret": "x"},
        {"url": f"https://platform.example/{'a' * 2001}", "event_types": ["takedown.submitted"]},
    ],
)
def test_a_body_that_is_none_is_refused(api: Api, telegram: dict[str, str], body: dict[str, Any]) -> None:
    answer = api.client.post(_HOOKS, json=body, headers=telegram)
    assert (answer.status_code, answer.json()["code"]) == (422, "request_invalid")


def test_an_endpoint_is_there_once_and_not_more_than_ten_are(api: Api) -> None:
    discord = api.platform_key(Platform.DISCORD)
    assert create(api, discord, _URL).status_code == 201
    again = create(api, discord, _URL)
    assert (again.status_code, again.json()["code"]) == (409, "webhook_conflict")
    made = [create(api, discord).status_code for _ in range(MOST_SUBSCRIPTIONS)]
    assert made == [201] * (MOST_SUBSCRIPTIONS - 1) + [409]


def test_the_example_in_the_documents_holds_and_its_snippet_runs() -> None:
    page = read("docs/platforms.md").partition("## Webhooks")[2]
    headers = dict(re.findall(r"^(webhook-[a-z]+): (.+)$", page, re.MULTILINE))
    body = re.search(r'^\{"type".*$', page, re.MULTILINE)
    secret = re.search(r"`(whsec_[^`]+)`", page)
    snippet = re.search(r"```python\n(.*?)```", page, re.DOTALL)
    assert body is not None
    assert secret is not None
    assert snippet is not None
    signed_at = datetime.fromtimestamp(int(headers["webhook-timestamp"]), UTC)
    assert sign([secret[1]], headers["webhook-id"], signed_at, body[0].encode()) == headers
    defined: dict[str, Any] = {}
    exec(compile(snippet[1], Path("docs/platforms.md"), "exec"), defined)  # noqa: S102  # our own page
    fresh = sign([secret[1]], headers["webhook-id"], datetime.now(UTC), body[0].encode())
    seen: set[str] = set()
    assert defined["received"](secret[1], fresh, body[0].encode(), seen) == json.loads(body[0])
    assert defined["received"](secret[1], fresh, body[0].encode(), seen) is None, "a replay has no effect"
    assert defined["received"](secret[1], headers, body[0].encode(), set()) is None, "signed too long ago"
