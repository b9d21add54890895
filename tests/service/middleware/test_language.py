"""Whose choice decides the language of an answer."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from service.locale.languages import LANGUAGE_COOKIE, current_reader
from service.middleware.language import LanguageMiddleware


def tell(_: Request) -> JSONResponse:
    reader = current_reader()
    return JSONResponse([reader.language, reader.address])


def browser(default: str = "en") -> TestClient:
    routes = [Route("/a", tell, methods=["GET", "POST"])]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(LanguageMiddleware, default=default)]))


@pytest.mark.parametrize(
    ("cookie", "accept", "default", "language"),
    [
        (None, None, "en", "en"),
        (None, None, "nl", "nl"),
        (None, "nl", "en", "nl"),
        ("en", "nl", "nl", "en"),
        ("xx", "nl", "en", "nl"),
        ("", "de", "nl", "nl"),
    ],
)
def test_the_choice_comes_before_the_browser_and_the_browser_before_the_operator(
    cookie: str | None, accept: str | None, default: str, language: str
) -> None:
    client = browser(default)
    if cookie is not None:
        client.cookies.set(LANGUAGE_COOKIE, cookie)
    headers = {} if accept is None else {"Accept-Language": accept}
    assert client.get("/a", headers=headers).json()[0] == language


def test_a_page_knows_where_to_come_back_to_and_an_answer_to_a_form_does_not() -> None:
    client = browser()
    assert client.get("/a?b=c%20d").json()[1] == "/a?b=c%20d"
    assert client.post("/a").json()[1] == "/"
