"""The commands `lont accounts …`, and keys that belong to people and platforms."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.cli import accounts, keys
from service.domain.access import AccessRole, Scope
from service.errors import LontError
from service.factory import ProcessContext
from service.services.accounts import OPERATOR, AccountNotFoundError, LastAdminError, actor_of
from service.services.passwords import require_good
from service.storage.accounts import AccountRecord
from tests.support.api import sqlite_context
from tests.support.people import noted
from tests.support.review import ANNA, look_at, queued


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[ProcessContext]:
    """A database that the commands find by the settings."""
    monkeypatch.setenv("LONT_HOME", str(tmp_path))
    with sqlite_context(tmp_path) as context:
        yield context


def _run(*words: str) -> Result:
    app = accounts.app if words[0] == "accounts" else keys.app
    result = CliRunner().invoke(app, words[1:])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def _signs_in(context: ProcessContext, name: str, password: str) -> bool:
    with context.writing() as factory:
        return isinstance(factory.accounts().sign_in(name, password), AccountRecord)


def test_an_account_is_made_with_a_password_on_the_standard_output(home: ProcessContext) -> None:
    words = ("Anna", "--role", "analyst", "--role", "legal", "--email", "anna@lont.example", "--on-call")
    made = _run("accounts", "create", *words)
    password = made.stdout.strip()
    require_good(password)
    assert password not in made.stderr
    assert _signs_in(home, "anna", password)
    with home.reading() as factory:
        (account,) = factory.accounts().on_call()
    assert account.roles == {AccessRole.ANALYST, AccessRole.LEGAL}
    (entry,) = noted(home)
    assert (entry.actor, entry.action, entry.object_id) == (OPERATOR, "account", str(account.id))
    assert entry.details == {"change": "created", "roles": ["analyst", "legal"]}
    listed = _run("accounts", "list").stdout
    assert "anna" in listed
    assert password not in listed


def test_a_password_is_replaced_roles_are_changed_and_the_account_closed(home: ProcessContext) -> None:
    first = _run("accounts", "create", "anna", "--role", "analyst").stdout.strip()
    second = _run("accounts", "password", "ANNA").stdout.strip()
    assert not _signs_in(home, "anna", first)
    assert _signs_in(home, "anna", second)
    item_id = queued(home)
    with home.writing() as factory:
        factory.assignments().assign(ANNA, item_id, actor_of(factory.accounts().named("anna").id))
    _run("accounts", "roles", "anna", "--role", "auditor")
    with home.reading() as factory:
        assert factory.accounts().named("anna").roles == {AccessRole.AUDITOR}
    assert look_at(home, item_id).assigned_to is None
    _run("accounts", "close", "anna")
    assert not _signs_in(home, "anna", second)
    with pytest.raises(AccountNotFoundError):
        _run("accounts", "close", "anna")
    told = [entry.details["change"] for entry in noted(home) if entry.action == "account"]
    assert told == ["created", "password_reset", "roles", "closed"]


@pytest.mark.usefixtures("home")
def test_the_last_administrator_stays() -> None:
    _run("accounts", "create", "admin", "--role", "admin")
    with pytest.raises(LastAdminError):
        _run("accounts", "close", "admin")
    with pytest.raises(LastAdminError):
        _run("accounts", "roles", "admin", "--role", "analyst")


@pytest.mark.usefixtures("home")
def test_a_role_that_does_not_exist_is_refused_with_those_that_do() -> None:
    with pytest.raises(LontError, match="police_liaison"):
        _run("accounts", "create", "anna", "--role", "baas")
    with pytest.raises(LontError, match="access roles of people"):
        _run("accounts", "create", "anna")


def test_a_key_can_belong_to_a_person_or_to_a_platform(home: ProcessContext) -> None:
    _run("accounts", "create", "anna", "--role", "analyst")
    personal = _run("keys", "create", "script", "--scope", "decide", "--account", "anna").stdout.strip()
    platform = _run("keys", "create", "t&s", "--platform", "telegram").stdout.strip()
    with home.reading() as factory:
        person = factory.keys().caller(personal)
        org = factory.keys().caller(platform)
    assert (person.name, person.scopes) == ("anna", frozenset({Scope.DECIDE}))
    assert (org.actor, org.scopes) == ("org_telegram", frozenset({Scope.ANSWER}))
    with home.reading() as factory:
        made = factory.keys().keys()
    ids = [str(key.id) for key in made]
    _run("keys", "revoke", ids[0])
    acts = [(entry.object_id, entry.details["change"]) for entry in noted(home) if entry.action == "key"]
    assert acts == [(ids[0], "created"), (ids[1], "created"), (ids[0], "revoked")]
    assert "telegram" in _run("keys", "list").stdout


@pytest.mark.parametrize(
    "words",
    [
        ("--scope", "read", "--scope", "decide"),
        ("--scope", "answer"),
        ("--scope", "answer", "--scope", "read", "--platform", "telegram"),
        ("--scope", "answer", "--account", "anna"),
        ("--account", "anna", "--platform", "telegram"),
        ("--account", "bart"),
        ("--platform", "zeebonk"),
        ("--scope", "zeebonk"),
    ],
)
def test_a_key_that_could_not_do_all_that_it_should_is_not_made(home: ProcessContext, words: tuple[str, ...]) -> None:
    _run("accounts", "create", "anna", "--role", "analyst")
    with pytest.raises(LontError):
        _run("keys", "create", "script", *words)
    with home.reading() as factory:
        assert not list(factory.keys().keys())
