"""The page of how the work goes: a chart and a table for each figure, and each table as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.responses import Response

from models.contract import LABELS
from service.dependencies.edge import EdgeDep
from service.domain.messages import Platform
from service.domain.reports import Report, Zone
from service.handlers.charts.bars import Bars, Column, bars
from service.handlers.charts.lines import Lines, Share, lines
from service.handlers.charts.ranges import Range, Ranges, ranges
from service.handlers.console.frame import Reading, page
from service.handlers.console.report_words import cell_in_words, shown_tables
from service.handlers.report_csv import csv_answer
from service.handlers.report_models import WorkForm
from service.handlers.reports import WorkTable, work_report
from service.locale.formats import day_and_month
from service.services.work_figures import INFLOW, SpanError

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


@router.get("/figures")
def figures_page(caller: Reading, edge: EdgeDep, query: Annotated[WorkForm, Query()]) -> Response:
    """Show the figures, or what is wrong with the days that were chosen."""
    frame: dict[str, Any] = {"query": query, "platforms": list(Platform), "zones": list(Zone)}
    try:
        report = work_report(edge, query)
    except SpanError as error:
        values = {"error": error, "report": None, "first": query.first, "last": query.last}
        return page(edge, caller, "figures.html", status=error.status, **frame, **values)
    span = query.span(datetime.now(UTC))
    charts = {
        "inflow": _inflow(report),
        "queue": _queue(report),
        "first_decision": _first_decision(report),
        "decisions": _columns(report, "decisions", "day", ("decisions",)),
        "precision": _precision(report, [str(week) for week in span.weeks()]),
        "copies": _columns(report, "copies", "week", ("exact", "near")),
    }
    shown: dict[str, Any] = {"tables": shown_tables(report), "charts": charts, "empty": _is_empty(report)}
    frame |= {"error": None, "report": report, "first": span.first, "last": span.last, "address": query.address}
    return page(edge, caller, "figures.html", **frame, **shown)


@router.get("/figures/{table_id}")
def figures_csv(_: Reading, edge: EdgeDep, table_id: WorkTable, query: Annotated[WorkForm, Query()]) -> Response:
    """Give one table as a file."""
    return csv_answer(work_report(edge, query), table_id, "work")


def _is_empty(report: Report) -> bool:
    """Tell whether nothing came in, waits or was decided."""
    came = sum(row["all"] for row in report.tables["inflow"].records())  # type: ignore[misc]  # a whole number
    decided = sum(row["items"] for row in report.tables["decisions"].records())  # type: ignore[misc]  # as above
    return not (came or decided or report.tables["queue"].rows)


def _short(day: str) -> str:
    return day_and_month(date.fromisoformat(day))


def _columns(report: Report, table: str, when: str, kinds: Sequence[str]) -> Bars:
    rows: list[dict[str, Any]] = report.tables[table].records()
    return bars([Column(_short(row[when]), [row[kind] for kind in kinds]) for row in rows], kinds)


def _inflow(report: Report) -> Bars:
    """Return the raised ones at the bottom, where small numbers can be compared."""
    return _columns(report, "inflow", "day", INFLOW)


def _queue(report: Report) -> Ranges:
    rows: list[dict[str, Any]] = report.tables["queue"].records()
    return ranges(
        [
            Range(cell_in_words("priority", row["priority"]), row["p50_hours"], row["p90_hours"], row["oldest_hours"])
            for row in rows
        ]
    )


def _first_decision(report: Report) -> Ranges:
    rows: list[dict[str, Any]] = report.tables["first_decision"].records()
    return ranges(
        [
            Range(f"{_short(row['week'])} · {cell_in_words('priority', row['priority'])}", 0, *_waits(row))
            for row in rows
        ]
    )


def _waits(row: dict[str, Any]) -> tuple[float, float]:
    return row["p50_hours"], row["p90_hours"]


def _precision(report: Report, weeks: Sequence[str]) -> Lines:
    """Return a line a label and bundle, so that none runs from one bundle to the next."""
    rows: list[dict[str, Any]] = [row for row in report.tables["precision"].records() if row["precision"] is not None]
    found: list[tuple[str, list[Share]]] = []
    for label in LABELS:
        for model in sorted({row["model"] for row in rows}):
            its = [row for row in rows if (row["label"], row["model"]) == (label, model)]
            points = [Share(weeks.index(row["week"]), row["precision"], row["low"], row["high"]) for row in its]
            found.append((label, points))
    return lines([_short(week) for week in weeks], found)
