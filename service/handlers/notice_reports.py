"""`/v1/reports/trusted-flagger` and `/v1/reports/takedown`: notices by year, for the public and for senders."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Path, Query, Response, Security

from service.dependencies.access import allowed_caller
from service.dependencies.edge import Edge, EdgeDep
from service.domain.access import Caller, Scope
from service.domain.audit import AuditAction
from service.domain.reports import Report
from service.handlers.openapi import KEY_ERRORS, examples, problems
from service.handlers.report_csv import csv_answer, csv_example
from service.handlers.report_examples import ANNUAL, ANNUAL_CSV, KPIS, KPIS_CSV
from service.handlers.report_models import ReportAnswer, YearQuery
from service.request_errors import RequestInvalidError
from service.services.phenomenon import PeriodError
from service.services.takedown.annual_report import ANNUAL_TABLES
from service.services.takedown.kpis import KPI_TABLES

__all__ = ["AnnualTable", "KpiTable", "annual_report", "kpi_report", "router"]

router = APIRouter(prefix="/v1/reports", tags=["Reports"])

AnnualTable = StrEnum("AnnualTable", {name.upper(): name for name in ANNUAL_TABLES})  # type: ignore[misc]  # of a tuple of names
"""Tables of the yearly report."""
KpiTable = StrEnum("KpiTable", {name.upper(): name for name in KPI_TABLES})  # type: ignore[misc]  # as above
"""Tables of how notices fare."""
_Reporter = Annotated[Caller, Security(allowed_caller, scopes=[Scope.REPORT])]
_Sender = Annotated[Caller, Security(allowed_caller, scopes=[Scope.REQUEST])]
_OfYear = Annotated[AnnualTable, Path(description="Table.")]
_OfKpis = Annotated[KpiTable, Path(description="Table.")]
_ERRORS = problems(*KEY_ERRORS, RequestInvalidError, PeriodError)


@router.get(
    "/trusted-flagger",
    operation_id="reportNotices",
    summary="The yearly report of notices",
    responses={200: examples({"A year": ANNUAL}, "All tables."), **_ERRORS},
)
def read_annual(caller: _Reporter, edge: EdgeDep, query: Annotated[YearQuery, Query()]) -> ReportAnswer:
    """Return notices by provider, category and outcome (Article 22(3) DSA), and template sheet 1.3; small hidden."""
    return ReportAnswer.of(annual_report(edge, caller, query))


@router.get(
    "/trusted-flagger/{table_id}",
    operation_id="reportNoticesAsCsv",
    summary="One table of the yearly report of notices",
    response_class=Response,
    responses={200: csv_example(ANNUAL_CSV), **_ERRORS},
)
def read_annual_table(
    caller: _Reporter, edge: EdgeDep, table_id: _OfYear, query: Annotated[YearQuery, Query()]
) -> Response:
    """Return one table as CSV; lines that begin with ``#`` say what it is."""
    return csv_answer(annual_report(edge, caller, query), table_id, "notices")


@router.get(
    "/takedown",
    operation_id="reportTakedown",
    summary="How notices fare",
    responses={200: examples({"A year": KPIS}, "All tables."), **_ERRORS},
)
def read_kpis(caller: _Sender, edge: EdgeDep, query: Annotated[YearQuery, Query()]) -> ReportAnswer:
    """Return shares with n and interval, hours with median and p90; no figure is of a person."""
    return ReportAnswer.of(kpi_report(edge, caller, query))


@router.get(
    "/takedown/{table_id}",
    operation_id="reportTakedownAsCsv",
    summary="One table of how notices fare",
    response_class=Response,
    responses={200: csv_example(KPIS_CSV), **_ERRORS},
)
def read_kpi_table(caller: _Sender, edge: EdgeDep, table_id: _OfKpis, query: Annotated[YearQuery, Query()]) -> Response:
    """Return one table as CSV; lines that begin with ``#`` say what it is."""
    return csv_answer(kpi_report(edge, caller, query), table_id, "takedown")


def annual_report(edge: Edge, caller: Caller, query: YearQuery) -> Report:
    """Return the yearly report that is asked for, and note who got it.

    Raises
    ------
    PeriodError
    """
    now = datetime.now(UTC)
    span = query.span(now)
    with edge.context.reading() as factory:
        report = factory.annual_report().report(span, now)
    _note(edge, caller, span.first.year, "annual")
    return report


def kpi_report(edge: Edge, caller: Caller, query: YearQuery) -> Report:
    """Return how the notices of a year fared, and note who got it.

    Raises
    ------
    PeriodError
    """
    now = datetime.now(UTC)
    span = query.span(now)
    with edge.context.reading() as factory:
        report = factory.takedown_kpis().report(span, now)
    _note(edge, caller, span.first.year, "takedown")
    return report


def _note(edge: Edge, caller: Caller, year: int, kind: str) -> None:
    action = AuditAction.DISCLOSE if caller.account_id is None else AuditAction.CONSULT
    with edge.context.writing() as factory:
        factory.audit().note(caller.actor, action, "report", str(year), of=kind)
