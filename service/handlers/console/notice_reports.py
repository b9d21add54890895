"""The page of reports on notices: the yearly one for the public, and how notices fare for those who send them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query, Security
from starlette.responses import Response

from service.dependencies.access import allowed_caller
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.domain.reports import Report
from service.handlers.charts.bars import Bars, Column, bars
from service.handlers.charts.ranges import Range, Ranges, ranges
from service.handlers.console.frame import Requesting, page
from service.handlers.console.report_words import cell_in_words, shown_tables, without_columns
from service.handlers.notice_reports import AnnualTable, KpiTable, annual_report, kpi_report
from service.handlers.report_csv import csv_answer
from service.handlers.report_models import YearForm
from service.services.phenomenon import PeriodError

__all__ = ["router"]

router = APIRouter(prefix="/reports", include_in_schema=False)

_Reporting = Annotated[Caller, Security(allowed_caller, scopes=[Scope.REPORT])]
_FIRST_YEAR = 2024
_SAME_IN_EACH_ROW = frozenset({"period_start", "period_end", "dsa_keyword", "A", "C", "E"})
"""What the page says already, or what only a machine reads."""


@router.get("")
def reports_page(caller: _Reporting, edge: EdgeDep, query: Annotated[YearForm, Query()]) -> Response:
    """Show the reports of a year, or what is wrong with the one that was chosen."""
    running = datetime.now(UTC).year
    frame: dict[str, Any] = {"query": query, "years": list(range(running, _FIRST_YEAR - 1, -1))}
    try:
        annual = annual_report(edge, caller, query)
        kpis = kpi_report(edge, caller, query) if Scope.REQUEST in caller.scopes else None
    except PeriodError as error:
        return page(edge, caller, "notice_reports.html", status=error.status, error=error, annual=None, **frame)
    tables = shown_tables(annual) | ({} if kpis is None else shown_tables(kpis))
    for name in AnnualTable:
        tables[name] = without_columns(tables[name], annual.tables[name], _SAME_IN_EACH_ROW)
    return page(
        edge,
        caller,
        "notice_reports.html",
        error=None,
        annual=annual,
        kpis=kpis,
        tables=tables,
        months=None if kpis is None else _months(kpis),
        times=None if kpis is None else _times(kpis),
        least=edge.context.settings.small_cell,
        address=query.address,
        **frame,
    )


@router.get("/annual/{table_id}")
def annual_csv(
    caller: _Reporting, edge: EdgeDep, table_id: AnnualTable, query: Annotated[YearForm, Query()]
) -> Response:
    """Give one table of the yearly report as a file."""
    return csv_answer(annual_report(edge, caller, query), table_id, "notices")


@router.get("/takedown/{table_id}")
def kpi_csv(caller: Requesting, edge: EdgeDep, table_id: KpiTable, query: Annotated[YearForm, Query()]) -> Response:
    """Give one table of how notices fare as a file."""
    return csv_answer(kpi_report(edge, caller, query), table_id, "takedown")


def _months(report: Report) -> Bars:
    rows: list[dict[str, Any]] = report.tables["months"].records()
    return bars([Column(cell_in_words("month", row["month"]), [row["notices"]]) for row in rows], ("notices",))


def _times(report: Report) -> Ranges:
    """Return the hours of each step over all platforms; of too few there is no bar."""
    rows: list[dict[str, Any]] = report.tables["times"].records()
    told = [row for row in rows if row["provider"] == "all" and row["p50_hours"] is not None]
    return ranges([Range(cell_in_words("step", row["step"]), 0, row["p50_hours"], row["p90_hours"]) for row in told])
