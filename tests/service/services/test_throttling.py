"""Who guesses from one address has to wait."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.services.throttling import AddressThrottle, TooManyFailuresError


class _Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def _refused(throttle: AddressThrottle, address: str) -> int:
    """Return for how many seconds an address has to wait; 0: not at all."""
    try:
        throttle.begin(address)
    except TooManyFailuresError as error:
        return error.seconds
    return 0


def test_after_so_many_failures_an_address_waits_for_the_rest_of_the_quarter() -> None:
    clock = _Clock()
    throttle = AddressThrottle(3, clock)
    assert [_refused(throttle, "192.0.2.1") for _ in range(3)] == [0, 0, 0]
    clock.now += 100
    assert (_refused(throttle, "192.0.2.1"), _refused(throttle, "192.0.2.2")) == (800, 0)
    clock.now += 800
    assert _refused(throttle, "192.0.2.1") == 0


def test_what_was_right_is_not_counted() -> None:
    throttle = AddressThrottle(2)
    for _ in range(5):
        assert _refused(throttle, "192.0.2.1") == 0
        throttle.forgive("192.0.2.1")


def test_addresses_that_one_household_can_change_at_will_count_as_one() -> None:
    throttle = AddressThrottle(2)
    same = ["2001:db8:0:1::1", "2001:db8:0:1:ffff::2", "2001:db8:0:1::3"]
    assert [bool(_refused(throttle, each)) for each in same] == [False, False, True]
    assert not _refused(throttle, "2001:db8:0:2::1")
    mapped = ["192.0.2.9", "::ffff:192.0.2.9", "192.0.2.9"]
    assert [bool(_refused(throttle, each)) for each in mapped] == [False, False, True]


def test_of_twenty_attempts_at_the_same_moment_no_more_than_allowed_pass() -> None:
    throttle = AddressThrottle(5)
    with ThreadPoolExecutor(20) as pool:
        waits = list(pool.map(lambda _: _refused(throttle, "192.0.2.1"), range(20)))
    assert waits.count(0) == 5


def test_memory_is_bounded_and_what_was_counted_longest_ago_goes_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("service.services.throttling._MOST_ADDRESSES", 3)
    throttle = AddressThrottle(1)
    for number in range(4):
        assert not _refused(throttle, f"192.0.2.{number}")
    assert len(throttle._found) == 3
    assert not _refused(throttle, "192.0.2.0")
    assert _refused(throttle, "192.0.2.3")


def test_without_a_limit_nobody_waits() -> None:
    throttle = AddressThrottle(0)
    assert not any(_refused(throttle, "192.0.2.1") for _ in range(100))


@given(st.text())
def test_whatever_stands_for_an_address_is_counted(address: str) -> None:
    throttle = AddressThrottle(1)
    assert (_refused(throttle, address), bool(_refused(throttle, address))) == (0, True)
