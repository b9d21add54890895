"""How notices fare: shares with n and interval, hours with median and p90, nothing of a handful."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.domain.takedown.states import RequestEvent
from service.factory import ProcessContext
from service.services.takedown.annual_report import year_of
from tests.support.figures import Rows
from tests.support.notices import TERMS, Notices

_AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
_NOW = datetime(2026, 11, 23, tzinfo=UTC)


def _rows(context: ProcessContext, table: str) -> list[dict[str, Any]]:
    with context.reading() as factory:
        return factory.takedown_kpis().report(year_of(2026, _NOW), _NOW).tables[table].records()


def _share(context: ProcessContext, name: str, provider: str = "all") -> tuple[object, object]:
    (row,) = [each for each in _rows(context, "shares") if (each["kpi"], each["provider"]) == (name, provider)]
    return row["n"], row["share"]


def test_shares_are_of_the_notices_that_they_are_said_to_be_of(context: ProcessContext) -> None:
    notices = Notices(context)
    for number in range(6):
        notices.removed(_AT, ground=TERMS if number < 3 else "not_stated")
    for _ in range(2):
        notices.declined(_AT)
    notices.add(_AT)
    notices.add(_AT, (1.0, RequestEvent.WITHDRAW))
    assert _share(context, "acknowledged") == (10, 0.8)
    assert _share(context, "acted") == (8, 0.75)
    assert _share(context, "declined") == (8, 0.25)
    assert _share(context, "acted_by_terms") == (6, 0.5)
    assert _share(context, "withdrawn", "telegram") == (10, 0.1)
    assert _share(context, "gone_by_itself") == (10, 0.0)


@pytest.mark.parametrize("told", [-1.0, 1.0])
def test_with_p0_the_police_come_first_or_not(context: ProcessContext, told: float) -> None:
    for _ in range(5):
        Notices(context).removed(_AT, priority="P0", told=_AT + timedelta(hours=told))
    Notices(context).removed(_AT, priority="P1")
    assert _share(context, "police_first") == (5, 1.0 if told < 0 else 0.0)


def test_complaints_and_what_came_back_are_counted(context: ProcessContext) -> None:
    notices = Notices(context)
    for number in range(5):
        granted = RequestEvent.REVERSED if number < 4 else RequestEvent.UPHELD
        notices.add(_AT, (1.0, RequestEvent.DECISION_NONE), (2.0, RequestEvent.COMPLAIN), (9.0, granted))
    for _ in range(4):
        notices.add(_AT, (1.0, RequestEvent.DECISION_ACTION), (8.0, RequestEvent.REINSTATED), answers=["removed"])
    assert _share(context, "complaint_granted") == (5, 0.8)
    assert _share(context, "back_online") == (8, 0.5)


def test_of_a_handful_nothing_is_told(context: ProcessContext) -> None:
    for _ in range(4):
        Notices(context).removed(_AT)
    assert {(row["n"], row["share"], row["low"], row["high"]) for row in _rows(context, "shares")} == {
        ("<5", None, None, None)
    }
    assert {(row["n"], row["p50_hours"]) for row in _rows(context, "times")} == {("<5", None)}


def test_hours_are_told_with_median_and_what_nine_of_ten_need(context: ProcessContext) -> None:
    for hours in range(1, 11):
        Notices(context).removed(_AT, hours=hours)
    found = {(row["step"], row["provider"]): row for row in _rows(context, "times")}
    action = found["submit_to_action", "all"]
    assert (action["n"], action["p50_hours"], action["p90_hours"]) == (10, 5.5, 9.0)
    assert found["confirm_to_submit", "telegram"]["p50_hours"] == 2.0
    assert found["submit_to_ack", "all"]["p90_hours"] == 1.0


def test_months_are_those_of_the_netherlands_and_warnings_those_of_the_year(context: ProcessContext) -> None:
    notices = Notices(context)
    notices.removed(datetime(2026, 4, 30, 22, 30, tzinfo=UTC))
    notices.warn(_AT)
    notices.warn(datetime(2025, 5, 1, tzinfo=UTC))
    counts = {row["month"]: row["notices"] for row in _rows(context, "months")}
    assert len(counts) == 12
    assert (counts["2026-04"], counts["2026-05"]) == (0, 1)
    assert _rows(context, "warnings") == [{"provider": "telegram", "warnings": 1}]


def test_how_often_a_label_held_is_told_by_bundle(context: ProcessContext) -> None:
    rows = Rows(context)
    for number in range(6):
        item = rows.item(_AT)
        rows.decision(item, _AT, *(("confirm", "f4_sale") if number < 3 else ("reject",)))
    assert [(row["label"], row["n"], row["precision"]) for row in _rows(context, "precision")] == [("f4_sale", 6, 0.5)]
