"""The figures of the work, on SQLite and PostgreSQL, against small sets counted by hand."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from service.domain.reports import Report, Span, Zone
from service.factory import ProcessContext
from service.services.work_figures import WORK_TABLES, SpanError, span_until
from service.storage.work_figures import WorkFilter
from tests.support.figures import Rows

_NOON = datetime(2026, 11, 2, 12, tzinfo=UTC)
"""A Monday."""
_WEEK = Span(date(2026, 11, 2), date(2026, 11, 8), Zone.AMSTERDAM)


def _report(context: ProcessContext, span: Span = _WEEK, now: datetime = _NOON, **which: str) -> Report:
    with context.reading() as factory:
        return factory.work_figures().report(span, WorkFilter(**which), now)


def _rows(report: Report, table: str) -> list[dict[str, Any]]:
    """Return the rows of a table that say anything but 0."""
    return [row for row in report.tables[table].records() if any(each for each in list(row.values())[1:])]


def test_what_came_in_is_counted_by_day_and_by_what_is_raised(context: ProcessContext) -> None:
    rows = Rows(context)
    for label in ("f4_sale", "f4_sale", "recruitment", None):
        rows.item(_NOON, label)
    rows.item(_NOON, labels="|recruitment|f4_sale|")
    rows.item(_NOON, None, labels=None, model_version=None, state="unscored")
    rows.item(_NOON + timedelta(days=1), platform="snapchat", lang="sv")
    rows.item(_NOON - timedelta(days=1))
    assert _rows(_report(context), "inflow") == [
        {"day": "2026-11-02", "recruitment": 1, "f4_sale": 2, "both": 1, "none": 1, "no_score": 1, "all": 6},
        {"day": "2026-11-03", "recruitment": 0, "f4_sale": 1, "both": 0, "none": 0, "no_score": 0, "all": 1},
    ]
    (only,) = _rows(_report(context, platform="snapchat", lang="sv"), "inflow")
    assert (only["day"], only["all"]) == ("2026-11-03", 1)


@pytest.mark.parametrize(
    ("moment", "amsterdam", "utc"),
    [
        ("2026-03-28T23:30:00", "2026-03-29", "2026-03-28"),
        ("2026-03-29T21:59:59", "2026-03-29", "2026-03-29"),
        ("2026-03-29T22:00:00", "2026-03-30", "2026-03-29"),
        ("2026-10-24T22:00:00", "2026-10-25", "2026-10-24"),
        ("2026-10-25T22:59:59", "2026-10-25", "2026-10-25"),
        ("2026-10-25T23:00:00", "2026-10-26", "2026-10-25"),
    ],
)
def test_days_of_23_and_25_hours_end_where_they_end(
    context: ProcessContext, moment: str, amsterdam: str, utc: str
) -> None:
    Rows(context).item(datetime.fromisoformat(moment).replace(tzinfo=UTC))
    for zone, expected in ((Zone.AMSTERDAM, amsterdam), (Zone.UTC, utc)):
        day = date.fromisoformat(expected)
        around = Span(day - timedelta(days=1), day + timedelta(days=1), zone)
        assert [row["day"] for row in _rows(_report(context, around), "inflow")] == [expected]
        assert len(_rows(_report(context, Span(day, day, zone)), "inflow")) == 1


def test_the_age_of_the_queue_is_told_by_priority(context: ProcessContext) -> None:
    rows = Rows(context)
    for hours in range(1, 11):
        rows.item(_NOON - timedelta(hours=hours), priority="P1")
    rows.item(_NOON - timedelta(minutes=30), priority="P0")
    rows.decision(rows.item(_NOON - timedelta(hours=90), priority="P1"), _NOON, "confirm", "f4_sale")
    assert _rows(_report(context), "queue") == [
        {"priority": "P0", "waiting": 1, "p50_hours": 0.5, "p90_hours": 0.5, "oldest_hours": 0.5},
        {"priority": "P1", "waiting": 10, "p50_hours": 5.0, "p90_hours": 9.0, "oldest_hours": 10.0},
    ]


def test_only_the_first_word_of_a_person_ends_the_wait(context: ProcessContext) -> None:
    rows = Rows(context)
    item = rows.item(_NOON)
    rows.decision(item, _NOON + timedelta(hours=2), "defer")
    rows.decision(item, _NOON + timedelta(hours=9), "confirm", "f4_sale")
    copy = rows.item(_NOON)
    rows.decision(copy, _NOON, "confirm", "f4_sale", inherited_from=rows.decision(item, _NOON, "defer"))
    rows.decision(rows.item(_NOON), _NOON + timedelta(hours=4), "reject")
    assert _rows(_report(context), "first_decision") == [
        {"week": "2026-11-02", "priority": "P3", "items": 2, "p50_hours": 2.0, "p90_hours": 4.0}
    ]


def test_a_campaign_decided_at_once_is_one_decision_of_many_items(context: ProcessContext) -> None:
    rows = Rows(context)
    batch = rows.campaign(_NOON)
    for number in range(3):
        rows.decision(rows.item(_NOON), _NOON + timedelta(minutes=number), "reject", batch_id=batch)
    taken_back = rows.item(_NOON)
    first = rows.decision(taken_back, _NOON + timedelta(hours=1), "reject")
    rows.decision(taken_back, _NOON + timedelta(hours=1), "reject", undoes=first)
    rows.decision(taken_back, _NOON + timedelta(hours=1), "reject", corrects=first)
    assert _rows(_report(context), "decisions") == [
        {"day": "2026-11-02", "decisions": 2, "items": 4, "hours_with_decisions": 2, "decisions_an_hour": 1.0}
    ]


def test_precision_counts_what_was_raised_and_then_decided_by_a_person(context: ProcessContext) -> None:
    rows = Rows(context)
    for verdict, labels in [("confirm", ("f4_sale",))] * 8 + [("reject", ()), ("confirm", ("recruitment",))]:
        rows.decision(rows.item(_NOON), _NOON, verdict, *labels)
    rows.decision(rows.item(_NOON), _NOON, "unsure")
    rows.decision(rows.item(_NOON), _NOON, "cannot_tell")
    rows.decision(rows.item(_NOON, None), _NOON, "confirm", "f4_sale")
    undone = rows.item(_NOON)
    rows.decision(undone, _NOON, "confirm", undoes=rows.decision(undone, _NOON, "confirm", "f4_sale"))
    (found,) = _rows(_report(context), "precision")
    assert found == {
        "week": "2026-11-02",
        "label": "f4_sale",
        "model": "test.1",
        "decided": 10,
        "confirmed": 8,
        "precision": 0.8,
        "low": 0.4902,
        "high": 0.9433,
        "unsure": 2,
    }


def test_copies_are_told_from_what_was_first(context: ProcessContext) -> None:
    rows = Rows(context)
    campaign = rows.campaign(_NOON)
    for minute, text in enumerate((b"a", b"a", b"b", b"a")):
        rows.item(_NOON + timedelta(minutes=minute), campaign=campaign, text=text)
    rows.item(_NOON)
    (found,) = _rows(_report(context), "copies")
    assert found == {
        "week": "2026-11-02",
        "gathered": 4,
        "exact": 2,
        "near": 1,
        "exact_share": 0.5,
        "near_share": 0.25,
    }


def test_an_empty_database_has_figures_of_nothing(context: ProcessContext) -> None:
    report = _report(context)
    assert set(report.tables) == set(WORK_TABLES)
    assert all(_rows(report, table) == [] for table in WORK_TABLES)


def test_no_figure_names_or_numbers_a_person(context: ProcessContext) -> None:
    rows = Rows(context)
    rows.decision(rows.item(_NOON, author_key="a" * 32), _NOON, "confirm", "f4_sale")
    assert "usr_" not in str(_report(context))
    assert "aaaa" not in str(_report(context))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 11, 2), date(2026, 11, 1)),
        (date(2024, 1, 1), date(2026, 1, 1)),
        (date.min, date.min),
        (None, date.min),
        (date.max, None),
        (date.max, date.max),
        (None, date.max),
    ],
)
def test_days_that_cannot_be_counted_are_refused(first: date | None, last: date | None) -> None:
    with pytest.raises(SpanError):
        span_until(first, last, Zone.AMSTERDAM, _NOON)


def test_without_days_it_is_the_last_thirty() -> None:
    span = span_until(None, None, Zone.AMSTERDAM, datetime(2026, 11, 2, 23, 30, tzinfo=UTC))
    assert (span.first, span.last) == (date(2026, 10, 5), date(2026, 11, 3))
