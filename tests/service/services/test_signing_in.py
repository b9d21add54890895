"""Signing in: counted before the password is looked at, locked after five wrong ones, without tells."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from threading import Barrier

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, update

from service.factory import ProcessContext
from service.schema import Account
from service.services import signing_in
from service.services.passwords import matches
from service.services.signing_in import RefusalReason, Refused
from service.storage.accounts import AccountRecord
from tests.support.people import PASSWORD, make_person


def attempt(context: ProcessContext, name: str, password: str) -> AccountRecord | RefusalReason:
    """Sign in as the page does."""
    with context.writing() as factory:
        begun = factory.accounts().begin_sign_in(name)
    begun = begun.check(password)
    with context.writing() as factory:
        outcome = factory.accounts().finish_sign_in(begun)
    return outcome.reason if isinstance(outcome, Refused) else outcome


def locked_for(context: ProcessContext) -> timedelta | None:
    """Return how long the one account is locked from now, in whole minutes."""
    with context.reading() as factory:
        until = factory.accounts().accounts()[0].locked_until
    if until is None:
        return None
    return timedelta(minutes=round((until - datetime.now(UTC)) / timedelta(minutes=1)))


def end_lock(context: ProcessContext) -> None:
    """Let the time of the lock pass."""
    with context.database.write() as session:
        session.execute(update(Account).values(locked_until=datetime.now(UTC)))


def test_the_right_password_lets_in_under_the_name_in_any_case(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    for name in ("anna", " ANNA "):
        assert attempt(context, name, PASSWORD) == person


@pytest.mark.parametrize("name", ["bart", "", "x" * 5_000, "\x00", "' OR 1=1 --"])
def test_an_unknown_name_is_refused(context: ProcessContext, name: str) -> None:
    make_person(context, "anna")
    assert attempt(context, name, PASSWORD) is RefusalReason.UNKNOWN


def test_an_unknown_a_closed_and_a_locked_name_cost_the_check_of_a_password_too(
    context: ProcessContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    checked: list[str] = []

    closed, locked = make_person(context, "closed"), make_person(context, "locked")
    with context.writing() as factory:
        factory.accounts().close(closed.id)
    with context.database.write() as session:
        later = datetime.now(UTC) + timedelta(hours=1)
        session.execute(update(Account).where(Account.id == locked.id).values(locked_until=later))
    assert attempt(context, "unknown", "x") is RefusalReason.UNKNOWN  # makes the dummy

    def noting(password: str, password_hash: str) -> bool:
        checked.append(password_hash)
        return matches(password, password_hash)

    monkeypatch.setattr(signing_in, "matches", noting)
    for name in ("unknown", "closed", "locked"):
        assert attempt(context, name, PASSWORD) is RefusalReason(name)
    assert len(checked) == 3
    assert all(one.startswith("$argon2id$") for one in checked)


def test_four_wrong_passwords_lock_nothing_and_the_right_one_forgets_them(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    for _ in range(2):
        for _ in range(4):
            assert attempt(context, "anna", "geraden") is RefusalReason.WRONG_PASSWORD
        assert attempt(context, "anna", PASSWORD) == person
    assert locked_for(context) is None


def test_the_fifth_wrong_password_locks_even_the_right_one_out(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    for _ in range(5):
        assert attempt(context, "anna", "geraden") is RefusalReason.WRONG_PASSWORD
    assert attempt(context, "anna", PASSWORD) is RefusalReason.LOCKED
    assert locked_for(context) == timedelta(minutes=15)
    end_lock(context)
    outcome = attempt(context, "anna", PASSWORD)
    assert isinstance(outcome, AccountRecord)
    assert outcome.id == person.id
    assert (outcome.failed_attempts, outcome.locked_until) == (0, None)


def test_each_further_wrong_password_locks_twice_as_long_up_to_four_hours(context: ProcessContext) -> None:
    make_person(context, "anna")
    for _ in range(4):
        attempt(context, "anna", "geraden")
    locks = []
    for _ in range(7):
        assert attempt(context, "anna", "geraden") is RefusalReason.WRONG_PASSWORD
        locks.append(locked_for(context))
        end_lock(context)
    assert locks == [timedelta(minutes=minutes) for minutes in (15, 30, 60, 120, 240, 240, 240)]


def test_attempts_at_a_locked_account_do_not_lock_it_longer(context: ProcessContext) -> None:
    make_person(context, "anna")
    for _ in range(9):
        attempt(context, "anna", "geraden")
    assert locked_for(context) == timedelta(minutes=15)


def test_of_guesses_at_the_same_moment_no_more_than_five_are_looked_at(context: ProcessContext) -> None:
    make_person(context, "anna")
    barrier = Barrier(20)

    def guess(number: int) -> AccountRecord | RefusalReason:
        barrier.wait()
        return attempt(context, "anna", f"geraden {number}")

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(guess, range(20)))
    assert outcomes.count(RefusalReason.WRONG_PASSWORD) == 5
    assert outcomes.count(RefusalReason.LOCKED) == 15
    assert attempt(context, "anna", PASSWORD) is RefusalReason.LOCKED


@pytest.mark.parametrize("meanwhile", ["closed", "password replaced"])
def test_an_account_that_changes_while_its_password_is_checked_is_not_let_in(
    context: ProcessContext, meanwhile: str
) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory:
        checked = factory.accounts().begin_sign_in("anna").check(PASSWORD)
    with context.writing() as factory:
        if meanwhile == "closed":
            factory.accounts().close(person.id)
        else:
            factory.accounts().reset_password(person.id)
    with context.writing() as factory:
        assert isinstance(factory.accounts().finish_sign_in(checked), Refused)


def test_a_hash_with_old_parameters_is_replaced_when_its_password_comes(context: ProcessContext) -> None:
    make_person(context, "anna")
    old = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)

    def stored() -> str:
        with context.database.read() as session:
            return session.scalars(select(Account.password_hash)).one()

    with context.database.write() as session:
        session.execute(update(Account).values(password_hash=old))
    assert attempt(context, "anna", "geraden") is RefusalReason.WRONG_PASSWORD
    assert stored() == old
    assert isinstance(attempt(context, "anna", PASSWORD), AccountRecord)
    assert stored() != old
    assert isinstance(attempt(context, "anna", PASSWORD), AccountRecord)
