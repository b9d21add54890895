from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from service.domain.access import Scope
from service.errors import ConflictError
from service.factory import ProcessContext
from service.schema import ApiKey
from service.services.keys import KeyRefusedError


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


def test_a_repeated_request_gets_the_first_answer_and_another_body_a_conflict(context: ProcessContext) -> None:
    with context.writing() as factory:
        record, _ = factory.keys().create("herhaler", [Scope.INGEST])
        assert factory.keys().earlier_answer(record.id, "abc", b"{}") is None
        factory.keys().remember_answer(record.id, "abc", {"ids": [1]})
    with context.reading() as factory:
        assert factory.keys().earlier_answer(record.id, "abc", b"{}") == {"ids": [1]}
        with pytest.raises(ConflictError):
            factory.keys().earlier_answer(record.id, "abc", b'{"anders": 1}')
