"""What people set for themselves, on a page of their own."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from service.domain.preferences import Fold, Preferences
from service.factory import ProcessContext
from service.services.accounts import actor_of
from service.storage.preferences import PreferenceStore
from tests.support.api import Api
from tests.support.pages import sent, with_action
from tests.support.people import make_person, noted
from tests.support.review import ANNA


def test_what_is_stored_stands_in_the_form_again(analyst: TestClient) -> None:
    page = sent(
        analyst, with_action(analyst.get("/preferences").text, "/preferences"), fold="all", break_after_minutes="30"
    )
    assert "Stored." in page.text
    assert 'value="all" checked' in page.text
    assert with_action(page.text, "/preferences").fields["break_after_minutes"] == "30"
    page = sent(analyst, with_action(page.text, "/preferences"), fold="violent", break_after_minutes="")
    assert 'value="violent" checked' in page.text
    assert with_action(page.text, "/preferences").fields["break_after_minutes"] == ""


def test_one_person_sees_nothing_of_another_and_the_log_says_nothing(desk: Api, analyst: TestClient) -> None:
    before = noted(desk.context)
    analyst.post("/preferences", data={"fold": "all"})
    assert 'value="violent" checked' in desk.person(name="bram").get("/preferences").text
    assert [entry.action for entry in noted(desk.context)[len(before) :]] == ["sign_in"]


@pytest.mark.parametrize(
    "form", [{"fold": "some"}, {"break_after_minutes": "481"}, {"break_after_minutes": "-1"}, {"colour": "red"}]
)
def test_what_no_preference_can_be_is_refused_and_nothing_is_stored(analyst: TestClient, form: dict[str, str]) -> None:
    assert analyst.post("/preferences", data={"fold": "all"} | form).status_code == 422
    assert 'value="violent" checked' in analyst.get("/preferences").text


def test_values_are_kept_on_each_database(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    caller = type(ANNA)(actor_of(person.id), "anna", ANNA.scopes, ANNA.roles, account_id=person.id)
    for kept in (Preferences(fold=Fold.ALL, break_after_minutes=0), Preferences()):
        with context.writing() as factory:
            factory.preferences().keep(caller, kept)
        with context.reading() as factory:
            assert factory.preferences().of(caller) == kept


def test_what_another_version_stored_counts_as_not_stored(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory:
        store = PreferenceStore(factory.session)
        store.put(person.id, {"fold": '"sideways"', "of_a_later_version": "1", "break_after_minutes": "20"})
    with context.reading() as factory:
        stored = PreferenceStore(factory.session).of_account(person.id)
    assert Preferences.from_stored(stored) == Preferences(break_after_minutes=20)


def test_a_key_of_nobody_has_the_defaults(api: Api) -> None:
    with api.context.writing() as factory:
        factory.preferences().keep(ANNA, Preferences(fold=Fold.ALL))
        assert factory.preferences().of(ANNA) == Preferences()
