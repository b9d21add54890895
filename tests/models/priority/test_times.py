from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.normalise import normalise
from models.priority.phrases import fold
from models.priority.times import LONGEST, WITHIN, lies_within, names_near_time
from tests.support.prioritising import entities_of, verdict


@pytest.mark.parametrize(
    "text",
    [
        "vannacht", "om 02:00", "om 3 uur", "3 uur 's nachts", "om half 3", "straks even", "nu meteen", "doe het nu!",
        "overmorgen",
        "tonight", "at 3am", "at 02.30", "tmrw", "around 3 am", "half 2",
        "heute nacht", "um 2 uhr", "nachts um 4", "halb drei", "jetzt sofort", "übermorgen",
        "i natt", "ikväll", "kl 02.00", "halv tre", "i morgon",
        "ce soir", "cette nuit", "à 3h30", "vers 2 h", "demain",
        "bu gece", "had lila", "gisteren mislukt. vannacht weer", "was zahlst du heute nacht",
    ],
)  # fmt: skip
def test_a_time_within_48_hours_is_seen(text: str) -> None:
    assert names_near_time(fold(normalise(text).text), entities_of(text), None)


@pytest.mark.parametrize(
    "text",
    [
        "gisteren", "afgelopen nacht", "vannacht is er een explosief afgegaan", "vannacht werd hij wakker",
        "om 02:00 uur ontplofte het", "goede morgen", "elke nacht om 02:00", "'s nachts", "zaterdag",
        "om 2 redenen", "24 uur per dag", "half nu en half later", "van nu af", "annuleren", "knuffel", "nu.nl meldt",
        "is dat nu echt",
        "we doen het nu anders",
        "last night", "half now half later", "by now", "now and then", "know", "at 20 euro", "we met saturday at 3am",
        "letzte nacht", "guten morgen", "heute nacht ist er explodiert", "jeden morgen",
        "igår", "god morgon", "i natt smällde det", "lördag kl 02.00",
        "hier soir", "cette nuit, une explosion a été entendue", "à 3 euros",
    ],
)  # fmt: skip
def test_a_time_gone_by_or_too_far_off_or_no_time_is_not(text: str) -> None:
    assert not names_near_time(fold(normalise(text).text), entities_of(text), None)


SENT_AT = datetime(2026, 11, 20, 15, tzinfo=ZoneInfo("Europe/Amsterdam"))
"""A Friday."""


def value(start: timedelta, lasts: timedelta, sent_at: datetime = SENT_AT) -> dict[str, Any]:
    begins = sent_at.astimezone(UTC) + start
    return {"start": begins.isoformat(), "end": (begins + lasts).isoformat()}


@given(st.integers(-200_000, 400_000), st.integers(1, 600_000))
def test_near_is_what_begins_within_48_hours_is_not_over_and_lasts_no_longer_than_a_weekend(
    start: int, lasts: int
) -> None:
    begins, length = timedelta(seconds=start), timedelta(seconds=lasts)
    left = length + min(begins, timedelta(0))
    expected = begins <= WITHIN and timedelta(0) < left <= LONGEST
    assert lies_within(value(begins, length), SENT_AT) == expected


@pytest.mark.parametrize(("seconds", "near"), [(-1, True), (0, True), (1, False)])
def test_the_forty_eighth_hour_is_the_last(seconds: int, near: bool) -> None:
    assert lies_within(value(WITHIN + timedelta(seconds=seconds), timedelta(hours=1)), SENT_AT) is near


def test_a_time_of_the_past_is_not_near_even_where_its_night_still_runs() -> None:
    assert not lies_within(value(timedelta(0), timedelta(hours=1)) | {"past": True}, SENT_AT)


@pytest.mark.parametrize(("hours", "near"), [(0, True), (48, True), (49, False)])
def test_without_the_time_of_the_message_what_is_counted_from_it_is_near(hours: int, near: bool) -> None:
    assert lies_within({"said": "x", "within_hours": hours}, None) is near


OFFER = "gezocht: 2 man voor een knal bij een voordeur "


@pytest.mark.parametrize(
    ("when", "priority"),
    [
        ("zaterdag om 3 uur", "P0"),
        ("zondagavond", "P1"),  # 51 hours on
        ("dit weekend", "P0"),
        ("volgende week", "P1"),
        ("deze week", "P1" if SENT_AT.weekday() < 4 else "P0"),  # what is left of it is two days
        ("22-11-2026", "P0"),
        ("23-11-2026", "P1"),
        ("20-12-2026", "P1"),
        ("over 3 dagen", "P1"),
        ("gisteren", "P1"),
    ],
)
def test_a_day_counts_from_the_sending_of_the_message(when: str, priority: str) -> None:
    assert verdict(OFFER + when, recruitment=0.9, sent_at=SENT_AT).priority == priority


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Europe/London", "Europe/Stockholm", "America/Curacao"])
def test_tonight_lies_in_the_zone_of_the_message(zone: str) -> None:
    sent_at = datetime(2026, 1, 20, 21, tzinfo=ZoneInfo(zone))  # in winter London has no offset from UTC
    (night,) = (one for one in entities_of("vannacht", sent_at=sent_at) if one.type == "time")
    start = datetime.fromisoformat(night.value["start"])
    assert start == datetime(2026, 1, 20, 22, tzinfo=ZoneInfo(zone))


@pytest.mark.parametrize("day", [datetime(2026, 3, 28, 20, tzinfo=UTC), datetime(2026, 10, 24, 20, tzinfo=UTC)])
def test_in_the_night_in_which_the_clock_changes_tonight_is_near_in_utc_too(day: datetime) -> None:
    assert verdict(OFFER + "vannacht om 03:00", recruitment=0.9, sent_at=day).priority == "P0"
