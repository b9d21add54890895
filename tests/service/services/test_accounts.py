"""Accounts: made, changed, closed."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Barrier
from uuid import UUID, uuid4

import pytest

from service.domain.access import HUMAN_ROLES, AccessRole, Scope
from service.errors import LontError
from service.factory import ProcessContext
from service.services.account_rules import AccountRuleError
from service.services.accounts import AccountExistsError, AccountNotFoundError, AccountService, LastAdminError, actor_of
from service.services.keys import KeyRefusedError
from service.services.passwords import PasswordRuleError
from service.services.signing_in import Refused
from service.storage.accounts import AccountRecord
from tests.support.people import PASSWORD, make_person


def lets_in(context: ProcessContext, name: str, password: str) -> bool:
    with context.writing() as factory:
        return isinstance(factory.accounts().sign_in(name, password), AccountRecord)


def test_an_account_is_stored_as_it_was_made(context: ProcessContext) -> None:
    made = make_person(
        context, " Anna.B ", AccessRole.ANALYST, AccessRole.LEGAL, email="anna@lont.example", on_call=True
    )
    with context.reading() as factory:
        assert factory.accounts().accounts() == [made]
        assert factory.accounts().get(made.id) == factory.accounts().named("ANNA.b") == made
    assert made.name == "anna.b"
    assert made.roles == {AccessRole.ANALYST, AccessRole.LEGAL}
    assert made.on_call


def test_the_actor_of_a_person_is_an_opaque_id(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    assert actor_of(person.id) == f"usr_{person.id.hex}"


@pytest.mark.parametrize("name", ["", "a", "x" * 101, "an na", "anna@b", "änna", "anna\x00", "anna\nb", "a/b", "İna"])
def test_what_is_no_name_is_refused(context: ProcessContext, name: str) -> None:
    with pytest.raises(AccountRuleError, match="2 to 100"):
        make_person(context, name)


@pytest.mark.parametrize(
    "email", ["anna", "anna@", "@b.example", "a b@c.example", "a@b", "a@b.example\nBcc: x@y.example"]
)
def test_what_is_no_address_is_refused(context: ProcessContext, email: str) -> None:
    with pytest.raises(AccountRuleError, match="e-mail"):
        make_person(context, "anna", email=email)


@pytest.mark.parametrize("role", sorted(set(AccessRole) - set(HUMAN_ROLES)))
def test_people_hold_only_the_roles_of_people(context: ProcessContext, role: AccessRole) -> None:
    with pytest.raises(AccountRuleError):
        make_person(context, "anna", AccessRole.ANALYST, role)
    with context.writing() as factory, pytest.raises(AccountRuleError):
        factory.accounts().create("anna", [], PASSWORD)


def test_a_weak_password_makes_no_account(context: ProcessContext) -> None:
    with context.writing() as factory, pytest.raises(PasswordRuleError):
        factory.accounts().create("anna", [AccessRole.ANALYST], "kort")
    with context.reading() as factory:
        assert not factory.accounts().any()


def test_a_name_is_never_given_twice(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    with pytest.raises(AccountExistsError):
        make_person(context, "Anna")
    with context.writing() as factory:
        factory.accounts().close(person.id)
    with pytest.raises(AccountExistsError):
        make_person(context, "anna")


def test_closing_ends_sessions_keys_and_signing_in_at_once(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory:
        token = factory.sessions().start(person)
        _, secret = factory.keys().create("anna's script", [Scope.READ], account_id=person.id)
    with context.writing() as factory:
        factory.accounts().close(person.id)
    with context.reading() as factory:
        assert factory.sessions().caller(token) is None
        (key,) = factory.keys().keys()
        assert key.revoked_at is not None
        with pytest.raises(KeyRefusedError):
            factory.keys().caller(secret)
        with pytest.raises(AccountNotFoundError):
            factory.accounts().get(person.id)
    assert not lets_in(context, "anna", PASSWORD)


@pytest.mark.parametrize(
    "change",
    [
        lambda accounts, account_id: accounts.close(account_id),
        lambda accounts, account_id: accounts.set_roles(account_id, [AccessRole.LEGAL]),
        lambda accounts, account_id: accounts.set_contact(account_id, None, on_call=False),
        lambda accounts, account_id: accounts.reset_password(account_id),
    ],
    ids=["close", "roles", "contact", "password"],
)
def test_a_closed_or_unknown_account_cannot_be_changed(
    context: ProcessContext, change: Callable[[AccountService, UUID], object]
) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory:
        factory.accounts().close(person.id)
    for account_id in (person.id, uuid4()):
        with context.writing() as factory, pytest.raises(AccountNotFoundError):
            change(factory.accounts(), account_id)


@pytest.mark.parametrize("name", ["bart", "", "\x00", "x" * 5_000])
def test_nobody_has_an_unknown_name(context: ProcessContext, name: str) -> None:
    with context.reading() as factory, pytest.raises(AccountNotFoundError):
        factory.accounts().named(name)


def test_a_new_password_ends_every_session_and_a_lock(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    for _ in range(5):
        assert not lets_in(context, "anna", "geraden")
    with context.writing() as factory:
        tokens = [factory.sessions().start(person) for _ in range(2)]
        password = factory.accounts().reset_password(person.id)
    with context.reading() as factory:
        assert [factory.sessions().caller(token) for token in tokens] == [None, None]
    assert not lets_in(context, "anna", PASSWORD)
    assert lets_in(context, "anna", password)


def test_new_roles_hold_from_the_next_request_on(context: ProcessContext) -> None:
    person = make_person(context, "anna", AccessRole.ANALYST)
    with context.writing() as factory:
        token = factory.sessions().start(person)
        factory.accounts().set_roles(person.id, [AccessRole.DPO])
        caller = factory.sessions().caller(token)
    assert caller is not None
    assert caller.scopes == {Scope.AUDIT}


@pytest.mark.parametrize("how", ["closed", "stripped"])
def test_the_last_administrator_stays(context: ProcessContext, how: str) -> None:
    first, second = (make_person(context, name, AccessRole.ADMIN, AccessRole.DPO) for name in ("een", "twee"))
    make_person(context, "anna")

    def remove(person: AccountRecord) -> None:
        with context.writing() as factory:
            if how == "closed":
                factory.accounts().close(person.id)
            else:
                factory.accounts().set_roles(person.id, [AccessRole.DPO])

    remove(first)
    with pytest.raises(LastAdminError):
        remove(second)
    with context.writing() as factory:
        factory.accounts().set_roles(second.id, [AccessRole.ADMIN])


def test_two_administrators_cannot_close_each_other_at_the_same_moment(context: ProcessContext) -> None:
    people = [make_person(context, f"admin{number}", AccessRole.ADMIN) for number in range(4)]
    barrier = Barrier(len(people))

    def close(person: AccountRecord) -> None:
        barrier.wait()
        with suppress(LastAdminError), context.writing() as factory:
            factory.accounts().close(person.id)

    with ThreadPoolExecutor(len(people)) as pool:
        list(pool.map(close, people))
    with context.reading() as factory:
        assert sum(one.closed_at is None for one in factory.accounts().accounts()) == 1


def test_on_call_are_open_accounts_that_an_alert_reaches(context: ProcessContext) -> None:
    anna = make_person(context, "anna", email="anna@lont.example", on_call=True)
    bart = make_person(context, "bart", email="bart@lont.example", on_call=True)
    carla = make_person(context, "carla", email="carla@lont.example")
    with context.writing() as factory:
        factory.accounts().set_contact(carla.id, "carla@piket.example", on_call=True)
        factory.accounts().set_contact(anna.id, None, on_call=False)
    with context.reading() as factory:
        assert [(one.name, one.email) for one in factory.accounts().on_call()] == [
            ("bart", "bart@lont.example"),
            ("carla", "carla@piket.example"),
        ]
    with context.writing() as factory:
        factory.accounts().close(bart.id)
        assert [one.name for one in factory.accounts().on_call()] == ["carla"]


@pytest.mark.parametrize(
    ("roles", "email"),
    [([AccessRole.ANALYST], None), ([AccessRole.DPO], "anna@lont.example"), ([AccessRole.ANALYST], "")],
    ids=["no address", "may not claim alerts", "empty address"],
)
def test_nobody_is_on_call_whom_no_alert_would_help(
    context: ProcessContext, roles: list[AccessRole], email: str | None
) -> None:
    with pytest.raises(LontError, match="on call") as error:
        make_person(context, "anna", *roles, email=email, on_call=True)
    assert error.value.stable_code == "on_call_rule"


def test_who_is_on_call_keeps_a_role_that_may_claim_alerts(context: ProcessContext) -> None:
    person = make_person(context, "anna", email="anna@lont.example", on_call=True)
    with context.writing() as factory, pytest.raises(AccountRuleError, match="on call"):
        factory.accounts().set_roles(person.id, [AccessRole.AUDITOR])


def test_refused_answers_say_nothing_of_the_password(context: ProcessContext) -> None:
    make_person(context, "anna")
    with context.writing() as factory:
        outcome = factory.accounts().sign_in("anna", "geheim dat fout is")
    assert isinstance(outcome, Refused)
    assert "geheim" not in repr(outcome)
