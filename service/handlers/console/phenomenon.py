"""The page of what the phenomenon looks like: map, weeks, what offers say; small counts hidden."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Security
from starlette.responses import Response

from models.contract import LABELS
from service.dependencies.access import allowed_caller
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.domain.reports import Basis, Quarter, Report, quarter_of
from service.handlers.charts.bars import Bars, Column, bars
from service.handlers.charts.ranges import Range, Ranges, ranges
from service.handlers.charts.rows import Rows, rows
from service.handlers.charts.tiles import TileMap, tile_map
from service.handlers.console.frame import page
from service.handlers.console.report_words import cell_in_words, region_in_words, shown_tables
from service.handlers.report_csv import csv_answer
from service.handlers.report_models import PhenomenonForm
from service.handlers.reports import PhenomenonTable, phenomenon_report
from service.locale.formats import day_and_month
from service.services.phenomenon import PeriodError
from service.services.phenomenon_tables import EVERY_OTHER, WITHHELD

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_Reporting = Annotated[Caller, Security(allowed_caller, scopes=[Scope.REPORT])]
_PERIODS = 8
"""Quarters to choose from."""


@router.get("/phenomenon")
def phenomenon_page(caller: _Reporting, edge: EdgeDep, query: Annotated[PhenomenonForm, Query()]) -> Response:
    """Show the picture of a quarter, or what is wrong with the one that was chosen."""
    now = datetime.now(UTC)
    frame: dict[str, Any] = {"query": query, "labels": LABELS, "bases": list(Basis), "periods": _periods(now)}
    try:
        report = phenomenon_report(edge, caller, query)
    except PeriodError as error:
        return page(edge, caller, "phenomenon.html", status=error.status, error=error, report=None, **frame)
    charts = {"weeks": _weeks(report), "regions": _map(report), "municipalities": _municipalities(report)}
    charts |= {name: _ranges(report, name) for name in ("rewards", "prices")}
    totals = report.tables["totals"].records()[0]
    shown: dict[str, Any] = {
        "tables": shown_tables(report),
        "charts": charts,
        "totals": totals,
        "address": query.address,
    }
    shown |= {"least": edge.context.settings.small_cell, "quarter": str(query.quarter(now))}
    return page(edge, caller, "phenomenon.html", error=None, report=report, **frame, **shown)


@router.get("/phenomenon/{table_id}")
def phenomenon_csv(
    caller: _Reporting, edge: EdgeDep, table_id: PhenomenonTable, query: Annotated[PhenomenonForm, Query()]
) -> Response:
    """Give one table as a file."""
    return csv_answer(phenomenon_report(edge, caller, query), table_id, "phenomenon")


def _periods(now: datetime) -> list[str]:
    quarter: Quarter = quarter_of(now)
    found = [quarter]
    while len(found) < _PERIODS:
        found.append(found[-1].preceding)
    return [str(each) for each in found]


def _weeks(report: Report) -> Bars:
    columns = []
    for row in report.tables["weeks"].records():
        count, words = row["campaigns"], day_and_month(date.fromisoformat(str(row["week"])))
        hidden = ("?" if count == WITHHELD else count) if isinstance(count, str) else None
        columns.append(Column(words, [0 if hidden else float(count or 0)], hidden))
    return bars(columns, [report.about["label"]])


def _map(report: Report) -> TileMap:
    rows = report.tables["regions"].records()
    told = {str(row["region"]): row["campaigns"] for row in rows if isinstance(row["campaigns"], int)}
    return tile_map(told, region_in_words)


def _municipalities(report: Report) -> Rows:
    """Return those whose counts are told; a hidden one has no bar."""
    found = [(row["municipality"], row["campaigns"]) for row in report.tables["municipalities"].records()]
    return rows((str(name), count) for name, count in found if isinstance(count, int) and name != EVERY_OTHER)


def _ranges(report: Report, name: str) -> Ranges:
    """Return the quartiles of sums in the currency that most rows have; others are in the table."""
    rows: list[dict[str, Any]] = [row for row in report.tables[name].records() if row["currency"] != EVERY_OTHER]
    currencies = [row["currency"] for row in rows]
    usual = max(currencies, key=currencies.count, default=None)
    names = ("per",) if name == "rewards" else ("product", "per", "quarter")
    return ranges([_range(row, names) for row in rows if row["currency"] == usual])


def _range(row: dict[str, Any], names: Sequence[str]) -> Range:
    words = " · ".join([*(cell_in_words(each, row[each]) for each in names), row["currency"]])
    return Range(words, row["lower_quartile"], row["median"], row["upper_quartile"])
