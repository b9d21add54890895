"""The yearly report: counted by the year of arrival, one outcome each, and nothing small to be worked out."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from service.domain.reports import Report
from service.domain.takedown.reporting import ACTIONS, OUTCOMES
from service.domain.takedown.states import RequestEvent
from service.factory import ProcessContext
from service.services.phenomenon import PeriodError
from service.services.phenomenon_tables import WITHHELD
from service.services.takedown.annual_report import year_of
from tests.support.notices import LAW, TERMS, Notices

_AT = datetime(2026, 5, 1, 12, tzinfo=UTC)
_NOW = datetime(2026, 11, 23, tzinfo=UTC)
_LEAST = 5


def _report(context: ProcessContext, year: int = 2026) -> Report:
    with context.reading() as factory:
        return factory.annual_report().report(year_of(year, _NOW), _NOW)


def _rows(context: ProcessContext, table: str, year: int = 2026) -> list[dict[str, Any]]:
    return _report(context, year).tables[table].records()


def test_a_notice_counts_in_the_year_in_which_the_platform_got_it(context: ProcessContext) -> None:
    notices = Notices(context)
    for _ in range(_LEAST):
        notices.removed(datetime(2025, 12, 31, 22, 59, 59, tzinfo=UTC))  # an hour before midnight in the Netherlands
    for _ in range(_LEAST + 1):
        notices.removed(datetime(2025, 12, 31, 23, 0, tzinfo=UTC))
    assert [row["notices"] for row in _rows(context, "annual", 2025)] == [_LEAST]
    assert [row["notices"] for row in _rows(context, "annual")] == [_LEAST + 1]


def test_outcomes_are_told_by_platform_and_small_ones_are_hidden(context: ProcessContext) -> None:
    notices = Notices(context)
    for number in range(8):
        notices.removed(_AT, hours=number + 1)
    for _ in range(6):
        notices.declined(_AT)
    notices.add(_AT, (5.0, RequestEvent.WITHDRAW))
    notices.removed(_AT, platform="tiktok")
    telegram, tiktok = _rows(context, "annual")
    assert (telegram["provider"], telegram["dsa_category"]) == ("telegram", "STATEMENT_CATEGORY_VIOLENCE")
    assert (telegram["notices"], telegram["items"], telegram["action_removed"]) == (15, 15, 8)
    assert (telegram["no_action"], telegram["withdrawn"]) == (6, "<5")
    assert telegram["median_hours_to_action"] == 4.5
    assert tiktok["notices"] == "<5"
    assert {tiktok[name] for name in (*OUTCOMES, "items", "median_hours_to_action")} == {None}


def test_what_is_hidden_cannot_be_worked_out_from_what_is_told(context: ProcessContext) -> None:
    notices = Notices(context)
    for _ in range(20):
        notices.removed(_AT)
    for answer in ("access_disabled", "account_suspended", "partially_actioned", "already_gone"):
        for _ in range(4):
            notices.add(_AT, (1.0, RequestEvent.DECISION_ACTION, {"ground": LAW}), answers=[answer])
    for _ in range(6):
        notices.declined(_AT)
    (annual,) = _rows(context, "annual")
    (sheet,) = _rows(context, "sheet_1_3")
    hidden = [name for name in OUTCOMES if not isinstance(annual[name], int)]
    told = sum(annual[name] for name in OUTCOMES if name not in hidden)
    room = {name: _LEAST - 1 if annual[name] == "<5" else annual["notices"] for name in hidden}
    for name in hidden:
        assert sum(room.values()) - room[name] >= annual["notices"] - told, name
    acted = {name: room[name] for name in hidden if name in ACTIONS}
    if isinstance(sheet["L"], int):
        shown = sum(annual[name] for name in ACTIONS if name not in hidden)
        assert all(sum(acted.values()) - each >= sheet["L"] - shown for each in acted.values())
    else:
        assert sheet["L"] == WITHHELD


def test_sheet_1_3_has_its_columns_and_the_grounds_of_actions(context: ProcessContext) -> None:
    notices = Notices(context)
    for number in range(14):
        notices.removed(_AT, ground=LAW if number < 8 else TERMS)
    (row,) = _rows(context, "sheet_1_3")
    assert "".join(row) == "ABCDEFGHIJKLMNO"
    assert (row["B"], row["C"], row["D"]) == ("telegram", "2026-01-01/2026-12-31", "STATEMENT_CATEGORY_VIOLENCE")
    assert (row["F"], row["G"], row["H"], row["I"], row["J"], row["K"]) == (14, 0, 14, 0, 4.0, None)
    assert (row["M"], row["O"]) == (0, 0)
    assert {row["L"], row["N"]} <= {8, 6, WITHHELD}


def test_notices_of_a_trusted_flagger_are_counted_as_such(context: ProcessContext) -> None:
    notices = Notices(context)
    for _ in range(7):
        notices.removed(_AT, trusted=True)
    (row,) = _rows(context, "sheet_1_3")
    assert (row["F"], row["G"], row["H"], row["I"], row["J"], row["K"]) == (7, 7, 7, 7, 4.0, 4.0)
    assert row["M"] == row["L"]


def test_a_year_without_notices_has_no_rows(context: ProcessContext) -> None:
    assert _rows(context, "annual") == _rows(context, "sheet_1_3") == []


@pytest.mark.parametrize("year", [2023, 2027, 9999, 1])
def test_there_is_no_report_of_years_before_the_law_or_ahead(year: int) -> None:
    with pytest.raises(PeriodError):
        year_of(year, _NOW)


def test_the_running_year_is_that_of_the_netherlands() -> None:
    assert year_of(None, datetime(2026, 12, 31, 23, 30, tzinfo=UTC)).first.year == 2027
    assert year_of(None, _NOW).end - year_of(None, _NOW).begin == timedelta(days=365)
