"""Errors that nobody foresaw."""

from __future__ import annotations

import pytest
from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope, Send
from structlog.testing import capture_logs

from service.middleware.incidents import IncidentMiddleware
from tests.support.api import Api

_SECRET = "zeebonk 0612"


class _BrokenScorer:
    version = "broken"

    def score(self, messages: object, **_: object) -> None:
        raise ValueError(f"cannot score {messages}")


def test_the_caller_gets_an_incident_and_the_log_gets_places_without_the_text(api: Api) -> None:
    headers = api.headers
    api.context.scorer = _BrokenScorer()  # type: ignore[assignment]  # fails with the text in its message
    with capture_logs() as logs:
        answer = api.client.post("/v1/score", json={"inputs": [{"text": _SECRET}]}, headers=headers)
    assert answer.status_code == 500
    (logged,) = [entry for entry in logs if entry["event"] == "incident"]
    assert answer.json()["instance"] == f"urn:lont:incident:{logged['incident']}"
    assert logged["error"] == "ValueError"
    assert any("test_incidents.py" in place and "score" in place for place in logged["places"])
    assert _SECRET not in answer.text + str(logs)


def test_after_an_incident_the_next_request_is_answered(api: Api) -> None:
    headers, scorer = api.headers, api.context.scorer
    api.context.scorer = _BrokenScorer()  # type: ignore[assignment]  # as above
    assert api.client.post("/v1/score", json={"inputs": [{"text": "a"}]}, headers=headers).status_code == 500
    api.context.scorer = scorer
    assert api.client.post("/v1/score", json={"inputs": [{"text": "a"}]}, headers=headers).status_code == 200


async def _receive() -> Message:
    return {"type": "http.disconnect"}


@pytest.mark.anyio
async def test_a_caller_that_goes_away_is_no_incident() -> None:
    async def app(_scope: Scope, _receive: Receive, _send: Send) -> None:
        raise ClientDisconnect

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    with capture_logs() as logs:
        await IncidentMiddleware(app)({"type": "http", "headers": []}, _receive, send)
    assert sent == []
    assert [entry["event"] for entry in logs] == ["caller_went_away"]


@pytest.mark.anyio
async def test_an_answer_that_has_begun_is_not_begun_again() -> None:
    async def app(_scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError

    sent: list[Message] = []

    async def send(message: Message) -> None:
        sent.append(message)

    await IncidentMiddleware(app)({"type": "http", "headers": []}, _receive, send)
    assert [message["type"] for message in sent] == ["http.response.start"]
