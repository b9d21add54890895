"""One's own account: signing in with two factors, setting the second one up, and where one is signed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from service.domain.access import AccessRole, Scope
from tests.support.api import LOCAL, Api, sqlite_context
from tests.support.pages import with_action
from tests.support.people import OWN_PAGE, PASSWORD, make_person, noted, sign_in_as
from tests.support.second_factors import Telephone, set_up

_FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Api]:
    """The console of a desk whose administrators and approvers need a second factor."""
    with sqlite_context(tmp_path, second_factor_roles="admin,approver") as context:
        yield Api(context)


def _browser(api: Api) -> TestClient:
    browser = api.client_from(LOCAL)
    browser.headers.update(OWN_PAGE | {"Accept": "text/html", "User-Agent": _FIREFOX})
    return browser


def _password(browser: TestClient, name: str = "anna", password: str = PASSWORD, **fields: str) -> Any:  # noqa: ANN401  # a response
    form = {"name": name, "password": password} | fields
    return browser.post("/sign-in", data=form, follow_redirects=False)


def _code(browser: TestClient, code: str, **fields: str) -> Any:  # noqa: ANN401  # a response
    return browser.post("/sign-in/code", data={"code": code} | fields, follow_redirects=False)


def _is_in(browser: TestClient) -> bool:
    return bool(browser.get("/account/sessions", follow_redirects=False).status_code == 200)


def test_with_a_second_factor_the_sign_in_has_two_steps(api: Api) -> None:
    telephone, _ = set_up(api.context, make_person(api.context, "anna"))
    browser = _browser(api)
    asked = _password(browser, next="/items")
    assert asked.headers["location"] == "/sign-in/code?next=%2Fitems"
    assert not _is_in(browser)
    form = with_action(browser.get(asked.headers["location"]).text, "/sign-in/code")
    answer = _code(browser, **form.fields | {"code": telephone.code()})
    assert (answer.status_code, answer.headers["location"]) == (303, "/items")
    assert _is_in(browser)
    assert noted(api.context)[-1].details == {"second_factor": True}


def test_half_a_sign_in_opens_nothing(api: Api) -> None:
    set_up(api.context, make_person(api.context, "anna"))
    browser = _browser(api)
    _password(browser)
    half = browser.cookies["lont_first_step"]
    for cookie in ("lont_first_step", "lont_session"):
        browser.cookies.clear()
        browser.cookies[cookie] = half
        for path in ("/", "/items", "/account/password", "/account/second-factor", "/account/sessions"):
            assert browser.get(path, follow_redirects=False).headers["location"].startswith("/sign-in?")
        with_key = browser.get("/v1/items", headers={"Authorization": f"Bearer {half}"})
        assert with_key.status_code == 401


def test_nobody_learns_which_of_name_password_and_code_was_wrong(api: Api) -> None:
    anna, closed = make_person(api.context, "anna"), make_person(api.context, "bart")
    telephone, _ = set_up(api.context, anna)
    make_person(api.context, "carla")
    with api.context.writing() as factory:
        factory.accounts().close(closed.id)
    answers = set()
    for name, password in (("anna", PASSWORD), ("anna", "geraden"), ("bart", PASSWORD), ("carla", "x"), ("dirk", "x")):
        browser = _browser(api)
        first = _password(browser, name, password)
        cookie = re.sub(r"=[\w-]{43};", "=TOKEN;", first.headers["set-cookie"])
        second = _code(browser, telephone.wrong())
        answers.add((first.status_code, first.headers["location"], cookie, second.status_code, second.text))
    assert len(answers) == 1
    reasons = [entry.details["reason"] for entry in noted(api.context)]
    no_step = "no_first_step"
    expected = [
        "wrong_code",
        "wrong_password",
        no_step,
        "closed",
        no_step,
        "wrong_password",
        no_step,
        "unknown",
        no_step,
    ]
    assert reasons == expected


def test_setting_it_up_takes_the_password_and_a_code_and_signs_all_others_out(api: Api) -> None:
    browser, other = _browser(api), _browser(api)
    person = sign_in_as(browser, api.context, "anna")
    other.cookies.update(browser.cookies)
    assert browser.post("/account/second-factor", data={"current": "geraden"}).status_code == 403
    page = browser.post("/account/second-factor", data={"current": PASSWORD}).text
    secret = re.search(r"<code class=\"fresh\">([A-Z2-7]{32})</code>", page)
    assert secret is not None
    assert "<svg" in page
    wrong = browser.post("/account/second-factor/confirm", data={"code": "abc"})
    assert (wrong.status_code, "not the code" in wrong.text) == (422, True)
    done = browser.post("/account/second-factor/confirm", data={"code": Telephone(secret[1]).code()})
    codes = re.findall(r"<code>([a-z2-9]{5}-[a-z2-9]{5}-[a-z2-9]{5})</code>", done.text)
    assert len(codes) == 10
    assert (_is_in(browser), _is_in(other)) == (True, False)
    later = browser.get("/account/second-factor").text
    assert "10 recovery codes are left" in later
    assert not any(code in later for code in codes)
    changes = [
        entry.details["change"]
        for entry in noted(api.context)
        if entry.object_id == str(person.id) and entry.action == "account"
    ]
    assert changes == ["second_factor_begun", "second_factor_set_up"]
    assert secret[1] not in repr(noted(api.context))


def test_who_needs_a_second_factor_sees_nothing_else_before(guarded: Api) -> None:
    browser = _browser(guarded)
    sign_in_as(browser, guarded.context, "anna", AccessRole.ADMIN)
    for path in ("/", "/accounts", "/account/password", "/account/sessions"):
        assert browser.get(path, follow_redirects=False).headers["location"] == "/account/second-factor"
    program = browser.get("/accounts", headers={"Accept": "application/json"})
    assert (program.status_code, program.json()["code"]) == (403, "second_factor_needed")
    assert "Set it up to go on" in browser.get("/account/second-factor").text
    page = browser.post("/account/second-factor", data={"current": PASSWORD}).text
    secret = re.search(r"<code class=\"fresh\">([A-Z2-7]{32})</code>", page)
    assert secret is not None
    browser.post("/account/second-factor/confirm", data={"code": Telephone(secret[1]).code()})
    assert browser.get("/accounts").status_code == 200


def test_a_role_that_needs_a_second_factor_asks_for_it_on_the_next_request(guarded: Api) -> None:
    browser = _browser(guarded)
    person = sign_in_as(browser, guarded.context, "anna")
    assert _is_in(browser)
    with guarded.context.writing() as factory:
        factory.accounts().set_roles(person.id, [AccessRole.ANALYST, AccessRole.APPROVER])
    assert browser.get("/items", follow_redirects=False).headers["location"] == "/account/second-factor"


def test_a_person_sees_and_ends_their_sessions(api: Api) -> None:
    make_person(api.context, "anna")
    here, there, third = _browser(api), _browser(api), _browser(api)
    for browser in (here, there, third):
        assert _password(browser).status_code == 303
    page = here.get("/account/sessions").text
    assert page.count("Firefox, Linux") == 3
    ends = re.findall(r"/account/sessions/([0-9a-f-]{36})/end", page)
    assert len(ends) == 2
    assert here.post(f"/account/sessions/{ends[0]}/end", follow_redirects=False).status_code == 303
    assert sorted(map(_is_in, (here, there, third))) == [False, True, True]
    assert here.post(f"/account/sessions/{ends[0]}/end").status_code == 404
    here.post("/account/sessions/end-others")
    assert list(map(_is_in, (here, there, third))) == [True, False, False]
    assert [entry.details["change"] for entry in noted(api.context)[-2:]] == ["session_ended", "other_sessions_ended"]


def test_nobody_ends_or_sees_the_session_of_another(api: Api) -> None:
    anna, mallory = _browser(api), _browser(api)
    make_person(api.context, "anna")
    make_person(api.context, "mallory")
    _password(anna)
    _password(mallory, "mallory")
    with api.context.reading() as factory:
        session = factory.sessions().find(anna.cookies["lont_session"])
    assert session is not None
    assert str(session.id) not in mallory.get("/account/sessions").text
    assert mallory.post(f"/account/sessions/{session.id}/end").status_code == 404
    assert _is_in(anna)


@pytest.mark.parametrize("act", ["sessions/end", "second-factor/remove", "close", "password"])
def test_what_an_administrator_does_ends_two_open_sessions_on_their_next_request(api: Api, act: str) -> None:
    person = make_person(api.context, "anna")
    telephone, codes = set_up(api.context, person)
    one, two = _browser(api), _browser(api)
    for browser, code in ((one, telephone.code()), (two, codes[0])):
        _password(browser)
        _code(browser, code)
        assert _is_in(browser)
    admin = _browser(api)
    sign_in_as(admin, api.context, "boss", AccessRole.ADMIN)
    data = {"sure": "yes"} if act == "close" else {}
    assert admin.post(f"/accounts/{person.id}/{act}", data=data).status_code == 200
    assert not _is_in(one)
    assert not _is_in(two)
    assert noted(api.context)[-1].object_id == str(person.id)


def test_a_role_that_was_taken_away_and_a_revoked_key_are_good_for_nothing_on_the_next_request(api: Api) -> None:
    one, two = _browser(api), _browser(api)
    person = sign_in_as(one, api.context, "anna")
    make_person(api.context, "other")
    _password(two)
    with api.context.writing() as factory:
        record, secret = factory.keys().create("hers", [Scope.READ], account_id=person.id)
    key = {"Authorization": f"Bearer {secret}"}
    assert (one.get("/items").status_code, api.client.get("/v1/items", headers=key).status_code) == (200, 200)
    with api.context.writing() as factory:
        factory.accounts().set_roles(person.id, [AccessRole.DPO])
    assert [browser.get("/items").status_code for browser in (one, two)] == [403, 403]
    assert api.client.get("/v1/items", headers=key).status_code == 403
    with api.context.writing() as factory:
        factory.keys().revoke(record.id)
    assert api.client.get("/v1/items", headers=key).status_code == 401


@pytest.mark.parametrize("code", ["", "'; DROP TABLE accounts; --", "\u202e123456", "9" * 100, "<script>"])
def test_a_hostile_code_is_refused_like_any_other(api: Api, code: str) -> None:
    set_up(api.context, make_person(api.context, "anna"))
    browser = _browser(api)
    _password(browser)
    answer = _code(browser, code)
    assert answer.status_code in {403, 422}
    assert "<script>alert" not in answer.text
    assert not _is_in(browser)


def test_an_address_that_failed_too_often_waits_whatever_name_it_gives(tmp_path: Path) -> None:
    with sqlite_context(tmp_path, address_failures=3) as context:
        api = Api(context)
        make_person(context, "anna")
        browser = _browser(api)
        assert [_password(browser, name, "x").status_code for name in ("anna", "bart", "carla")] == [403] * 3
        for name, password in (("anna", PASSWORD), ("dirk", "x")):
            answer = _password(browser, name, password)
            assert (answer.status_code, "too_many_failures" in answer.text) == (429, True)
            assert 0 < int(answer.headers["retry-after"]) <= 900
        assert _code(browser, "123456").status_code == 429
        elsewhere = api.client_from(("198.51.100.7", 50_000))
        elsewhere.headers.update(OWN_PAGE)
        assert _password(elsewhere).status_code == 303
