from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import given
from hypothesis import strategies as st

from models.remembered import Remembered


def test_what_was_put_is_found_and_nothing_else() -> None:
    kept = Remembered[str, int](3)
    kept.put({"a": 1, "b": 2})
    assert kept.get(["a", "b", "c"]) == {"a": 1, "b": 2}


def test_what_was_asked_for_longest_ago_goes_first() -> None:
    kept = Remembered[str, int](2)
    kept.put({"a": 1, "b": 2})
    kept.get(["a"])
    kept.put({"c": 3})
    assert kept.get(["a", "b", "c"]) == {"a": 1, "c": 3}


@given(st.lists(st.integers(0, 20)), st.integers(1, 5))
def test_never_more_than_allowed_is_kept(keys: list[int], most: int) -> None:
    kept = Remembered[int, int](most)
    for key in keys:
        kept.put({key: key})
    assert len(kept.get(range(21))) == min(most, len(set(keys)))


def test_threads_do_not_get_in_each_others_way() -> None:
    kept = Remembered[int, int](50)

    def work(start: int) -> None:
        for key in range(start, start + 500):
            kept.put({key: key})
            assert all(found == key for key, found in kept.get(range(start, start + 500)).items())

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(work, range(0, 2000, 500)))
    assert len(kept.get(range(2000))) == 50
