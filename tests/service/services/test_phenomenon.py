"""The picture of the phenomenon, on SQLite and PostgreSQL: counted by hand, and telling nothing of small cells."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.domain.reports import Basis, Quarter, Report, Table, quarter_of
from service.factory import ProcessContext
from service.services.phenomenon import PeriodError, period_of
from service.services.phenomenon_picture import Picture
from service.services.phenomenon_tables import PHENOMENON_TABLES, tables_of
from service.storage.phenomenon import Saying
from tests.support.figures import Rows, place, price, reward

_Q4 = Quarter(2026, 4)
_MONDAY = datetime(2026, 10, 5, 12, tzinfo=UTC)
_NOW = datetime(2026, 10, 20, tzinfo=UTC)
_ROTTERDAM, _EDE = place("Rotterdam", "NL-ZH"), place("Ede", "NL-GE")


def _report(context: ProcessContext, basis: Basis = Basis.CONFIRMED, label: str = "f4_sale") -> Report:
    with context.reading() as factory:
        return factory.phenomenon().report(label, basis, _Q4, _NOW)


def _told(table: Table) -> list[list[Any]]:
    """Return the rows whose count is told."""
    return [list(row) for row in table.rows if any(isinstance(each, (int, float)) for each in row)]


def test_a_campaign_counts_once_a_cell_and_its_items_all(context: ProcessContext) -> None:
    rows = Rows(context)
    for amount in (700, 800, 900, 1000, 12_345):
        rows.confirmed(_MONDAY, "recruitment", _ROTTERDAM, reward(amount), role="recruiter")
    campaign = rows.campaign(_MONDAY)
    for week in range(2):
        at = _MONDAY + timedelta(weeks=week)
        rows.confirmed(at, "recruitment", _ROTTERDAM, reward(2_000), reward(60, "all"), campaign=campaign)
    rows.confirmed(_MONDAY - timedelta(weeks=1), "recruitment", _EDE)
    rows.confirmed(_MONDAY - timedelta(weeks=2), "recruitment", _ROTTERDAM)
    tables = _report(context, label="recruitment").tables
    assert set(tables) == set(PHENOMENON_TABLES)
    assert _told(tables["totals"]) == [[7, 8]]
    assert _told(tables["regions"]) == [["NL-ZH", 6, 7]]
    assert _told(tables["municipalities"]) == [["NL-ZH", "Rotterdam", 6, 7]]
    assert _told(tables["roles"]) == [["recruiter", 5, 5]]
    assert _told(tables["rewards"]) == [["EUR", "person", 6, 800.0, 900.0, 2000.0]]
    assert [list(row) for row in tables["weeks"].rows] == [
        ["2026-09-28", "<5", None],
        ["2026-10-05", 6, 6],
        ["2026-10-12", "<5", None],
        ["2026-10-19", "<5", None],
    ]


def test_only_what_holds_now_is_in_the_picture(context: ProcessContext) -> None:
    rows = Rows(context)
    items = [rows.confirmed(_MONDAY, "f4_sale", _ROTTERDAM) for _ in range(5)]
    undecided = [rows.item(_MONDAY, "f4_sale", entities=[_EDE]) for _ in range(5)]
    assert _told(_report(context).tables["regions"]) == [["NL-ZH", 5, 5]]
    assert _told(_report(context, Basis.UNDECIDED).tables["regions"]) == [["NL-GE", 5, 5]]
    rows.decision(items[0], _NOW, "confirm", undoes=rows.decision(items[0], _NOW, "reject"))
    rows.decision(undecided[0], _NOW, "confirm", "recruitment")
    assert _told(_report(context).tables["regions"]) == []
    assert _told(_report(context, Basis.UNDECIDED).tables["regions"]) == []


def test_prices_are_told_by_quarter_for_one_piece(context: ProcessContext) -> None:
    rows = Rows(context)
    for number in range(5):
        rows.confirmed(_MONDAY, "f4_sale", price("Cobra 6", 24, 3))
        rows.confirmed(_MONDAY - timedelta(weeks=13), "f4_sale", price("Cobra 6", 6 + number, None))
    assert _told(_report(context).tables["prices"]) == [
        ["Cobra 6", "piece", "EUR", "2026-Q4", 5, 8.0, 8.0, 8.0],
        ["Cobra 6", "unknown", "EUR", "2026-Q3", 5, 7.0, 8.0, 9.0],
    ]


@pytest.mark.parametrize(("moment", "week"), [("2026-10-25T22:59:59", 3), ("2026-10-25T23:00:00", 4)])
def test_the_week_of_the_clocks_ends_where_it_ends(context: ProcessContext, moment: str, week: int) -> None:
    rows = Rows(context)
    for _ in range(5):
        rows.confirmed(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    with context.reading() as factory:
        weeks = factory.phenomenon().report("f4_sale", Basis.CONFIRMED, _Q4, _NOW + timedelta(weeks=9)).tables["weeks"]
    told = [at for at, row in enumerate(weeks.rows) if row[1] != "<5"]
    assert told == [week]
    assert list(weeks.rows)[week][1] == 5


def test_an_empty_database_tells_nothing_but_that(context: ProcessContext) -> None:
    tables = _report(context).tables
    assert all(_told(tables[name]) == [] for name in PHENOMENON_TABLES)
    assert tables["totals"].records() == [{"campaigns": "<5", "items": None}]


def _saying(campaign: UUID, *entities: dict[str, Any], role: str | None = None) -> Saying:
    return Saying(campaign, _MONDAY.date(), role, "test.1", 1, entities)


@given(st.integers(0, 4), st.integers(0, 4), st.sampled_from(["Ede", "Delft", "Zwolle"]), st.integers(1, 9))
def test_what_is_small_changes_nothing_that_is_told(few: int, others: int, town: str, named: int) -> None:
    campaigns = [uuid4() for _ in range(12)]

    def shown(count: int) -> dict[str, Table]:
        picture = Picture()
        for number, campaign in enumerate(campaigns):
            said = [_ROTTERDAM] if number >= 5 or number < named % 5 else []
            said += [place(town, "NL-OV"), price("nitrate", 3)] if number < count else []
            saying = _saying(campaign, *said, role="buyer" if number < count else None)
            picture.count(saying)
            picture.count_prices(saying, _Q4)
        return tables_of(picture, [_MONDAY.date()], 5)

    assert shown(few) == shown(others)


def test_quarters_follow_each_other_without_a_gap_or_a_shared_day() -> None:
    quarter = Quarter(2019, 1)
    for _ in range(40):
        following = quarter.following
        assert following.preceding == quarter
        assert quarter.span.end == following.span.begin
        assert quarter_of(quarter.span.begin) == quarter == quarter_of(quarter.span.end - timedelta(seconds=1))
        quarter = following
    assert len(Quarter(2026, 4).span.weeks()) == 14


@pytest.mark.parametrize("name", ["2027-Q1", "1999-Q4", "2026-Q0", "2026-Q9", "2026", "", "Q4-2026", "9999999-Q1"])
def test_a_quarter_that_is_none_or_lies_ahead_is_refused(name: str) -> None:
    with pytest.raises(PeriodError):
        period_of(name, _NOW)
