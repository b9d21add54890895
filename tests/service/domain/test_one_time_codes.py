"""One-time codes as people type them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.one_time_codes import CodeKind, OneTimeCode, make_recovery_code, read_code, steps_at

_BLANKS = st.text(alphabet=" -\u2010\u2013\u00a0\t\n", max_size=3)


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "123-456", "1 2 3 4 5 6", "123\u00a0456"])
def test_six_digits_are_a_code_however_they_are_grouped(typed: str) -> None:
    assert read_code(typed) == OneTimeCode(CodeKind.TOTP, "123456")


@given(st.lists(_BLANKS, min_size=16, max_size=16), st.booleans())
def test_a_recovery_code_is_read_however_it_was_copied(blanks: list[str], loud: bool) -> None:  # drawn
    plain = make_recovery_code().replace("-", "")
    copied = "".join(blank + letter for blank, letter in zip(blanks, plain, strict=False))
    assert read_code(copied.upper() if loud else copied) == OneTimeCode(CodeKind.RECOVERY, plain)


@given(st.text())
def test_whatever_is_typed_is_a_code_of_plain_letters_and_digits_or_none(typed: str) -> None:
    code = read_code(typed)
    if code is not None:
        assert code.value.isascii()
        assert len(code.value) == (6 if code.kind is CodeKind.TOTP else 15)


@pytest.mark.parametrize(
    "typed", ["", "12345", "1234567", "١٢٣٤٥٦", "１２３４５６", "12345\x00", "1" * 9_999, "' OR 1=1"]
)
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


def test_two_recovery_codes_are_never_the_same() -> None:
    assert len({make_recovery_code() for _ in range(1_000)}) == 1_000


def test_a_clock_may_be_off_by_one_step() -> None:
    assert list(steps_at(89.9)) == [1, 2, 3]
    assert list(steps_at(90.0)) == [2, 3, 4]
