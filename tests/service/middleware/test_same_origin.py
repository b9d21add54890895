"""Forms that other sites have a browser send."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from service.middleware.same_origin import SameOriginMiddleware

_OWN = "http://lont.example:8000"
_METHODS = ["GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE", "BREW"]


def _client(public_url: str | None = None, base_url: str = _OWN) -> TestClient:
    def answer(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("done")

    routes = [Route(path, answer, methods=_METHODS) for path in ("/accounts", "/v1/items", "/v1", "/v1x")]
    app = Starlette(routes=routes, middleware=[Middleware(SameOriginMiddleware, public_url=public_url)])
    return TestClient(app, base_url=base_url)


@pytest.mark.parametrize(
    ("headers", "passes"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin"}, True),
        ({"Sec-Fetch-Site": "none"}, True),
        ({"Sec-Fetch-Site": "same-site"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, False),
        ({"Sec-Fetch-Site": ""}, False),
        ({"Sec-Fetch-Site": "cross-site", "Origin": _OWN}, False),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"}, True),
        ({"Origin": _OWN}, True),
        ({"Origin": "http://LONT.example:8000"}, True),
        ({"Origin": "http://lont.example"}, False),
        ({"Origin": "https://lont.example:8000"}, False),
        ({"Origin": "http://lont.example:8000.evil.example"}, False),
        ({"Origin": "http://evil.example@lont.example:8000"}, False),
        ({"Origin": "http://lont.example:8000/"}, False),
        ({"Origin": "http://sub.lont.example:8000"}, False),
        ({"Origin": "http://lont.example:99999999"}, False),
        ({"Origin": "http://[::1"}, False),
        ({"Origin": "null"}, False),
        ({"Origin": ""}, False),
        ({"Referer": f"{_OWN}/accounts"}, False),
    ],
)
def test_a_form_needs_the_word_of_the_browser_that_a_page_of_ours_sent_it(
    headers: dict[str, str], *, passes: bool
) -> None:
    answer = _client().post("/accounts", headers=headers)
    assert answer.status_code == (200 if passes else 403)
    if not passes:
        assert answer.json()["code"] == "cross_site"


def test_two_origins_are_none() -> None:
    answer = _client().post("/accounts", headers=[("Origin", _OWN), ("Origin", "https://evil.example")])
    assert answer.status_code == 403


@pytest.mark.parametrize("method", _METHODS)
def test_only_what_changes_nothing_passes_without_proof(method: str) -> None:
    assert _client().request(method, "/accounts").status_code == (200 if method in {"GET", "HEAD", "OPTIONS"} else 403)


@pytest.mark.parametrize(("path", "status"), [("/v1/items", 200), ("/v1", 403), ("/v1x", 403)])
def test_calls_take_no_cookie_and_need_no_proof(path: str, status: int) -> None:
    assert _client().post(path, headers={"Sec-Fetch-Site": "cross-site"}).status_code == status


@pytest.mark.parametrize("public_url", ["https://lont.example", "https://lont.example:443", "https://Lont.Example"])
def test_behind_a_proxy_the_public_address_counts_too(public_url: str) -> None:
    client = _client(public_url, "http://10.0.0.5:8000")
    for origin, status in (
        ("https://lont.example", 200),
        ("https://lont.example:443", 200),
        ("http://10.0.0.5:8000", 200),
        ("http://lont.example", 403),
        ("https://lont.example.evil.example", 403),
    ):
        assert client.post("/accounts", headers={"Origin": origin}).status_code == status


def test_a_request_without_a_usable_host_has_no_origin() -> None:
    assert _client().post("/accounts", headers={"Host": "", "Origin": "http://"}).status_code == 403
