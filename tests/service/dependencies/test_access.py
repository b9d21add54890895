"""Who may call what."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from service.domain.access import Scope
from tests.support.api import ELSEWHERE, LOCAL, Api, sqlite_context

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
