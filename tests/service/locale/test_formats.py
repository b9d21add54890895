"""Dates and numbers in both languages."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from service.locale.formats import Number, day_in_words, figure, moment_in_words, number, short_day, signed
from service.locale.languages import Reader, ngettext, read_by

_MOMENT = datetime(2026, 11, 23, 0, 5, tzinfo=timezone(timedelta(hours=1)))


@pytest.mark.parametrize(
    ("language", "words"), [("en", "22 November 2026 23:05 UTC"), ("nl", "22 november 2026 23:05 UTC")]
)
def test_a_moment_is_told_in_utc_with_its_month_in_words(language: str, words: str) -> None:
    with read_by(Reader(language)):
        assert moment_in_words(_MOMENT) == words


@pytest.mark.parametrize(
    ("language", "long", "short"),
    [("en", "1 March 2026", "Sun 1 Mar 2026"), ("nl", "1 maart 2026", "zo 1 mrt 2026")],
)
def test_a_day_has_its_month_in_words(language: str, long: str, short: str) -> None:
    with read_by(Reader(language)):
        assert day_in_words(date(2026, 3, 1)) == long
        assert short_day(datetime(2026, 3, 1, 12, tzinfo=UTC)) == short


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("en", ["1,234.5", "12,345", "<0.01", "0.93", ">0.99", "+1.70", "-0.25"]),
        ("nl", ["1.234,5", "12.345", "<0,01", "0,93", ">0,99", "+1,70", "-0,25"]),
    ],
)
def test_numbers_have_the_marks_of_the_language(language: str, written: list[str]) -> None:
    with read_by(Reader(language)):
        shown = [number(1234.5), number(12345), figure(0.001), figure(0.934), figure(0.999), signed(1.7), signed(-0.25)]
    assert shown == written


def test_a_count_is_written_with_marks_and_still_counts() -> None:
    with read_by(Reader("nl")):
        assert f"{Number(12_345)!s}" == "12.345"
        assert ngettext("%(n)s item", "%(n)s items", Number(1)) == "%(n)s bericht"
