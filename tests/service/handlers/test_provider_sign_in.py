"""Signing in with the organisation's own provider: a real one on this machine, honest or not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from fastapi.testclient import TestClient
from joserfc.jwk import OctKey

from service.domain.access import SYSTEM, AccessRole
from service.factory import ProcessContext
from service.services.accounts import actor_of
from tests.support.api import LOCAL, Api, sqlite_context
from tests.support.people import OWN_PAGE, PASSWORD, make_person, noted
from tests.support.provider import CLIENT, OTHER_KEY, SECRET, FakeProvider, provider_served

_START, _BACK = "/sign-in/provider", "/sign-in/provider/back"
_LATER = 4_000_000_000  # in the year 2096
_ROLES = "desk=analyst, chiefs=approver, it=admin"


@pytest.fixture(scope="module")
def provider_of_all() -> Iterator[FakeProvider]:
    with provider_served() as provider:
        yield provider


@dataclass(frozen=True, slots=True)
class Desk:
    """A lont with a provider, and one browser."""

    context: ProcessContext
    provider: FakeProvider
    browser: TestClient

    def go(self, wanted: str = "") -> str:
        """Ask, follow to the provider over HTTP, and return where that sends the browser."""
        asked = self.browser.get(_START, params={"next": wanted}, follow_redirects=False)
        assert asked.status_code == 303, asked.text
        answered = httpx2.get(asked.headers["location"])
        assert answered.status_code == 302, answered.text
        return str(answered.headers["location"])

    def sign_in(self, wanted: str = "") -> Any:  # noqa: ANN401  # a response
        """Go there and come back."""
        return self.browser.get(self.go(wanted), follow_redirects=False)

    def is_signed_in(self) -> bool:
        return bool(self.browser.get("/account/password", follow_redirects=False).status_code == 200)

    def assert_nobody(self, answer: Any) -> None:  # noqa: ANN401  # a response
        """Nobody was let in, the page says so, and so does the log."""
        assert (answer.status_code, "lont_session" in answer.headers.get("set-cookie", "")) == (403, False)
        assert 'role="alert"' in answer.text
        assert not self.is_signed_in()
        last = noted(self.context)[-1]
        assert (last.actor, last.action, last.object_id) == (SYSTEM, "sign_in_failed", "unknown")
        assert last.details == {"reason": "provider"}


@contextmanager
def _desk(home: Path, provider: FakeProvider, **settings: Any) -> Iterator[Desk]:  # noqa: ANN401  # as Settings takes
    provider.reset(sub="s-1", preferred_username="anna", groups=["desk"])
    known = {"oidc_issuer": provider.issuer, "oidc_client_id": CLIENT, "oidc_client_secret": SECRET}
    with sqlite_context(home, **(known | settings)) as context:
        browser = TestClient(
            Api(context).app, client=LOCAL, base_url="http://127.0.0.1", headers={"Accept": "text/html"}
        )
        yield Desk(context, provider, browser)


@pytest.fixture
def desk(tmp_path: Path, provider_of_all: FakeProvider) -> Iterator[Desk]:
    """Accounts and access roles are given in lont."""
    with _desk(tmp_path, provider_of_all) as desk:
        yield desk


@pytest.fixture
def grouped(tmp_path: Path, provider_of_all: FakeProvider) -> Iterator[Desk]:
    """Accounts are made, with the access roles of the groups."""
    with _desk(tmp_path, provider_of_all, oidc_roles=_ROLES, oidc_makes_accounts=True) as desk:
        yield desk


def _roles(desk: Desk, name: str) -> frozenset[AccessRole]:
    with desk.context.reading() as factory:
        return factory.accounts().named(name).roles


def test_who_has_an_account_is_let_in_and_led_to_where_they_wanted_to_go(desk: Desk) -> None:
    anna = make_person(desk.context, "anna")
    answer = desk.sign_in("/items?page=2")
    assert (answer.status_code, answer.headers["location"]) == (303, "/items?page=2")
    assert desk.is_signed_in()
    link, entry = noted(desk.context)
    assert (link.actor, link.object_id, link.details) == (
        SYSTEM,
        str(anna.id),
        {"change": "provider", "roles": ["analyst"]},
    )
    assert (entry.actor, entry.action, entry.details) == (actor_of(anna.id), "sign_in", {"by_provider": True})


def test_nobody_is_sent_elsewhere_after_signing_in(desk: Desk) -> None:
    make_person(desk.context, "anna")
    assert desk.sign_in("//evil.example").headers["location"] == "/"


def test_the_question_carries_pkce_state_and_nonce_and_no_two_are_alike(desk: Desk) -> None:
    asked = []
    for _ in range(2):
        desk.go()
        asked.append(desk.provider.asked)
    assert asked[0]["scope"] == "openid profile"
    for name in ("state", "nonce", "code_challenge"):
        assert len(asked[0][name]) >= 43
        assert asked[0][name] != asked[1][name]


def test_the_question_is_sealed_in_a_cookie_that_scripts_cannot_read(desk: Desk) -> None:
    answer = desk.browser.get(_START, follow_redirects=False)
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    told = parse_qs(urlsplit(answer.headers["location"]).query)
    assert told["state"][0] not in cookie
    assert re.match('lont_question="?gAAAA', cookie)


@pytest.mark.parametrize(
    "lies",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": [CLIENT, "another-client"], "azp": "another-client"},
        {"aud": None},
        {"iss": "https://elsewhere.example"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"iat": _LATER},
        {"nbf": _LATER},
        {"sub": None},
        {"sub": ""},
        {"sub": "s\0"},
        {"sub": 7},
        {"sub": "s" * 256},
        {"at_hash": "AAAA"},
        {"preferred_username": None},
        {"preferred_username": "bart"},
        {"preferred_username": "anna' OR 1=1 --"},
        {"preferred_username": ["anna"]},
    ],
    ids=repr,
)
def test_a_token_that_lies_lets_nobody_in(desk: Desk, lies: dict[str, Any]) -> None:
    make_person(desk.context, "anna")
    desk.provider.lies = lies
    desk.assert_nobody(desk.sign_in())


def test_a_token_without_a_signature_lets_nobody_in(desk: Desk) -> None:
    make_person(desk.context, "anna")
    desk.provider.algorithm = "none"
    desk.assert_nobody(desk.sign_in())


def test_a_token_that_is_signed_with_the_secret_of_the_client_lets_nobody_in(desk: Desk) -> None:
    make_person(desk.context, "anna")
    desk.provider.algorithm, desk.provider.key = "HS256", OctKey.import_key(SECRET)
    desk.assert_nobody(desk.sign_in())


def test_a_token_that_is_signed_with_another_key_lets_nobody_in(desk: Desk) -> None:
    make_person(desk.context, "anna")
    desk.provider.key = OTHER_KEY
    desk.assert_nobody(desk.sign_in())


def test_a_code_counts_once(desk: Desk) -> None:
    make_person(desk.context, "anna")
    back = desk.go()
    kept = dict(desk.browser.cookies)
    assert desk.browser.get(back, follow_redirects=False).status_code == 303
    desk.browser.cookies.clear()
    desk.assert_nobody(desk.browser.get(back, follow_redirects=False))  # this browser asked nothing any more
    desk.browser.cookies.update(kept)
    desk.assert_nobody(desk.browser.get(back, follow_redirects=False))  # and the provider takes no code twice


@pytest.mark.parametrize("change", [{"state": "another"}, {"state": ""}, {"code": "guessed"}, {"code": ""}])
def test_an_answer_to_another_question_lets_nobody_in(desk: Desk, change: dict[str, str]) -> None:
    make_person(desk.context, "anna")
    told = {name: values[0] for name, values in parse_qs(urlsplit(desk.go()).query).items()}
    desk.assert_nobody(desk.browser.get(_BACK, params=told | change, follow_redirects=False))


@pytest.mark.parametrize("kept", ["", "gAAAAno-question", "e\x7f"])
def test_an_answer_for_a_browser_that_asked_nothing_lets_nobody_in(desk: Desk, kept: str) -> None:
    make_person(desk.context, "anna")
    back = desk.go()
    desk.browser.cookies.clear()
    desk.assert_nobody(desk.browser.get(back, headers={"Cookie": f"lont_question={kept}"}, follow_redirects=False))


def test_a_provider_that_does_not_answer_is_told_as_that(desk: Desk) -> None:
    back = desk.go()
    desk.provider.is_down = True
    for path in (_START, f"{_START}/out"):
        assert desk.browser.get(path, follow_redirects=False).status_code == 403
    desk.assert_nobody(desk.browser.get(back, follow_redirects=False))


def test_a_provider_that_calls_itself_otherwise_is_refused(tmp_path: Path, provider_of_all: FakeProvider) -> None:
    with _desk(tmp_path, provider_of_all, oidc_issuer=f"{provider_of_all.issuer}/") as desk:
        assert desk.browser.get(_START, follow_redirects=False).status_code == 403


def test_an_address_that_brings_false_answers_too_often_waits(tmp_path: Path, provider_of_all: FakeProvider) -> None:
    with _desk(tmp_path, provider_of_all, address_failures=2) as desk:
        found = [desk.browser.get(_BACK, params={"code": "x", "state": "y"}).status_code for _ in range(3)]
        assert found == [403, 403, 429]


def test_a_closed_account_stays_closed(grouped: Desk) -> None:
    assert grouped.sign_in().status_code == 303
    with grouped.context.writing() as factory:
        factory.accounts().close(factory.accounts().named("anna").id)
    grouped.assert_nobody(grouped.sign_in())
    grouped.provider.person["sub"] = "s-2"
    grouped.assert_nobody(grouped.sign_in())


def test_who_has_no_account_gets_one_with_the_roles_of_their_groups(grouped: Desk) -> None:
    grouped.provider.person["groups"] = ["chiefs", "desk", "tennis"]
    assert grouped.sign_in().status_code == 303
    assert _roles(grouped, "anna") == {AccessRole.ANALYST, AccessRole.APPROVER}
    made = noted(grouped.context)[0]
    assert (made.actor, made.action) == (SYSTEM, "account")
    assert made.details == {"change": "created", "roles": ["analyst", "approver"]}


@pytest.mark.parametrize("groups", [None, [], ["tennis"], "analyst", {"desk": True}, 7, [["desk"]]])
def test_who_is_in_no_group_of_lont_is_not_let_in(grouped: Desk, groups: object) -> None:
    grouped.provider.person["groups"] = groups
    grouped.assert_nobody(grouped.sign_in())
    with grouped.context.reading() as factory:
        assert not factory.accounts().any()


def test_access_roles_follow_the_groups_at_each_sign_in(grouped: Desk) -> None:
    make_person(grouped.context, "root", AccessRole.ADMIN)
    for groups, role in ((["it"], AccessRole.ADMIN), ("desk", AccessRole.ANALYST)):
        grouped.provider.person["groups"] = groups
        assert grouped.sign_in().status_code == 303
        assert _roles(grouped, "anna") == {role}
    assert [entry.details for entry in noted(grouped.context)][-2] == {"change": "roles", "roles": ["analyst"]}


def test_the_groups_take_the_last_administrator_nothing(grouped: Desk) -> None:
    grouped.provider.person["groups"] = ["it"]
    assert grouped.sign_in().status_code == 303
    grouped.provider.person["groups"] = ["desk"]
    assert grouped.sign_in().status_code == 409
    assert _roles(grouped, "anna") == {AccessRole.ADMIN}


def test_a_person_stays_the_same_under_another_name_and_a_name_is_not_taken_over(desk: Desk) -> None:
    make_person(desk.context, "anna")
    make_person(desk.context, "bart")
    assert desk.sign_in().status_code == 303
    desk.provider.person["preferred_username"] = "bart"
    assert desk.sign_in().status_code == 303
    desk.browser.cookies.clear()
    desk.provider.person |= {"sub": "s-2", "preferred_username": "anna"}
    desk.assert_nobody(desk.sign_in())
    acts = [entry.actor for entry in noted(desk.context) if entry.action == "sign_in"]
    assert len(set(acts)) == 1


def test_the_second_factor_is_the_business_of_the_provider(tmp_path: Path, provider_of_all: FakeProvider) -> None:
    with _desk(tmp_path, provider_of_all, second_factor_roles="all") as desk:
        make_person(desk.context, "anna")
        assert desk.sign_in("/items").headers["location"] == "/items"
        assert desk.browser.get("/items", follow_redirects=False).status_code == 200


def test_signing_out_at_the_organisation_leads_back_to_the_sign_in(desk: Desk) -> None:
    answer = desk.browser.get(f"{_START}/out", follow_redirects=False)
    where = urlsplit(answer.headers["location"])
    assert f"{where.scheme}://{where.netloc}{where.path}" == f"{desk.provider.issuer}/out"
    back = "http://127.0.0.1/sign-in"
    assert parse_qs(where.query) == {"client_id": [CLIENT], "post_logout_redirect_uri": [back]}


def test_passwords_can_be_switched_off(tmp_path: Path, provider_of_all: FakeProvider) -> None:
    with _desk(tmp_path, provider_of_all, password_sign_in=False) as desk:
        make_person(desk.context, "anna")
        page = desk.browser.get("/sign-in").text
        assert 'type="password"' not in page
        assert 'href="/sign-in/provider"' in page
        form = {"name": "anna", "password": PASSWORD}
        answer = desk.browser.post("/sign-in", data=form, headers=OWN_PAGE, follow_redirects=False)
        assert (answer.status_code, desk.is_signed_in()) == (403, False)
        assert desk.sign_in().status_code == 303


def test_without_a_provider_nothing_answers_and_nothing_is_offered(api: Api) -> None:
    for path in (_START, _BACK, f"{_START}/out"):
        assert api.client.get(path, params={"code": "x"}).status_code == 404
    assert _START not in api.client.get("/sign-in").text
