"""Moments in all the forms that files have them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.importers.refusing import PieceRefusedError
from service.importers.times import EARLIEST, LATEST_AHEAD, in_utc, moment_of, unix_moment
from tests.support.importing import AMSTERDAM, NOW

_MOMENT = datetime(2025, 12, 1, 14, 41, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        1764600060,
        1764600060.0,
        Decimal(1764600060),
        "1764600060",
        "1764600060.0",
        "2025-12-01T15:41:00+01:00",
        "2025-12-01T14:41:00Z",
        "2025-12-01 15:41",
        " 2025-12-01T15:41:00 ",
    ],
    ids=repr,
)
def test_one_moment_in_many_forms(value: object) -> None:
    assert moment_of(value, "sent_at", AMSTERDAM, NOW) == _MOMENT


@pytest.mark.parametrize(
    ("value", "code"),
    [
        ("2025-12-01T15:41:00", "timezone_missing"),
        ("gisteren", "date_unreadable"),
        ("", "date_unreadable"),
        ("2025-13-01T00:00:00Z", "date_unreadable"),
        (True, "field_type"),
        ([], "field_type"),
        ({}, "field_type"),
        (None, "field_type"),
        (float("nan"), "date_implausible"),
        (Decimal("NaN"), "date_implausible"),
        (float("inf"), "date_implausible"),
        (0, "date_implausible"),
        (-1, "date_implausible"),
        (10**18, "date_implausible"),
        (10**400, "date_implausible"),
        (Decimal("1e999"), "date_implausible"),
        (1764600060000, "date_implausible"),
        ("1764600060000", "date_implausible"),
        ("1970-01-01T00:00:00Z", "date_implausible"),
        ("0001-01-01T00:00:00+23:59", "date_implausible"),
        ("9999-12-31T23:59:59-23:59", "date_implausible"),
    ],
    ids=lambda value: repr(value)[:40],
)
def test_what_is_no_moment_is_refused_with_its_reason(value: object, code: str) -> None:
    with pytest.raises(PieceRefusedError) as refused:
        moment_of(value, "sent_at", None, NOW)
    assert refused.value.stable_code == code


@pytest.mark.parametrize(("value", "code"), [("12", "date_implausible"), ("x", "field_type"), ("²²²", "field_type")])
def test_unix_seconds_as_text_are_digits(value: str, code: str) -> None:
    with pytest.raises(PieceRefusedError) as refused:
        unix_moment(value, "date_unixtime", NOW)
    assert refused.value.stable_code == code


def test_the_bounds_of_plausible_moments_are_2009_and_24_hours_ahead() -> None:
    latest = NOW + LATEST_AHEAD
    for moment in (EARLIEST, latest):
        assert in_utc(moment, "date", None, NOW) == moment
    for moment in (EARLIEST - timedelta(seconds=1), latest + timedelta(seconds=1)):
        with pytest.raises(PieceRefusedError, match="2009"):
            in_utc(moment, "date", None, NOW)


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    local = datetime(2025, 10, 26, 2, 30)  # noqa: DTZ001 (local by nature)
    assert in_utc(local, "date", AMSTERDAM, NOW) == datetime(2025, 10, 26, 0, 30, tzinfo=UTC)


@given(st.one_of(st.text(), st.integers(), st.floats(), st.decimals(), st.none(), st.lists(st.integers())))
def test_every_value_is_a_moment_in_utc_or_refused(value: object) -> None:
    try:
        moment = moment_of(value, "sent_at", AMSTERDAM, NOW)
    except PieceRefusedError:
        return
    assert moment.tzinfo is UTC
    assert EARLIEST <= moment <= NOW + LATEST_AHEAD
