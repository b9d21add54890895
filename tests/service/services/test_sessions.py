"""Sessions of browsers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from service.domain.access import HUMAN_ROLES, AccessRole, scopes_of
from service.factory import ProcessContext
from service.schema import BrowserSession
from service.services.accounts import actor_of
from tests.support.people import make_person


def test_a_token_tells_who_it_is_with_all_that_the_roles_allow(context: ProcessContext) -> None:
    person = make_person(context, "anna", *HUMAN_ROLES)
    with context.writing() as factory:
        token = factory.sessions().start(person)
    with context.reading() as factory:
        caller = factory.sessions().caller(token)
    assert caller is not None
    assert (caller.actor, caller.name, caller.account_id) == (actor_of(person.id), "anna", person.id)
    assert (caller.roles, caller.scopes) == (frozenset(HUMAN_ROLES), scopes_of(HUMAN_ROLES))
    assert (caller.key_id, caller.platform) == (None, None)


@pytest.mark.parametrize("token", ["", "onbekend", "x" * 10_000, "\ud800", "\x00"])
def test_an_unknown_token_is_nobody(context: ProcessContext, token: str) -> None:
    with context.reading() as factory:
        assert factory.sessions().caller(token) is None


def test_the_token_itself_is_not_stored(context: ProcessContext) -> None:
    with context.writing() as factory:
        person = factory.accounts().create("anna", [AccessRole.ANALYST], "een zin die niemand kent")
        token = factory.sessions().start(person)
        assert factory.sessions().start(person) != token
    with context.database.read() as session:
        for row in session.scalars(select(BrowserSession)):
            assert token not in repr(vars(row))


def test_a_session_ends_after_its_hours_however_busy_it_was(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory:
        token = factory.sessions().start(person)
    with context.database.write() as session:
        row = session.scalars(select(BrowserSession)).one()
        assert row.expires_at - row.created_at == timedelta(hours=context.settings.session_hours)
        row.expires_at = datetime.now(UTC)
    with context.reading() as factory:
        assert factory.sessions().caller(token) is None


def test_one_session_ends_alone_and_all_end_together(context: ProcessContext) -> None:
    anna, bart = make_person(context, "anna"), make_person(context, "bart")
    with context.writing() as factory:
        sessions = factory.sessions()
        tokens = [sessions.start(anna), sessions.start(anna), sessions.start(anna), sessions.start(bart)]

    def open_ones() -> list[bool]:
        with context.reading() as factory:
            return [factory.sessions().caller(token) is not None for token in tokens]

    with context.writing() as factory:
        factory.sessions().end(tokens[0])
    assert open_ones() == [False, True, True, True]
    with context.writing() as factory:
        factory.sessions().end_all(anna.id)
    assert open_ones() == [False, False, False, True]


def test_being_seen_is_written_at_most_once_a_minute(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory:
        token = factory.sessions().start(person)
        found = factory.sessions().find(token)
    assert found is not None
    assert not found.seen_is_due
    long_ago = datetime.now(UTC) - timedelta(minutes=2)

    def seen_at() -> datetime:
        with context.database.read() as session:
            return session.scalars(select(BrowserSession.seen_at)).one()

    recent = seen_at()
    with context.writing() as factory:
        factory.sessions().note_seen(found.id)
    assert seen_at() == recent
    with context.database.write() as session:
        session.execute(update(BrowserSession).values(seen_at=long_ago))
    with context.writing() as factory:
        late = factory.sessions().find(token)
        assert late is not None
        assert late.seen_is_due
        factory.sessions().note_seen(found.id)
    assert seen_at() > long_ago
