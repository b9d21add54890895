"""Signed webhooks of platforms into lont: taken once, and only from who signs them now."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import update
from standardwebhooks import Webhook

from service.domain.messages import Platform
from service.schema import IncomingEndpoint
from service.services.sealing import Sealing
from service.settings import Settings
from tests.support.takedown_api import Requests, Tracked, opened

_SECRET = "/v1/received-requests/webhook-secret"


@pytest.fixture
def requests(tmp_path: Path, settings: Settings) -> Iterator[Requests]:
    """The API on an empty database, once of each kind."""
    with opened(tmp_path, settings.database_url) as requests:
        yield requests


def address_of(requests: Requests, who: dict[str, str] | None = None) -> tuple[str, str]:
    """Make or renew the secret; return where to post, and the secret."""
    made = requests.api.client.post(_SECRET, headers=who or requests.telegram)
    assert made.status_code == 200, made.text
    return made.json()["path"], made.json()["secret"]


def body_of(request: Tracked, event: str = "ack", **said: Any) -> str:  # noqa: ANN401  # fields of an answer
    return json.dumps({"type": "takedown.answer", "data": {"request_id": request.id, "event": event} | said})


def headers_of(secret: str, body: str, message_id: str, at: datetime | None = None) -> dict[str, str]:
    """Sign with the reference library."""
    signed = at or datetime.now(UTC)
    return {
        "Content-Type": "application/json",
        "webhook-id": message_id,
        "webhook-timestamp": str(int(signed.timestamp())),
        "webhook-signature": Webhook(secret).sign(message_id, signed, body),
    }


def post(requests: Requests, to: tuple[str, str], body: str, message_id: str = "msg_1") -> Any:  # noqa: ANN401  # a response
    """Send a webhook to a path, signed with a secret."""
    return requests.api.client.post(to[0], content=body, headers=headers_of(to[1], body, message_id))


def test_a_signed_answer_is_taken_once(requests: Requests) -> None:
    request = requests.submitted()
    path, secret = address_of(requests)
    body = body_of(request, ticket="TG-9")
    assert [post(requests, (path, secret), body).json() for _ in range(3)] == [{"taken": True}] + [{"taken": False}] * 2
    read = requests.read(request).json()
    assert (read["state"], read["version"], read["events"][-1]["actor"]) == (
        "acknowledged",
        request.version + 1,
        "org_telegram",
    )
    decided = body_of(request, "decision_action", answers={request.item_id: "access_disabled"})
    assert post(requests, (path, secret), decided, "msg_2").json() == {"taken": True}
    assert requests.read(request).json()["items"][0]["answer"] == "access_disabled"


def test_what_is_not_signed_now_by_this_platform_has_no_effect(requests: Requests) -> None:
    request = requests.submitted()
    path, secret = address_of(requests)
    other_path, other = address_of(requests, requests.platform(Platform.TIKTOK))
    body, now = body_of(request), datetime.now(UTC)
    changed = body.replace("ack", "ask_info")
    refused = [
        post(requests, (path, other), body),
        post(requests, (f"/v1/incoming/{uuid4()}", secret), body),
        requests.api.client.post(path, content=body, headers={"Content-Type": "application/json"}),
        requests.api.client.post(path, content=changed, headers=headers_of(secret, body, "msg_1")),
    ]
    assert {(each.status_code, each.json()["code"]) for each in refused} == {(401, "signature_refused")}
    for at in (now - timedelta(minutes=6), now + timedelta(minutes=6)):
        headers = headers_of(secret, body, "msg_1", at)
        stale = requests.api.client.post(path, content=body, headers=headers)
        assert (stale.status_code, stale.json()["code"]) == (400, "webhook_stale")
    foreign = post(requests, (other_path, other), body)
    assert (foreign.status_code, foreign.json()["code"]) == (404, "not_found")
    assert requests.read(request).json()["version"] == request.version


def test_what_cannot_be_done_is_told_and_may_come_again_under_its_id(requests: Requests) -> None:
    request = requests.submitted()
    path, secret = address_of(requests)
    assert post(requests, (path, secret), body_of(request, "ask_info", question="Welk?")).status_code == 409
    assert post(requests, (path, secret), body_of(request, version=1)).status_code == 412
    assert post(requests, (path, secret), body_of(request, "withdraw")).status_code == 422
    assert post(requests, (path, secret), "{").status_code == 400
    assert post(requests, (path, secret), body_of(request, version=request.version)).json() == {"taken": True}


def test_after_a_rotation_both_secrets_count_for_a_day(requests: Requests) -> None:
    request = requests.submitted()
    path, old = address_of(requests)
    same_path, new = address_of(requests)
    assert (same_path, old != new) == (path, True)
    assert post(requests, (path, old), body_of(request)).status_code == 200
    with requests.api.context.database.write() as session:
        session.execute(update(IncomingEndpoint).values(previous_until=datetime.now(UTC)))
    said = body_of(request, "ask_info", question="Welk bericht?")
    assert post(requests, (path, old), said, "msg_2").status_code == 401
    assert post(requests, (path, new), said, "msg_2").json() == {"taken": True}


def test_people_get_no_secret(requests: Requests) -> None:
    for who in (requests.analyst, requests.approver, requests.api.headers):
        assert requests.api.client.post(_SECRET, headers=who).status_code == 403


def test_a_secret_whose_key_the_operator_dropped_is_refused_and_can_be_made_anew(requests: Requests) -> None:
    request = requests.submitted()
    old = address_of(requests)
    requests.api.context.webhook_sealing = Sealing(["x" * 32])
    refused = post(requests, old, body_of(request))
    assert (refused.status_code, refused.json()["code"]) == (401, "signature_refused")
    assert post(requests, address_of(requests), body_of(request)).json() == {"taken": True}
