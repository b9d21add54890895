"""Problem documents for programs, pages for people."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import httpx2
import pytest

from service.domain.access import Scope
from service.problems import PROBLEM_TYPE, Problem
from tests.support.api import ELSEWHERE, Api, item, sqlite_context
from tests.support.people import OWN_PAGE

_JSON = {"Content-Type": "application/json"}
_HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def _conflict(api: Api) -> httpx2.Response:
    headers = api.headers | {"Idempotency-Key": "k"}
    api.client.post("/v1/items", json={"items": [item(1)]}, headers=headers)
    return api.client.post("/v1/items", json={"items": [item(2)]}, headers=headers)


def _broken(api: Api) -> httpx2.Response:
    api.context.scorer = object()  # type: ignore[assignment]  # what must never happen
    return api.client.post("/v1/score", json={"inputs": [{"text": "zeebonk"}]}, headers=api.headers)


_PROBLEMS: dict[tuple[int, str], Callable[[Api], httpx2.Response]] = {
    (400, "json_malformed"): lambda api: api.client.post("/v1/score", content=b"{", headers=api.headers | _JSON),
    (401, "key_missing"): lambda api: api.client.get("/v1/items"),
    (401, "key_refused"): lambda api: api.client.get("/v1/items", headers={"Authorization": "Bearer x"}),
    (403, "scope_missing"): lambda api: api.client.get("/v1/items", headers=api.key(Scope.SCORE)),
    (403, "local_only"): lambda api: (
        Api(api.context, score_only=True)
        .client_from(ELSEWHERE)
        .post("/v1/score", json={"inputs": [{"text": "zeebonk"}]})
    ),
    (401, "sign_in_needed"): lambda api: api.client.get("/"),
    (403, "cross_site"): lambda api: api.client.post("/sign-in", data={"name": "a", "password": "b"}),
    (404, "route_not_found"): lambda api: api.client.get("/v1/nowhere"),
    (404, "item_not_found"): lambda api: api.client.get(
        "/v1/items/019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37", headers=api.headers
    ),
    (405, "method_not_allowed"): lambda api: api.client.delete("/v1/items"),
    (422, "idempotency_key_reused"): _conflict,
    (413, "body_too_large"): lambda api: api.client.post(
        "/v1/score", content=b" " * 9_000_000, headers=api.headers | _JSON
    ),
    (415, "content_type_unsupported"): lambda api: api.client.post("/v1/score", content=b"{}", headers=api.headers),
    (422, "request_invalid"): lambda api: api.client.post("/v1/score", json={}, headers=api.headers),
    (500, "incident"): _broken,
}


@pytest.mark.parametrize(("status", "code"), list(_PROBLEMS))
def test_every_error_is_a_problem_document(api: Api, status: int, code: str) -> None:
    answer = _PROBLEMS[status, code](api)
    assert answer.status_code == status
    assert answer.headers["content-type"] == PROBLEM_TYPE
    problem = Problem.model_validate_json(answer.content, strict=True)
    assert (problem.status, problem.code, problem.type) == (status, code, f"urn:lont:problem:{code}")
    assert problem.title
    assert problem.detail
    assert problem.remedy
    assert problem.request_id == answer.headers["x-request-id"]
    assert "zeebonk" not in answer.text


def test_a_wrong_method_is_told_the_right_ones(api: Api) -> None:
    assert api.client.put("/v1/items").headers["allow"] == "GET, POST"
    assert api.client.post("/v1/items/x").headers["allow"] == "GET"
    assert api.client.post("/", headers=OWN_PAGE).headers["allow"] == "GET"


def test_an_address_with_a_slash_too_many_is_not_found_and_not_redirected(api: Api) -> None:
    assert api.client.get("/v1/items/", headers=api.headers, follow_redirects=False).status_code == 404


@pytest.mark.parametrize("path", ["/nowhere", "/items/abc", "/?lang=Dutch"])
def test_a_browser_gets_a_page(api: Api, path: str) -> None:
    answer = api.person().get(path, headers=_HTML)
    assert answer.status_code in {404, 422}
    assert answer.headers["content-type"].startswith("text/html")
    assert answer.headers["x-request-id"] in answer.text


@pytest.mark.parametrize("path", ["/v1/items", "/v1/nowhere"])
def test_a_call_of_the_api_gets_a_document_whatever_it_accepts(api: Api, path: str) -> None:
    assert api.client.get(path, headers=_HTML).headers["content-type"] == PROBLEM_TYPE


def test_the_page_of_an_error_repeats_nothing_that_was_asked(api: Api) -> None:
    answer = api.person().get("/items/<script>zeebonk", headers=_HTML)
    assert answer.status_code == 422
    assert "zeebonk" not in answer.text
    assert answer.text.count("<script") == 1


def test_a_database_that_goes_away_is_no_incident(tmp_path: Path) -> None:
    with sqlite_context(tmp_path / "home") as context:
        api = Api(context)
        headers = api.headers
        context.database.close()
        (tmp_path / "home").rename(tmp_path / "elsewhere")
        answer = api.client.get("/v1/items", headers=headers)
    assert (answer.status_code, answer.json()["code"]) == (503, "not_ready")
    assert str(tmp_path) not in answer.text


def test_what_is_told_of_a_missing_part_names_no_host(tmp_path: Path) -> None:
    with sqlite_context(tmp_path) as context:
        api = Api(context)
        api.headers  # noqa: B018  # made while the database is still there
        context.settings.home.joinpath("lont.sqlite3").unlink()
        context.close()
        del context.database
        answer = api.client.get("/v1/items", headers=api.headers)
    assert answer.status_code == 503
    assert str(tmp_path) not in answer.text
