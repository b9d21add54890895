"""Dates and times before WhatsApp messages."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.importers.refusing import PieceRefusedError
from service.importers.whatsapp_headers import DateOrder, header_of, style_of


@pytest.mark.parametrize(
    "line",
    [
        "31-12-2025 23:59 - Noor: Hoi",
        "31-12-2025, 23:59 - Noor: Hoi",
        "31-12-25 23:59 - Noor: Hoi",
        "31.12.25, 23:59 - Noor: Hoi",
        "31/12/2025, 23:59 - Noor: Hoi",
        "31/12/2025 à 23:59 - Noor: Hoi",
        "31/12/2025, 11:59 pm - Noor: Hoi",
        "31/12/2025, 11:59\u202fp.m. - Noor: Hoi",
        "2025-12-31 23:59 - Noor: Hoi",
        "[31-12-2025, 23:59:00] Noor: Hoi",
        "[31-12-2025 23:59:00] Noor: Hoi",
        "\u200e[31-12-2025, 23:59:00] \u200eNoor: Hoi",
        "[31.12.25, 23:59:00] Noor: Hoi",
        "[2025-12-31, 23:59:00] Noor: Hoi",
        "\ufeff[31/12/2025, 11:59:00\u202fPM] Noor: Hoi",
    ],
)
def test_one_moment_in_the_forms_of_many_phones(line: str) -> None:
    header = header_of(line)
    assert header is not None
    assert header.local_time(DateOrder.DAY_FIRST) == datetime(2025, 12, 31, 23, 59)  # noqa: DTZ001 (local by nature)
    assert header.rest.lstrip("\u200e") == "Noor: Hoi"


@pytest.mark.parametrize(("time", "hour"), [("12:05 AM", 0), ("1:05 AM", 1), ("12:05 PM", 12), ("1:05 PM", 13)])
def test_the_clock_of_twelve_hours_begins_at_twelve(time: str, hour: int) -> None:
    header = header_of(f"12/30/25, {time} - Noor: Hi")
    assert header is not None
    assert header.local_time(DateOrder.MONTH_FIRST).hour == hour


@pytest.mark.parametrize(
    "line",
    [
        "",
        "Noor: Hoi",
        "23:59 - Noor: Hoi",
        "om 31-12-2025 23:59 - x",
        "31-12/2025 23:59 - x",
        "31-12-2025 - x",
        "²-1-2025 1:05 - x",
    ],
)
def test_other_lines_begin_no_message(line: str) -> None:
    assert header_of(line) is None


@pytest.mark.parametrize("line", ["31-02-2025 23:59 - N: x", "31-12-2025 24:59 - N: x", "00-12-2025 23:59 - N: x"])
def test_a_date_that_does_not_exist_is_refused(line: str) -> None:
    header = header_of(line)
    assert header is not None
    with pytest.raises(PieceRefusedError) as refused:
        header.local_time(DateOrder.DAY_FIRST)
    assert refused.value.stable_code == "date_unreadable"


def _order(*lines: str) -> DateOrder:
    return style_of(lines).order


def test_a_number_above_twelve_decides_the_order() -> None:
    assert _order("1/2/25, 10:00 - N: x", "1/13/25, 10:00 - N: x") is DateOrder.MONTH_FIRST
    assert _order("1/2/2025, 10:00 - N: x", "13/2/2025, 10:00 - N: x") is DateOrder.DAY_FIRST


def test_a_few_odd_dates_do_not_outvote_the_many() -> None:
    assert _order(*["14-11-2025 10:00 - N: x"] * 5, "11-14-2025 10:00 - N: x") is DateOrder.DAY_FIRST


def test_dates_that_rise_only_in_one_reading_decide_the_order() -> None:
    lines = ["1/10/25, 10:00 - N: x", "1/11/25, 10:00 - N: x", "2/1/25, 10:00 - N: x"]
    assert _order(*lines) is DateOrder.MONTH_FIRST
    assert _order("10/1/25, 10:00 - N: x", "11/1/25, 10:00 - N: x", "1/2/25, 10:00 - N: x") is DateOrder.DAY_FIRST


@pytest.mark.parametrize(
    ("lines", "order"),
    [
        (["1/2/25, 10:00 AM - N: <Media omitted>"], DateOrder.MONTH_FIRST),
        (["1/2/25, 10:00 AM - N: <Médias omis>"], DateOrder.DAY_FIRST),
        (["1/2/25, 10:00 - N: <Media omitted>"], DateOrder.DAY_FIRST),
        (["1.2.25, 10:00 AM - N: <Media omitted>"], DateOrder.DAY_FIRST),
        (["1-2-2025 10:00 - N: <Media weggelaten>"], DateOrder.DAY_FIRST),
        (["nothing"], DateOrder.DAY_FIRST),
    ],
    ids=repr,
)
def test_without_evidence_custom_decides(lines: list[str], order: DateOrder) -> None:
    assert _order(*lines) is order


@given(st.text(max_size=60))
def test_any_line_begins_a_message_or_does_not(line: str) -> None:
    header = header_of(line)
    assert header is None or header.rest in line


@given(st.datetimes(datetime(2009, 1, 1), datetime(2099, 12, 31)), st.sampled_from(DateOrder))  # noqa: DTZ001 (local)
def test_any_moment_is_read_back(moment: datetime, order: DateOrder) -> None:
    pattern = "%d-%m-%Y %H:%M" if order is DateOrder.DAY_FIRST else "%m-%d-%Y %H:%M"
    header = header_of(moment.strftime(pattern) + " - Noor: Hoi")
    assert header is not None
    assert header.local_time(order) == moment.replace(second=0, microsecond=0)
