from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from service.domain.access import AccessRole, Caller, Scope
from service.domain.messages import Platform
from service.factory import ProcessContext
from service.schema import ApiKey
from service.services.accounts import AccountNotFoundError, actor_of
from service.services.keys import SERVICE_SCOPES, IdempotencyConflictError, KeyRefusedError, KeyScopeError
from tests.support.people import make_person


def create(context: ProcessContext, *scopes: Scope, days: int | None = None) -> str:
    with context.writing() as factory:
        return factory.keys().create("een platform", scopes, days)[1]


def test_a_key_lets_in_with_its_scopes(context: ProcessContext) -> None:
    secret = create(context, Scope.SCORE, Scope.READ)
    with context.reading() as factory:
        caller = factory.keys().caller(secret)
    assert caller.scopes == {Scope.SCORE, Scope.READ}
    assert caller.name == "een platform"


def test_the_secret_itself_is_not_stored(context: ProcessContext) -> None:
    secret = create(context, Scope.SCORE)
    with context.database.read() as session:
        row = session.scalars(select(ApiKey)).one()
    assert secret not in repr(vars(row))


@pytest.mark.parametrize("secret", ["", "lont_onbekend", "x" * 10_000, "\ud800"])
def test_an_unknown_key_is_refused(context: ProcessContext, secret: str) -> None:
    with context.reading() as factory, pytest.raises(KeyRefusedError):
        factory.keys().caller(secret)


def test_an_expired_key_is_refused(context: ProcessContext) -> None:
    secret = create(context, Scope.SCORE, days=1)
    with context.database.write() as session:
        session.execute(update(ApiKey).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    with context.reading() as factory, pytest.raises(KeyRefusedError):
        factory.keys().caller(secret)


def test_a_revoked_key_is_refused_at_once(context: ProcessContext) -> None:
    with context.writing() as factory:
        record, secret = factory.keys().create("weg ermee", [Scope.SCORE])
    with context.writing() as factory:
        assert factory.keys().revoke(record.id)
    with context.writing() as factory:
        assert not factory.keys().revoke(record.id)
    with context.reading() as factory, pytest.raises(KeyRefusedError):
        factory.keys().caller(secret)


def test_a_repeated_request_gets_the_first_answer_and_another_body_is_refused(context: ProcessContext) -> None:
    with context.writing() as factory:
        record, _ = factory.keys().create("herhaler", [Scope.INGEST])
        assert factory.keys().earlier_answer(record.id, "abc", b"{}") is None
        factory.keys().remember_answer(record.id, "abc", {"ids": [1]})
    with context.reading() as factory:
        assert factory.keys().earlier_answer(record.id, "abc", b"{}") == {"ids": [1]}
        with pytest.raises(IdempotencyConflictError):
            factory.keys().earlier_answer(record.id, "abc", b'{"anders": 1}')


def test_a_persons_key_allows_what_both_it_and_the_roles_allow(context: ProcessContext) -> None:
    person = make_person(context, "anna", AccessRole.ANALYST)
    with context.writing() as factory:
        asked = [Scope.READ, Scope.DECIDE, Scope.ACCOUNTS, Scope.ANSWER]
        record, secret = factory.keys().create("script", asked, account_id=person.id)
    assert set(record.scopes) == {Scope.READ, Scope.DECIDE, Scope.ACCOUNTS}
    with context.writing() as factory:
        caller = factory.keys().caller(secret)
        assert caller == Caller(
            actor_of(person.id),
            "anna",
            frozenset({Scope.READ, Scope.DECIDE}),
            frozenset({AccessRole.ANALYST}),
            record.id,
            person.id,
        )
        factory.accounts().set_roles(person.id, [AccessRole.ADMIN, AccessRole.LEGAL])
        assert factory.keys().caller(secret).scopes == {Scope.READ, Scope.ACCOUNTS}


def test_a_platforms_key_only_answers_for_its_platform(context: ProcessContext) -> None:
    with context.writing() as factory:
        record, secret = factory.keys().create("telegram", list(Scope), platform=Platform.TELEGRAM)
        caller = factory.keys().caller(secret)
    assert caller.actor == "org_telegram"
    assert caller.platform == Platform.TELEGRAM
    assert caller.scopes == {Scope.ANSWER}
    assert caller.roles == {AccessRole.PLATFORM}
    assert record.scopes == (Scope.ANSWER,)


def test_a_key_of_nobody_never_does_what_people_do(context: ProcessContext) -> None:
    with context.writing() as factory:
        record, secret = factory.keys().create("script", list(Scope))
        caller = factory.keys().caller(secret)
    assert caller == Caller(f"svc_{record.id.hex}", "script", SERVICE_SCOPES, key_id=record.id)
    with context.database.write() as session:  # as if somebody had written more into the database
        session.execute(update(ApiKey).values(scopes=[str(scope) for scope in Scope]))
    with context.reading() as factory:
        assert factory.keys().caller(secret).scopes == SERVICE_SCOPES


@pytest.mark.parametrize("scope", sorted(set(Scope) - SERVICE_SCOPES))
def test_a_key_that_could_do_nothing_is_not_made(context: ProcessContext, scope: Scope) -> None:
    with context.writing() as factory, pytest.raises(KeyScopeError):
        factory.keys().create("script", [scope])


def test_a_key_is_a_persons_or_a_platforms(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory, pytest.raises(KeyScopeError):
        factory.keys().create("beide", [Scope.READ], account_id=person.id, platform=Platform.TELEGRAM)


def test_a_closed_account_gets_no_key_and_its_keys_end(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory:
        _, secret = factory.keys().create("script", [Scope.READ], account_id=person.id)
        factory.accounts().close(person.id)
    with context.database.write() as session:  # as if the key were made while the account was being closed
        session.execute(update(ApiKey).values(revoked_at=None))
    with context.writing() as factory:
        with pytest.raises(KeyRefusedError):
            factory.keys().caller(secret)
        with pytest.raises(AccountNotFoundError):
            factory.keys().create("nog een", [Scope.READ], account_id=person.id)
