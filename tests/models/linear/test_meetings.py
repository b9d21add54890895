from __future__ import annotations

import numpy as np

from models.linear.meetings import Meetings

MEETINGS = Meetings({"pairs": (10, 13), "around": (13, 16), "across": (16, 25)}, 3)


def _columns(found: bytes) -> list[int]:
    return sorted(np.frombuffer(found, np.int32).tolist())


def test_two_concepts_of_a_message_meet_in_the_order_of_numpys_triangle() -> None:
    assert _columns(MEETINGS.inside({2, 0, 1})) == [10, 11, 12]
    assert _columns(MEETINGS.inside({2, 1})) == [12]


def test_one_concept_meets_nobody() -> None:
    assert MEETINGS.inside({1}) == b""


def test_the_context_brings_itself_what_it_stands_across_from_and_the_pairs_that_need_it() -> None:
    around, across, pair = [13 + 2], [16 + 3 * 0 + 2, 16 + 3 * 1 + 2], [11, 12]
    assert _columns(MEETINGS.with_context({0, 1}, {2})) == sorted(around + across + pair)


def test_a_pair_that_the_message_has_by_itself_is_not_the_contexts() -> None:
    assert 10 not in _columns(MEETINGS.with_context({0, 1}, {0, 1}))
