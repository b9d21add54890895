"""How long somebody has been at work, as their own browser keeps it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from service.sittings import PUT_OFF_SECONDS, REST_SECONDS, Sitting, tie_of

_NOW = 1_790_000_000
_TIE = tie_of("a token")


def _minutes(after: int) -> int:
    return _NOW + after * 60


def test_what_is_written_is_read_again() -> None:
    sitting = Sitting(_TIE, _NOW - 900, _NOW - 600, _NOW, _NOW + 60, 7, "0123abcd")
    assert Sitting.read(sitting.written(), _TIE, _NOW) == sitting


@pytest.mark.parametrize(
    "cookie",
    [
        "",
        "......",
        Sitting(tie_of("another token"), 1, 1, 1, 0, 9).written(),
        f"{_TIE}.1.1.1.0.9",
        f"{_TIE}.1.1.1.0.-9.",
        f"{_TIE}.1.1.1.0.٣.",
        f"{_TIE}.1.1.1.0.{'9' * 40}.",
    ],
)
def test_what_lont_did_not_write_for_this_session_begins_a_new_sitting(cookie: str) -> None:
    assert Sitting.read(cookie, _TIE, _NOW) == Sitting(_TIE, _NOW, _NOW, _NOW)


def test_times_to_come_count_as_now() -> None:
    read = Sitting.read(Sitting(_TIE, _NOW + 9, _NOW + 9, _NOW + 9).written(), _TIE, _NOW)
    assert (read.began, read.active_since, read.seen) == (_NOW, _NOW, _NOW)


@pytest.mark.parametrize(
    ("pages", "after", "told"),
    [
        ([49], 50, None),
        ([9, 18, 27, 36, 45, 50], 50, 50),
        ([9, 18, 27, 36, 45, 50], 0, None),
        ([9, 18, 27, 36, 45, 50], 51, None),
        ([9, 18, 27, 38, 47, 50], 50, None),  # eleven minutes without a page were a break
        ([9, 18, 27, 38, 47, 50], 12, 12),
    ],
)
def test_a_break_is_spoken_of_after_so_many_minutes_without_one(pages: list[int], after: int, told: int | None) -> None:
    sitting = Sitting(_TIE, _NOW, _NOW, _NOW)
    for page in pages:
        sitting.note_activity(_minutes(page))
    assert sitting.minutes_without_break(after) == told
    assert sitting.minutes == pages[-1]


def test_a_break_that_is_put_off_is_spoken_of_again_later() -> None:
    sitting = Sitting(_TIE, _NOW - 3600, _NOW - 3600, _NOW)
    sitting.put_off(_NOW)
    sitting.note_activity(_NOW + REST_SECONDS - 1)
    assert sitting.minutes_without_break(50) is None
    sitting.note_activity(_NOW + PUT_OFF_SECONDS)
    assert sitting.minutes_without_break(50) == 75


def test_looking_at_one_item_again_is_not_opening_another() -> None:
    sitting, (one, other) = Sitting(_TIE, _NOW, _NOW, _NOW), (uuid4(), uuid4())
    for item_id in (one, one, other, one):
        sitting.note_opened(item_id)
    assert sitting.opened == 3


def test_a_tie_tells_sessions_apart_and_is_not_the_hash_that_is_stored() -> None:
    assert tie_of("a") != tie_of("b")
    assert len(tie_of("a")) == 16
