"""Second factors: one code once, counted into the lock, sealed, taken off at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pytest
from sqlalchemy import select, update

from service.factory import ProcessContext
from service.schema import Account, RecoveryCode, SecondFactor
from service.services.sealing import Sealing
from service.services.second_factors import CodeRefusedError, SecondFactorExistsError, SecondFactorMissingError
from service.services.signing_in import AwaitsCode, RefusalReason, Refused
from service.storage.accounts import AccountRecord
from tests.support.people import PASSWORD, make_person, session_of
from tests.support.second_factors import Telephone, set_up


def first_step(context: ProcessContext, name: str = "anna", password: str = PASSWORD) -> str | RefusalReason:
    """Give the password as the page does, and return the token of a sign-in that waits for its code."""
    with context.writing() as factory:
        begun = factory.accounts().begin_sign_in(name)
    begun = begun.check(password)
    with context.writing() as factory:
        outcome = factory.accounts().finish_first_step(begun)
        if isinstance(outcome, Refused):
            return outcome.reason
        assert isinstance(outcome, AwaitsCode)
        return factory.sessions().start_first_step(outcome.account)


def second_step(context: ProcessContext, token: str, code: str) -> AccountRecord | RefusalReason:
    """Give the code as the page does."""
    with context.writing() as factory:
        outcome = factory.sessions().second_step(factory.second_factors(), token, code)
    return outcome.reason if isinstance(outcome, Refused) else outcome


def end_lock(context: ProcessContext) -> None:
    """Let the time of the lock pass."""
    with context.database.write() as session:
        session.execute(update(Account).values(locked_until=datetime.now(UTC)))


def test_password_and_code_let_in_and_each_code_counts_once(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    telephone, _ = set_up(context, person)
    code = telephone.code()
    assert second_step(context, str(first_step(context)), code) == person
    assert second_step(context, str(first_step(context)), code) is RefusalReason.WRONG_CODE
    assert second_step(context, str(first_step(context)), telephone.code(1)) == person


def test_the_code_that_set_it_up_does_not_let_in(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory:
        telephone = Telephone(factory.second_factors().begin(person).secret)
        code = telephone.code()
        factory.second_factors().confirm(person.id, code)
    assert second_step(context, str(first_step(context)), code) is RefusalReason.WRONG_CODE


def test_a_code_of_a_clock_that_is_off_by_more_than_a_step_is_refused(context: ProcessContext) -> None:
    telephone, _ = set_up(context, make_person(context, "anna"))
    token = str(first_step(context))
    for steps in (-3, 3):
        assert second_step(context, token, telephone.code(steps)) is RefusalReason.WRONG_CODE


def test_a_recovery_code_lets_in_once(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    _, codes = set_up(context, person)
    assert len(set(codes)) == 10
    assert second_step(context, str(first_step(context)), codes[0].upper()) == person
    assert second_step(context, str(first_step(context)), codes[0]) is RefusalReason.WRONG_CODE
    with context.reading() as factory:
        state = factory.second_factors().state(person.id)
    assert state is not None
    assert state.codes_left == 9


def test_neither_secret_nor_recovery_code_stands_in_the_database(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory:
        secret = factory.second_factors().begin(person).secret
        codes = factory.second_factors().confirm(person.id, Telephone(secret).code())
    with context.database.read() as session:
        stored = repr(session.execute(select(SecondFactor.sealed_secret)).all())
        stored += repr(session.execute(select(RecoveryCode.code_hash)).all())
    assert secret not in stored
    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


def test_a_person_with_a_second_factor_is_not_let_in_by_the_password(context: ProcessContext) -> None:
    set_up(context, make_person(context, "anna"))
    token = str(first_step(context))
    with context.reading() as factory:
        assert factory.sessions().find(token) is None


def test_a_first_step_is_over_once_it_let_in(context: ProcessContext) -> None:
    telephone, codes = set_up(context, make_person(context, "anna"))
    token = str(first_step(context))
    assert isinstance(second_step(context, token, telephone.code()), AccountRecord)
    assert second_step(context, token, codes[0]) is RefusalReason.NO_FIRST_STEP
    assert second_step(context, "made up", codes[0]) is RefusalReason.NO_FIRST_STEP


def test_a_session_is_no_first_step(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    _, codes = set_up(context, person)
    token = session_of(context, person)["lont_session"]
    assert second_step(context, token, codes[0]) is RefusalReason.NO_FIRST_STEP


def test_wrong_codes_lock_the_account_and_the_right_password_does_not_wipe_them_out(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    telephone, codes = set_up(context, person)
    for _ in range(5):
        assert second_step(context, str(first_step(context)), telephone.wrong()) is RefusalReason.WRONG_CODE
    assert first_step(context) is RefusalReason.LOCKED
    end_lock(context)
    token = str(first_step(context))
    assert second_step(context, token, telephone.wrong()) is RefusalReason.WRONG_CODE
    assert second_step(context, token, codes[0]) is RefusalReason.LOCKED
    end_lock(context)
    assert isinstance(second_step(context, str(first_step(context)), telephone.code()), AccountRecord)
    with context.reading() as factory:
        found = factory.accounts().get(person.id)
    assert (found.failed_attempts, found.locked_until) == (0, None)


def test_of_codes_at_the_same_moment_no_more_than_five_are_looked_at(context: ProcessContext) -> None:
    telephone, _ = set_up(context, make_person(context, "anna"))
    token, wrong, barrier = str(first_step(context)), telephone.wrong(), Barrier(20)

    def guess(_: int) -> AccountRecord | RefusalReason:
        barrier.wait()
        return second_step(context, token, wrong)

    with ThreadPoolExecutor(20) as pool:
        outcomes = list(pool.map(guess, range(20)))
    assert (outcomes.count(RefusalReason.WRONG_CODE), outcomes.count(RefusalReason.LOCKED)) == (5, 15)


def test_one_code_at_the_same_moment_lets_in_once(context: ProcessContext) -> None:
    telephone, _ = set_up(context, make_person(context, "anna"))
    tokens, code, barrier = [str(first_step(context)) for _ in range(4)], telephone.code(), Barrier(4)

    def enter(token: str) -> AccountRecord | RefusalReason:
        barrier.wait()
        return second_step(context, token, code)

    with ThreadPoolExecutor(4) as pool:
        outcomes = list(pool.map(enter, tokens))
    assert sum(isinstance(outcome, AccountRecord) for outcome in outcomes) == 1


def test_a_first_step_does_not_outlive_the_end_of_all_sessions(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    telephone, _ = set_up(context, person)
    token = str(first_step(context))
    with context.writing() as factory:
        factory.sessions().end_all(person.id)
    assert second_step(context, token, telephone.code()) is RefusalReason.NO_FIRST_STEP


def test_taking_it_off_ends_all_sessions_and_the_password_alone_lets_in(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    set_up(context, person)
    token = session_of(context, person)["lont_session"]
    with context.writing() as factory:
        factory.second_factors().remove(person.id)
    with context.writing() as factory:
        assert factory.sessions().find(token) is None
        assert isinstance(factory.accounts().sign_in("anna", PASSWORD), AccountRecord)
        with pytest.raises(SecondFactorMissingError):
            factory.second_factors().remove(person.id)


def test_a_second_factor_that_guards_is_not_replaced(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    telephone, _ = set_up(context, person)
    with context.writing() as factory:
        with pytest.raises(SecondFactorExistsError):
            factory.second_factors().begin(person)
        with pytest.raises(SecondFactorMissingError):
            factory.second_factors().confirm(person.id, telephone.code())


@pytest.mark.parametrize("typed", ["", "000", "abcde-fghjk-mnpqr", "\x00", "9" * 5_000])
def test_what_is_not_its_code_sets_nothing_up(context: ProcessContext, typed: str) -> None:
    person = make_person(context, "anna")
    with context.writing() as factory:
        factory.second_factors().begin(person)
        with pytest.raises(CodeRefusedError):
            factory.second_factors().confirm(person.id, typed)
        assert factory.second_factors().state(person.id) is None


def test_closing_an_account_forgets_its_second_factor(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    set_up(context, person)
    with context.writing() as factory:
        factory.accounts().close(person.id)
        assert factory.second_factors().owners() == frozenset()


def test_a_new_key_goes_before_the_old_one_and_use_seals_anew(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    old, new = "o" * 32, "n" * 32
    context.sealing = Sealing([old])
    telephone, _ = set_up(context, person)
    context.sealing = Sealing([new, old])
    assert second_step(context, str(first_step(context)), telephone.code()) == person
    context.sealing = Sealing([new])
    assert second_step(context, str(first_step(context)), telephone.code(1)) == person


def test_without_the_key_that_sealed_it_a_code_is_refused_and_a_recovery_code_is_not(context: ProcessContext) -> None:
    person = make_person(context, "anna")
    telephone, codes = set_up(context, person)
    context.sealing = Sealing(["n" * 32])
    assert second_step(context, str(first_step(context)), telephone.code()) is RefusalReason.WRONG_CODE
    assert second_step(context, str(first_step(context)), codes[0]) == person
