"""Times that messages name, in words."""

from __future__ import annotations

from typing import Any

import pytest

from models.entities.times import find_times
from service.handlers.console.time_words import time_in_words
from tests.support.extracting import SENT_AT, reading, said


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("vanavond", "Evening, Fri 20 Nov 2026 18:00–00:00 (UTC+1)"),
        ("vannacht", "Night, Fri 20 Nov 2026 22:00–06:00 (UTC+1)"),
        ("morgenochtend", "Morning, Sat 21 Nov 2026 06:00–12:00 (UTC+1)"),
        ("morgen", "Sat 21 Nov 2026"),
        ("za 20:00", "Sat 21 Nov 2026 20:00 (UTC+1)"),
        ("dit weekend", "Fri 20 Nov 2026 – Sun 22 Nov 2026"),
        ("gisteren", "Thu 19 Nov 2026, past"),
    ],
)
def test_a_time_is_the_day_and_the_hours_of_the_message(text: str, words: str) -> None:
    ((_, value),) = said(find_times, reading(text, sent_at=SENT_AT))
    assert time_in_words(value) == words


def test_tonight_is_evening_and_night() -> None:
    ((_, value),) = said(find_times, reading("tonight", "en", sent_at=SENT_AT))
    assert time_in_words(value) == "Tonight, Fri 20 Nov 2026 18:00–06:00 (UTC+1)"


@pytest.mark.parametrize(
    ("offset", "zone"), [("+00:00", "UTC"), ("+05:30", "UTC+5:30"), ("-03:30", "UTC-3:30"), ("+02:00", "UTC+2")]
)
def test_hours_have_their_zone(offset: str, zone: str) -> None:
    value = {"start": f"2026-07-01T02:00:00{offset}", "end": f"2026-07-01T03:00:00{offset}", "precision": "hour"}
    assert time_in_words(value) == f"Wed 1 Jul 2026 02:00 ({zone})"


@pytest.mark.parametrize(
    ("value", "words"), [({"said": "vannacht"}, "day not known"), ({"past": True}, "day not known, past")]
)
def test_a_time_that_is_not_resolved_says_so(value: dict[str, Any], words: str) -> None:
    assert time_in_words(value) == words
