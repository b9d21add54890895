"""Signing in and out, and changing one's password."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from hypothesis import given
from hypothesis import strategies as st

from service.domain.access import SYSTEM, AccessRole
from service.handlers.sign_in import local_path
from service.services.accounts import actor_of
from tests.support.api import LOCAL, Api, sqlite_context
from tests.support.pages import with_action
from tests.support.people import OWN_PAGE, PASSWORD, make_person, noted, sign_in_as

_NEW = "een heel andere zin"
_ELSEWHERE = [
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "/\t/evil.example",
    "\t//evil.example",
    "/\n/evil.example",
    " //evil.example",
    "https:evil.example",
    "https://evil.example",
    "HTTP:/evil.example",
    "javascript:alert(1)",
    "\\\\evil.example",
    "evil.example",
    "/a b",
    "/é",
    "/" + "x" * 2_001,
    "",
]


def _sign_in(client: TestClient, name: str, password: str = PASSWORD, **fields: str) -> Any:  # noqa: ANN401  # a response
    form = {"name": name, "password": password} | fields
    return client.post("/sign-in", data=form, headers=OWN_PAGE, follow_redirects=False)


def _change(client: TestClient, current: str = PASSWORD, password: str = _NEW, again: str = _NEW) -> Any:  # noqa: ANN401  # a response
    form = {"current": current, "password": password, "again": again}
    return client.post("/account/password", data=form, follow_redirects=False)


def _is_signed_in(client: TestClient) -> bool:
    return bool(client.get("/account/password").status_code == 200)


def test_the_right_password_opens_the_pages(api: Api) -> None:
    make_person(api.context, "anna")
    assert not _is_signed_in(api.client)
    answer = _sign_in(api.client, "Anna")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert _is_signed_in(api.client)


def test_a_page_without_a_session_asks_to_sign_in(api: Api) -> None:
    for cookie in ("", "lont_session=", "lont_session=onbekend", "__Host-lont_session=onbekend"):
        answer = api.client.get("/account/password", headers={"Cookie": cookie}, follow_redirects=False)
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")


def test_over_http_the_cookie_is_kept_from_scripts_and_other_sites(api: Api) -> None:
    make_person(api.context, "anna")
    cookie = _sign_in(api.client, "anna").headers["set-cookie"]
    assert re.fullmatch(r"lont_session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax", cookie)


def test_over_https_the_cookie_is_bound_to_the_host(tmp_path: Path) -> None:
    with sqlite_context(tmp_path, public_url="https://lont.example") as context:
        client = TestClient(Api(context).app, client=LOCAL, base_url="https://lont.example")
        make_person(context, "anna")
        cookie = _sign_in(client, "anna").headers["set-cookie"]
        assert re.fullmatch(r"__Host-lont_session=[\w-]{43}; HttpOnly; Path=/; SameSite=lax; Secure", cookie)
        assert _is_signed_in(client)
        token = client.cookies["__Host-lont_session"]
        client.cookies.clear()
        client.cookies["lont_session"] = token
        assert not _is_signed_in(client)
        client.cookies["__Host-lont_session"] = token
        gone = client.post("/sign-out", headers=OWN_PAGE, follow_redirects=False).headers["set-cookie"]
        assert gone.startswith('__Host-lont_session="";')
        assert "Secure" in gone


def test_whoever_is_refused_reads_the_same(api: Api) -> None:
    make_person(api.context, "anna")
    closed, locked = make_person(api.context, "bart"), make_person(api.context, "carla")
    with api.context.writing() as factory:
        factory.accounts().close(closed.id)
    for _ in range(5):
        _sign_in(api.client, "carla", "geraden")
    pages = set()
    for name, password in (("anna", "geraden"), ("bart", PASSWORD), ("carla", PASSWORD), ("dirk", PASSWORD)):
        answer = _sign_in(api.client, name, password)
        assert answer.status_code == 403
        assert "set-cookie" not in answer.headers
        pages.add(answer.text.replace(name, "NAME"))
    assert len(pages) == 1
    reasons = [(entry.actor, entry.action, entry.object_id, entry.details) for entry in noted(api.context)[-3:]]
    assert reasons == [
        (SYSTEM, "sign_in_failed", str(closed.id), {"reason": "closed"}),
        (SYSTEM, "sign_in_failed", str(locked.id), {"reason": "locked"}),
        (SYSTEM, "sign_in_failed", "unknown", {"reason": "unknown"}),
    ]


def test_what_was_typed_is_not_in_the_log_and_the_password_not_in_the_page(api: Api) -> None:
    answer = _sign_in(api.client, "mijn geheim als naam", "mijn geheim als wachtwoord")
    assert "als wachtwoord" not in answer.text
    assert "geheim" not in repr(noted(api.context))


def test_signing_in_and_out_is_noted(api: Api) -> None:
    person = make_person(api.context, "anna")
    _sign_in(api.client, "anna")
    api.client.post("/sign-out", headers=OWN_PAGE)
    acts = [(entry.actor, entry.action, entry.object_kind, entry.object_id) for entry in noted(api.context)]
    actor = actor_of(person.id)
    assert acts == [(actor, act, "account", str(person.id)) for act in ("sign_in", "sign_out")]


def test_a_session_that_somebody_planted_does_not_become_the_persons(api: Api) -> None:
    make_person(api.context, "anna")
    attacker = api.client_from(LOCAL)
    sign_in_as(attacker, api.context, "mallory")
    planted = attacker.cookies["lont_session"]
    api.client.cookies["lont_session"] = planted
    answer = _sign_in(api.client, "anna")
    token = re.match(r"lont_session=([\w-]+)", answer.headers["set-cookie"])
    assert token is not None
    assert token[1] != planted
    assert not _is_signed_in(attacker)


def test_signing_out_ends_the_session_for_whoever_has_the_token(api: Api) -> None:
    sign_in_as(api.client, api.context, "anna")
    thief = api.client_from(LOCAL)
    thief.cookies.update(api.client.cookies)
    assert _is_signed_in(thief)
    answer = api.client.post("/sign-out", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert 'lont_session=""' in answer.headers["set-cookie"]
    assert not _is_signed_in(thief)
    assert api.client.post("/sign-out", follow_redirects=False).status_code == 303


@pytest.mark.parametrize("wanted", ["/queue", "/items/1?a=b&c=%2F%2Fx", "/a//b", "/~x"])
def test_after_signing_in_people_come_to_the_page_that_they_wanted(api: Api, wanted: str) -> None:
    make_person(api.context, "anna")
    page = api.client.get("/sign-in", params={"next": wanted}).text
    hidden = re.search(r'name="next" value="([^"]*)"', page)
    assert hidden is not None
    assert _sign_in(api.client, "anna", next=html.unescape(hidden[1])).headers["location"] == wanted


@pytest.mark.parametrize("wanted", _ELSEWHERE)
def test_after_signing_in_nobody_is_sent_to_another_site(api: Api, wanted: str) -> None:
    make_person(api.context, "anna")
    page = api.client.get("/sign-in", params={"next": wanted}).text
    assert "next" not in with_action(page, "/sign-in").fields
    assert "evil" not in page.partition("<footer")[0]
    assert with_action(page, "/language").fields["next"].startswith("/sign-in?")
    assert _sign_in(api.client, "anna", next=wanted).headers["location"] == "/"


@given(st.text(alphabet="/\\.:?#@%ax\t\n\r\x00 ", max_size=12))
def test_a_local_path_cannot_be_read_as_another_site(address: str) -> None:
    found = local_path(address)
    if found is not None:
        assert found == address
        assert found[0] == "/"
        assert found[1:2] not in {"/", "\\"}
        assert not set(found) & set("\\\t\n\r\x00 ")


@pytest.mark.parametrize(
    ("roles", "first"),
    [
        ([AccessRole.ANALYST], "/"),
        ([AccessRole.APPROVER], "/requests"),
        ([AccessRole.LEGAL], "/requests"),
        ([AccessRole.POLICE_LIAISON], "/requests"),
        ([AccessRole.DATA_SCIENTIST], "/items"),
        ([AccessRole.AUDITOR], "/requests"),
        ([AccessRole.DPO], "/log"),
        ([AccessRole.ADMIN], "/accounts"),
        ([AccessRole.ADMIN, AccessRole.ANALYST], "/"),
    ],
)
def test_who_wanted_nothing_in_particular_begins_at_their_own_work(
    api: Api, roles: list[AccessRole], first: str
) -> None:
    make_person(api.context, "anna", *roles)
    assert _sign_in(api.client, "anna").headers["location"] == first


def test_a_form_of_another_site_signs_nobody_in_or_out(api: Api) -> None:
    make_person(api.context, "anna")
    foreign = {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"}
    answer = api.client.post("/sign-in", data={"name": "anna", "password": PASSWORD}, headers=foreign)
    assert (answer.status_code, answer.json()["code"]) == (403, "cross_site")
    _sign_in(api.client, "anna")
    assert api.client.post("/sign-out", headers=foreign).status_code == 403
    assert _is_signed_in(api.client)


def test_a_name_is_shown_as_text(api: Api) -> None:
    name = '"><script>alert(1)</script>'
    page = _sign_in(api.client, name).text
    assert html.escape(name).replace("&quot;", "&#34;") in page
    assert "<script>alert" not in page


def test_a_new_password_signs_all_other_browsers_out(api: Api) -> None:
    person = sign_in_as(api.client, api.context, "anna")
    old = api.client_from(LOCAL)
    old.cookies.update(api.client.cookies)
    answer = _change(api.client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account/password?changed=true")
    assert not _is_signed_in(old)
    api.client.cookies.clear()
    api.client.cookies["lont_session"] = answer.headers["set-cookie"].split(";")[0].partition("=")[2]
    assert "is changed" in api.client.get(answer.headers["location"]).text
    assert noted(api.context)[-1].details == {"change": "password"}
    assert noted(api.context)[-1].object_id == str(person.id)
    assert _sign_in(api.client_from(LOCAL), "anna", PASSWORD).status_code == 403
    assert _sign_in(api.client_from(LOCAL), "anna", _NEW).status_code == 303


@pytest.mark.parametrize(
    ("form", "status", "says"),
    [
        ({"current": "geraden"}, 403, "present password is wrong"),
        ({"again": "iets anders dan dat"}, 422, "not the same twice"),
        ({"password": "kort", "again": "kort"}, 422, "12 to 200"),
    ],
)
def test_a_password_that_cannot_be_changed_stays(api: Api, form: dict[str, str], status: int, says: str) -> None:
    sign_in_as(api.client, api.context, "anna")
    answer = _change(api.client, **form)
    assert answer.status_code == status
    assert says in answer.text
    assert not any(word in answer.text for word in form.values())
    assert _is_signed_in(api.client)
    assert _sign_in(api.client, "anna").status_code == 303


def test_a_stolen_session_cannot_guess_the_password(api: Api) -> None:
    sign_in_as(api.client, api.context, "anna")
    assert [_change(api.client, "geraden").status_code for _ in range(6)] == [403] * 6
    assert _change(api.client).status_code == 403
    assert [entry.details["reason"] for entry in noted(api.context)] == ["wrong_password"] * 5 + ["locked"] * 2


def test_weak_new_passwords_do_not_lock_the_account(api: Api) -> None:
    sign_in_as(api.client, api.context, "anna")
    for _ in range(6):
        assert _change(api.client, password="kort", again="kort").status_code == 422
    assert _change(api.client).status_code == 303
