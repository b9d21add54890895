"""The bounded memory of keys."""

from __future__ import annotations

import tracemalloc

from hypothesis import given
from hypothesis import strategies as st

from service.importers.recent_keys import RecentKeys


def test_a_key_is_known_with_the_number_last_put() -> None:
    keys = RecentKeys(window=10)
    assert keys.get("a") is None
    keys.put("a", 1)
    keys.put("a", 2**64 - 1)
    assert keys.get("a") == 2**64 - 1


@given(st.integers(1, 60), st.integers(1, 300))
def test_the_last_window_of_keys_is_known_and_memory_has_an_end(window: int, count: int) -> None:
    keys = RecentKeys(window)
    for number in range(count):
        keys.put(f"key {number}", number)
    assert [keys.get(f"key {number}") for number in range(max(0, count - window), count)] == list(
        range(max(0, count - window), count)
    )
    assert sum(keys.get(f"key {number}") is not None for number in range(count)) <= 2 * window


def test_many_keys_take_no_more_memory_than_few() -> None:
    def peak(count: int) -> int:
        tracemalloc.start()
        keys = RecentKeys()
        for number in range(count):
            keys.put(str(number), number)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found

    assert peak(90_000) < 1.1 * peak(10)
