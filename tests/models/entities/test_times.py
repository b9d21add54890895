from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.entities.times import find_times
from tests.support.extracting import SENT_AT, assert_spans_lie_within, reading, said

WORDS = [
    "za",
    "20:00",
    "om",
    "half",
    "9",
    "vannacht",
    "morgen",
    "31-12",
    "volgende",
    "week",
    "in",
    "2",
    "uur",
    "kl",
    "u",
]

FIRST = datetime(1990, 1, 1, tzinfo=UTC)
MOMENTS = st.integers(min_value=0, max_value=100 * 365 * 24 * 60).map(
    lambda minutes: FIRST + timedelta(minutes=minutes)
)


def value(text: str, lang: str = "nl", sent_at: datetime | None = SENT_AT) -> dict[str, Any]:
    ((_, found),) = said(find_times, reading(text, lang, sent_at=sent_at))
    return found


@pytest.mark.parametrize(
    ("lang", "text", "start", "precision"),
    [
        ("nl", "vannacht", "2026-11-20T22:00", "part_of_day"),
        ("nl", "vannacht om 3 uur", "2026-11-21T03:00", "hour"),
        ("nl", "za 20:00", "2026-11-21T20:00", "hour"),
        ("nl", "o8", "2026-11-20T20:00", "hour"),
        ("nl", "om 8 uur", "2026-11-20T20:00", "hour"),
        ("nl", "half 9", "2026-11-20T20:30", "hour"),
        ("nl", "om 02:00", "2026-11-21T02:00", "hour"),
        ("nl", "31-12", "2026-12-31T00:00", "day"),
        ("nl", "3 januari", "2027-01-03T00:00", "day"),
        ("nl", "oud en nieuw", "2026-12-31T00:00", "day"),
        ("nl", "over een uur", "2026-11-20T17:00", "hour"),
        ("nl", "binnen een uur", "2026-11-20T16:00", "hour"),
        ("nl", "dit weekend", "2026-11-20T18:00", "week"),
        ("nl", "volgende week", "2026-11-23T00:00", "week"),
        ("nl", "donderdagnacht", "2026-11-26T22:00", "part_of_day"),
        ("nl", "kwart over 8 vanavond", "2026-11-20T20:15", "hour"),
        ("nl", "morgenavond om 9", "2026-11-21T21:00", "hour"),
        ("en", "tonight", "2026-11-20T18:00", "part_of_day"),
        ("en", "friday 8pm", "2026-11-20T20:00", "hour"),
        ("en", "half 8 tonite", "2026-11-20T20:30", "hour"),
        ("en", "in 2 days", "2026-11-22T00:00", "day"),
        ("sv", "ikväll kl 21", "2026-11-20T21:00", "hour"),
        ("sv", "halv nio i morgon", "2026-11-21T08:30", "hour"),
        ("sv", "om 3 timmar", "2026-11-20T19:00", "hour"),
        ("de", "heute nacht", "2026-11-20T22:00", "part_of_day"),
        ("de", "Freitagabend 20 Uhr", "2026-11-20T20:00", "hour"),
        ("fr", "cette nuit vers 3h30", "2026-11-21T03:30", "hour"),
        ("fr", "demain 6h", "2026-11-21T06:00", "hour"),
        ("nl", "om 22:30, Rotterdam", "2026-11-20T22:30", "hour"),
        ("nl", "Morgen om 22:30.", "2026-11-21T22:30", "hour"),
        ("nl", "vanavond om 1 uur", "2026-11-21T01:00", "hour"),
        ("nl", "vanavond 00:30", "2026-11-21T00:30", "hour"),
        ("nl", "vanavond om 5 uur", "2026-11-20T17:00", "hour"),
        ("sv", "ikväll 01:00", "2026-11-21T01:00", "hour"),
        ("de", "heute Abend um 12", "2026-11-21T00:00", "hour"),
        ("nl", "volgende week vrijdag om 22 uur", "2026-11-27T22:00", "hour"),
        ("nl", "vrijdag volgende week", "2026-11-27T00:00", "day"),
        ("de", "nächste Woche Freitag um 22 Uhr", "2026-11-27T22:00", "hour"),
        ("en", "next week friday 10pm", "2026-11-27T22:00", "hour"),
        ("en", "next week do it", "2026-11-23T00:00", "week"),
        ("nl", "tien over half 3", "2026-11-21T02:40", "hour"),
        ("nl", "vanmiddag om tien over half 3", "2026-11-20T14:40", "hour"),
        ("sv", "i morgon bitti 06:00", "2026-11-21T06:00", "hour"),
    ],
)
def test_a_time_is_counted_from_when_the_message_was_sent(lang: str, text: str, start: str, precision: str) -> None:
    found = value(text, lang)
    assert found["start"] == f"{start}:00+01:00"
    assert found["precision"] == precision
    assert "past" not in found


@pytest.mark.parametrize(
    ("lang", "text", "start"),
    [
        ("nl", "vannacht werd hij wakker", "2026-11-19T22:00"),
        ("nl", "gisteravond", "2026-11-19T18:00"),
        ("nl", "zaterdag ontplofte het", "2026-11-14T00:00"),
        ("nl", "afgelopen weekend", "2026-11-13T18:00"),
        ("en", "last night", "2026-11-19T22:00"),
        ("sv", "i natt smällde det", "2026-11-19T22:00"),
        ("de", "letzte nacht", "2026-11-19T22:00"),
        ("fr", "hier soir", "2026-11-19T18:00"),
    ],
)
def test_what_has_been_is_marked_as_past(lang: str, text: str, start: str) -> None:
    found = value(text, lang)
    assert found["past"] is True
    assert found["start"] == f"{start}:00+01:00"


@pytest.mark.parametrize(
    "text",
    ["om 2 redenen", "goede morgen", "24/7 open", "10-12 euro", "3.50", "do it", "zo dan", "een deur", "at 20 euro", "",
     "24 uur per dag", "1500", "nacht", "20:30,50", "cobra 6", "elke nacht"],
)  # fmt: skip
def test_other_numbers_and_words_are_no_times(text: str) -> None:
    assert said(find_times, reading(text, sent_at=SENT_AT)) == []


def test_without_the_time_of_the_message_only_what_is_counted_from_it_is_known_to_be_near() -> None:
    assert value("vannacht om 3 uur", sent_at=None) == {"said": "vannacht om 3 uur", "within_hours": 0}


def test_a_part_of_the_day_on_no_day_is_only_said() -> None:
    assert value("'s nachts") == {"said": "'s nachts"}


def test_before_dawn_tonight_is_the_night_that_runs() -> None:
    assert value("vannacht", sent_at=datetime(2026, 11, 20, 1, tzinfo=UTC))["start"] == "2026-11-19T22:00:00+01:00"


def test_a_zone_of_its_own_counts() -> None:
    own = datetime(2026, 11, 20, 15, tzinfo=timezone(timedelta(hours=-5)))
    assert value("morgen", sent_at=own)["start"] == "2026-11-21T00:00:00-05:00"


def test_hours_pass_through_the_change_to_winter_time() -> None:
    before = datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert value("over 2 uur", sent_at=before)["start"] == "2026-10-25T03:30:00+01:00"


@pytest.mark.parametrize("text", ["vannacht", "31-12", "over 900 weken", "gisteren", "vrijdag", "29 feb"])
@pytest.mark.parametrize("moment", [datetime(1, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, 23, 59, tzinfo=UTC)])
def test_the_ends_of_the_calendar_leave_what_is_said(text: str, moment: datetime) -> None:
    for zone in (UTC, timezone(timedelta(hours=14)), timezone(timedelta(hours=-12))):
        assert value(text, sent_at=moment.replace(tzinfo=zone))["said"] == text


@given(st.text(), st.sampled_from([None, "nl", "de", "fr", "sv", "en"]), st.datetimes(timezones=st.just(UTC)))
def test_any_text_gives_spans_within_it(text: str, lang: str | None, moment: datetime) -> None:
    assert_spans_lie_within(find_times, reading(text, lang, sent_at=moment))


@given(st.lists(st.sampled_from(WORDS)), MOMENTS)
def test_any_mixture_of_parts_gives_times_that_can_be_read_back(words: list[str], moment: datetime) -> None:
    for _, found in said(find_times, reading(" ".join(words), sent_at=moment)):
        if "start" in found:
            start, end = datetime.fromisoformat(found["start"]), datetime.fromisoformat(found["end"])
            assert start.utcoffset() is not None
            assert start < end


@given(MOMENTS)
def test_a_date_that_is_written_out_comes_back(moment: datetime) -> None:
    found = value(f"{moment.day}-{moment.month:02}-{moment.year}", sent_at=moment)
    assert found["start"].startswith(f"{moment:%Y-%m-%d}T00:00")


@pytest.mark.parametrize(
    ("lang", "text", "span"),
    [
        ("nl", "klaar vanaf vrijdag", "vanaf vrijdag"), ("nl", "om 02:00 daar", "02:00"),
        ("nl", "na zessen", "na zessen"),
        ("nl", "vnacht doen", "vnacht"), ("en", "done by Friday", "by Friday"), ("en", "after work", "after work"),
        ("en", "before 11pm", "before 11pm"), ("de", "bis 22 Uhr", "bis 22 Uhr"), ("de", "am Samstag", "Samstag"),
        ("de", "im März", "März"), ("de", "Samstag ab 2 Uhr", "Samstag ab 2 Uhr"), ("sv", "på torsdag", "torsdag"),
        ("sv", "innan lördag", "innan lördag"), ("sv", "i måndags", "i måndags"), ("sv", "vid tre, kom", "tre"),
        ("fr", "avant minuit", "avant minuit"), ("fr", "à 2h", "2h"), ("fr", "jusqu'à 17h", "jusqu'à 17h"),
    ],
)  # fmt: skip
def test_a_limit_is_part_of_a_time_and_what_only_places_it_is_not(lang: str, text: str, span: str) -> None:
    assert [found for found, _ in said(find_times, reading(text, lang))] == [span]


@pytest.mark.parametrize(("lang", "text"), [("nl", "7h voor een deur"), ("nl", "nachtwerk"), ("en", "after 2 of them")])
def test_sums_and_counts_are_no_times(lang: str, text: str) -> None:
    assert said(find_times, reading(text, lang)) == []
