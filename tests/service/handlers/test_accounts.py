"""The page on which administrators make, change and close accounts."""

from __future__ import annotations

import html
import re
from uuid import uuid4

import pytest

from service.domain.access import HUMAN_ROLES, AccessRole
from service.services.accounts import actor_of
from service.storage.accounts import AccountRecord
from tests.support.api import LOCAL, Api
from tests.support.people import OWN_PAGE, make_person, noted, sign_in_as
from tests.support.review import ANNA, look_at, queued


@pytest.fixture
def admin(api: Api) -> AccountRecord:
    return sign_in_as(api.client, api.context, "admin", AccessRole.ADMIN)


def _find(api: Api, name: str) -> AccountRecord:
    with api.context.reading() as factory:
        return next(one for one in factory.accounts().accounts() if one.name == name)


def _shown_password(page: str) -> str | None:
    found = re.search(r'<code class="fresh">([^<]+)</code>', page)
    return found and found[1]


def _lets_in(api: Api, name: str, password: str) -> bool:
    form = {"name": name, "password": password}
    answer = api.client_from(LOCAL).post("/sign-in", data=form, headers=OWN_PAGE, follow_redirects=False)
    return bool(answer.status_code == 303)


def test_a_new_account_is_listed_and_its_password_shown_once(api: Api, admin: AccountRecord) -> None:
    form = {"name": "Anna", "email": "anna@lont.example", "roles": ["analyst", "legal"], "on_call": "on"}
    password = _shown_password(api.client.post("/accounts", data=form).text)
    assert password is not None
    page = api.client.get("/accounts").text
    assert "<h2>anna</h2>" in page
    assert password not in page
    made = _find(api, "anna")
    assert made.roles == {AccessRole.ANALYST, AccessRole.LEGAL}
    assert (made.email, made.on_call) == ("anna@lont.example", True)
    assert _lets_in(api, "anna", password)
    entry = next(one for one in noted(api.context) if one.action == "account")
    assert (entry.actor, entry.object_id) == (actor_of(admin.id), str(made.id))
    assert entry.details == {"change": "created", "roles": ["analyst", "legal"], "on_call": True}


@pytest.mark.parametrize(
    ("form", "status", "says"),
    [
        ({"name": "admin", "roles": "analyst"}, 409, "Take another name"),
        ({"name": "a/b", "roles": "analyst"}, 422, "2 to 100"),
        ({"name": "anna"}, 422, "access roles of people"),
        ({"name": "anna", "roles": "analyst", "email": "x"}, 422, "e-mail address"),
        ({"name": "anna", "roles": "dpo", "email": "a@b.example", "on_call": "on"}, 422, "on call"),
    ],
)
def test_a_faulty_account_is_not_made_and_the_form_keeps_what_was_entered(
    api: Api, admin: AccountRecord, form: dict[str, str], status: int, says: str
) -> None:
    answer = api.client.post("/accounts", data=form)
    assert answer.status_code == status
    assert says in answer.text
    assert f'name="name" value="{form["name"]}"' in answer.text
    with api.context.reading() as factory:
        assert [one.id for one in factory.accounts().accounts()] == [admin.id]


@pytest.mark.parametrize("role", ["platform", "system", "zeebonk"])
def test_roles_that_people_do_not_hold_cannot_be_given(api: Api, admin: AccountRecord, role: str) -> None:
    answer = api.client.post(f"/accounts/{admin.id}/roles", data={"roles": ["admin", role]})
    assert answer.status_code == 422
    assert _find(api, "admin").roles == {AccessRole.ADMIN}


@pytest.mark.usefixtures("admin")
def test_an_account_is_changed_in_place(api: Api) -> None:
    person = make_person(api.context, "anna")
    for path, form in (
        ("roles", {"roles": ["approver"]}),
        ("contact", {"email": "anna@lont.example", "on_call": "on"}),
    ):
        answer = api.client.post(f"/accounts/{person.id}/{path}", data=form, follow_redirects=False)
        assert (answer.status_code, answer.headers["location"]) == (303, f"/accounts#account-{person.id}")
    changed = _find(api, "anna")
    assert changed.roles == {AccessRole.APPROVER}
    assert (changed.email, changed.on_call) == ("anna@lont.example", True)
    assert [entry.details for entry in noted(api.context)] == [
        {"change": "roles", "roles": ["approver"]},
        {"change": "contact", "on_call": True},
    ]
    api.client.post(f"/accounts/{person.id}/contact", data={"email": ""})
    assert (_find(api, "anna").email, _find(api, "anna").on_call) == (None, False)


@pytest.mark.usefixtures("admin")
def test_a_new_password_signs_the_person_out(api: Api) -> None:
    other = api.client_from(LOCAL)
    person = sign_in_as(other, api.context, "anna")
    password = _shown_password(api.client.post(f"/accounts/{person.id}/password").text)
    assert password is not None
    assert other.get("/account/password").status_code == 401
    assert _lets_in(api, "anna", password)
    assert noted(api.context)[0].details == {"change": "password_reset"}


@pytest.mark.usefixtures("admin")
def test_closing_needs_a_second_word_and_works_at_once(api: Api) -> None:
    other = api.client_from(LOCAL)
    person = sign_in_as(other, api.context, "anna")
    for form in ({}, {"sure": "no"}):
        assert api.client.post(f"/accounts/{person.id}/close", data=form).status_code in {415, 422}
    assert other.get("/account/password").status_code == 200
    api.client.post(f"/accounts/{person.id}/close", data={"sure": "yes"})
    assert other.get("/account/password").status_code == 401
    page = api.client.get("/accounts").text
    assert "<h2>anna</h2>" not in page
    assert "Closed accounts" in page


@pytest.mark.parametrize(("act", "form"), [("close", {"sure": "yes"}), ("roles", {"roles": "legal"})])
def test_who_decides_nothing_any_more_has_nothing_assigned(
    api: Api, admin: AccountRecord, act: str, form: dict[str, str]
) -> None:
    person, item_id = make_person(api.context, "anna"), queued(api.context)
    with api.context.writing() as factory:
        factory.assignments().assign(ANNA, item_id, actor_of(person.id))
    api.client.post(f"/accounts/{person.id}/{act}", data=form)
    assert look_at(api.context, item_id).assigned_to is None
    assert [one.actor for one in noted(api.context) if one.action == "assign"] == [ANNA.actor, actor_of(admin.id)]


def test_the_last_administrator_cannot_be_closed_or_stripped(api: Api, admin: AccountRecord) -> None:
    for path, form in (("close", {"sure": "yes"}), ("roles", {"roles": "analyst"})):
        answer = api.client.post(f"/accounts/{admin.id}/{path}", data=form)
        assert answer.status_code == 409
        assert "Nobody else has the access role admin" in answer.text


@pytest.mark.usefixtures("admin")
def test_an_account_that_is_not_there_is_told(api: Api) -> None:
    for path, form in (("close", {"sure": "yes"}), ("roles", {"roles": "analyst"}), ("password", {}), ("contact", {})):
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        answer = api.client.post(f"/accounts/{uuid4()}/{path}", data=form, headers=headers)
        assert answer.status_code == 404, path


@pytest.mark.parametrize("role", [role for role in HUMAN_ROLES if role is not AccessRole.ADMIN])
def test_only_administrators_see_and_change_accounts(api: Api, role: AccessRole) -> None:
    person = sign_in_as(api.client, api.context, "anna", role)
    for method, path in (
        ("GET", "/accounts"),
        ("POST", "/accounts"),
        *(("POST", f"/accounts/{person.id}/{what}") for what in ("roles", "contact", "password", "close")),
    ):
        answer = api.client.request(method, path)
        assert (answer.status_code, answer.json()["code"]) == (403, "scope_missing"), path
        assert "access roles" in answer.json()["detail"]


@pytest.mark.usefixtures("admin")
def test_every_form_of_the_page_can_be_sent_without_scripts(api: Api) -> None:
    make_person(api.context, "anna", email="a'b+c@lont.example")
    page = api.client.get("/accounts").text
    actions = re.findall(r'<form class="form" method="post" action="([^"]+)"', page)
    assert len(actions) == 11
    assert html.escape("a'b+c@lont.example").replace("&#x27;", "&#39;") in page
