"""Who may call what."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update

from service.domain.access import HUMAN_ROLES, AccessRole, Scope, scopes_of
from service.domain.messages import Platform
from service.schema import BrowserSession
from tests.support.api import ELSEWHERE, LOCAL, Api, sqlite_context
from tests.support.people import make_person, session_of, sign_in_as

_CALLS = [
    ("POST", "/v1/score", Scope.SCORE),
    ("POST", "/v1/moderations", Scope.SCORE),
    ("POST", "/v1/items", Scope.INGEST),
    ("GET", "/v1/items", Scope.READ),
    ("GET", "/v1/items/019a5d2e-7c1b-7f3a-9d4e-2b8c6a1f0e37", Scope.READ),
]


@pytest.mark.parametrize(("method", "path", "scope"), _CALLS)
def test_each_call_needs_a_key_with_its_scope(api: Api, method: str, path: str, scope: Scope) -> None:
    without = api.client.request(method, path)
    assert (without.status_code, without.json()["code"]) == (401, "key_missing")
    assert without.headers["www-authenticate"].startswith("Bearer")
    others = [other for other in Scope if other is not scope]
    wrong = api.client.request(method, path, headers=api.key(*others))
    assert (wrong.status_code, wrong.json()["code"]) == (403, "scope_missing")
    assert f"'{scope}'" in wrong.json()["detail"]
    right = api.client.request(method, path, headers=api.key(scope))
    assert right.status_code not in {401, 403}


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("Bearer lont_unknown", "key_refused"),
        ("Bearer ", "key_missing"),
        ("Basic bG9udDpsb250", "key_missing"),
        ("lont_unknown", "key_missing"),
        ("Bearer lont_\xe9", "key_refused"),
        ("Bearer " + "x" * 5000, "key_refused"),
    ],
)
def test_what_is_no_good_key_is_refused(api: Api, header: str, code: str) -> None:
    answer = api.client.get("/v1/items", headers={b"Authorization": header.encode("latin-1")})
    assert (answer.status_code, answer.json()["code"]) == (401, code)


def test_a_revoked_key_is_refused_at_once(api: Api) -> None:
    assert api.client.get("/v1/items", headers=api.headers).status_code == 200
    with api.context.writing() as factory:
        assert factory.keys().revoke(factory.keys().keys()[0].id)
    assert api.client.get("/v1/items", headers=api.headers).status_code == 401


def test_the_key_is_looked_at_before_the_body(api: Api) -> None:
    answer = api.client.post("/v1/items", content=b"{", headers={"Content-Type": "application/json"})
    assert answer.status_code == 401


@pytest.mark.parametrize("role", HUMAN_ROLES)
@pytest.mark.parametrize(("method", "path", "scope"), _CALLS)
def test_a_persons_key_makes_the_calls_that_the_role_allows(
    api: Api, role: AccessRole, method: str, path: str, scope: Scope
) -> None:
    person = make_person(api.context, "anna", role)
    with api.context.writing() as factory:
        _, secret = factory.keys().create("script", list(Scope), account_id=person.id)
    answer = api.client.request(method, path, headers={"Authorization": f"Bearer {secret}"})
    if scope in scopes_of([role]):
        assert answer.status_code not in {401, 403}
    else:
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")
        assert f"'{scope}'" in answer.json()["detail"]


@pytest.mark.parametrize(("method", "path", "scope"), _CALLS)
def test_no_session_makes_a_call(api: Api, method: str, path: str, scope: Scope) -> None:
    sign_in_as(api.client, api.context, "anna", *HUMAN_ROLES)
    answer = api.client.request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (401, "key_missing"), scope


def test_no_key_opens_a_page(api: Api) -> None:
    person = make_person(api.context, "anna", *HUMAN_ROLES)
    with api.context.writing() as factory:
        _, secret = factory.keys().create("script", list(Scope), account_id=person.id)
    for headers in (api.headers, {"Authorization": f"Bearer {secret}"}):
        answer = api.client.get("/account/password", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


def test_a_platforms_key_reads_no_item(api: Api) -> None:
    with api.context.writing() as factory:
        _, secret = factory.keys().create("telegram", list(Scope), platform=Platform.TELEGRAM)
    for method, path, _ in _CALLS:
        answer = api.client.request(method, path, headers={"Authorization": f"Bearer {secret}"})
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing")


def test_a_session_in_use_is_noted_as_seen(api_on_each: Api) -> None:
    api = api_on_each
    person = make_person(api.context, "anna")
    cookies = session_of(api.context, person)
    with api.context.database.write() as session:
        session.execute(update(BrowserSession).values(seen_at=datetime.now(UTC) - timedelta(minutes=5)))
    api.client.cookies.update(cookies)
    assert api.client.get("/account/password").status_code == 200
    with api.context.reading() as factory:
        found = factory.sessions().find(cookies["lont_session"])
    assert found is not None
    assert not found.seen_is_due


class TestScoreOnly:
    """Keys in score-only mode, where no database knows any."""

    _BODY = {"inputs": [{"text": "hoi"}]}  # noqa: RUF012  # a constant of the tests

    def test_without_keys_only_this_machine_is_served(self, tmp_path: Path) -> None:
        with sqlite_context(tmp_path) as context:
            api = Api(context, score_only=True)
            assert api.client_from(LOCAL).post("/v1/score", json=self._BODY).status_code == 200
            foreign = api.client_from(ELSEWHERE).post("/v1/score", json=self._BODY)
            assert (foreign.status_code, foreign.json()["code"]) == (403, "local_only")

    @pytest.mark.parametrize("keys", ["{0}", "{0},{1}", " {1} , {0}", "{1},{0}"])
    def test_with_keys_everybody_needs_one(self, tmp_path: Path, keys: str) -> None:
        hashes = [hashlib.sha256(secret).hexdigest() for secret in (b"lont_one", b"lont_two")]
        with sqlite_context(tmp_path, score_only_keys=keys.format(*hashes)) as context:
            client = Api(context, score_only=True).client_from(ELSEWHERE)
            good = client.post("/v1/score", json=self._BODY, headers={"Authorization": "Bearer lont_one"})
            assert good.status_code == 200
            bad = client.post("/v1/score", json=self._BODY, headers={"Authorization": "Bearer lont_three"})
            assert (bad.status_code, bad.json()["code"]) == (401, "key_refused")
            empty = client.post("/v1/score", json=self._BODY)
            assert (empty.status_code, empty.json()["code"]) == (401, "key_missing")
