"""Hashes of passwords, and the passwords that lont makes."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher, extract_parameters
from argon2.low_level import Type
from argon2.profiles import RFC_9106_LOW_MEMORY

from service.services.passwords import (
    PasswordRuleError,
    dummy_hash,
    hash_password,
    is_outdated,
    make_password,
    matches,
    require_good,
)
from tests.support.people import IN_EARNEST, hashing_with


@pytest.fixture(autouse=True)
def _in_earnest() -> Iterator[None]:
    """Hash as lont does, which other tests need not."""
    with hashing_with(IN_EARNEST):
        yield


def test_the_hash_is_argon2id_with_the_parameters_of_rfc_9106() -> None:
    parameters = extract_parameters(hash_password("een zin die niemand kent"))
    assert parameters.type is Type.ID
    assert parameters == RFC_9106_LOW_MEMORY


def test_only_the_password_itself_matches() -> None:
    stored = hash_password("een zin die niemand kent")
    assert matches("een zin die niemand kent", stored)
    assert not matches("een zin die niemand kent ", stored)
    assert not matches("", stored)


def test_a_letter_is_the_same_however_a_keyboard_composes_it() -> None:
    assert matches("cafe\u0301 om de hoek", hash_password("caf\u00e9 om de hoek"))


def test_no_text_breaks_it() -> None:
    assert matches("\ud800\x00" * 50, hash_password("\ud800\x00" * 50))
    assert not matches("x", "no hash at all")


def test_a_hash_with_weaker_parameters_is_outdated() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("een zin die niemand kent")
    assert is_outdated(weak)
    assert not is_outdated(hash_password("een zin die niemand kent"))


@pytest.mark.parametrize(
    "password", ["", "a" * 11, "elf tekens.", "a" * 200, "abab" * 10, "ab" + "cd" * 100, "x y z" * 41]
)
def test_a_new_password_that_is_short_long_or_monotonous_is_refused(password: str) -> None:
    with pytest.raises(PasswordRuleError) as error:
        require_good(password)
    assert not password or password not in str(error.value)


@pytest.mark.parametrize("password", ["twaalf teken", "een zin " * 25])
def test_a_new_password_of_12_to_200_characters_is_taken(password: str) -> None:
    require_good(password)


def test_made_passwords_can_be_read_aloud_and_pass_the_rule() -> None:
    made = {make_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        assert re.fullmatch(r"[a-hjkmnp-z2-9]{5}(-[a-hjkmnp-z2-9]{5}){3}", password)
        require_good(password)


def test_the_dummy_costs_as_much_as_a_real_hash() -> None:
    assert not is_outdated(dummy_hash())
