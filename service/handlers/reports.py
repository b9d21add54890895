"""`/v1/reports`: how the work goes, and the picture of the phenomenon, as JSON or one table as CSV."""

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
from service.handlers.report_examples import PHENOMENON, PHENOMENON_CSV, WORK, WORK_CSV
from service.handlers.report_models import PhenomenonQuery, ReportAnswer, WorkQuery
from service.request_errors import RequestInvalidError
from service.services.phenomenon import PeriodError
from service.services.phenomenon_tables import PHENOMENON_TABLES
from service.services.work_figures import WORK_TABLES, SpanError

__all__ = ["PhenomenonTable", "WorkTable", "phenomenon_report", "router", "work_report"]

router = APIRouter(prefix="/v1/reports", tags=["Reports"])

WorkTable = StrEnum("WorkTable", {name.upper(): name for name in WORK_TABLES})  # type: ignore[misc]  # of a tuple of names
"""Tables of the figures of the work."""
PhenomenonTable = StrEnum("PhenomenonTable", {name.upper(): name for name in PHENOMENON_TABLES})  # type: ignore[misc]  # as above
"""Tables of the picture of the phenomenon."""
_Reader = Annotated[Caller, Security(allowed_caller, scopes=[Scope.READ])]
_Reporter = Annotated[Caller, Security(allowed_caller, scopes=[Scope.REPORT])]
_OfWork = Annotated[WorkTable, Path(description="Table.")]
_OfPhenomenon = Annotated[PhenomenonTable, Path(description="Table.")]


@router.get(
    "/workload",
    operation_id="reportWork",
    summary="How the work goes",
    responses={
        200: examples({"Two days": WORK}, "All tables."),
        **problems(*KEY_ERRORS, RequestInvalidError, SpanError),
    },
)
def read_work(_: _Reader, edge: EdgeDep, query: Annotated[WorkQuery, Query()]) -> ReportAnswer:
    """Return what came in, how long it waits, what was decided and how often labels held; no figure is of a person."""
    return ReportAnswer.of(work_report(edge, query))


@router.get(
    "/workload/{table_id}",
    operation_id="reportWorkAsCsv",
    summary="One table of how the work goes",
    response_class=Response,
    responses={200: csv_example(WORK_CSV), **problems(*KEY_ERRORS, RequestInvalidError, SpanError)},
)
def read_work_table(_: _Reader, edge: EdgeDep, table_id: _OfWork, query: Annotated[WorkQuery, Query()]) -> Response:
    """Return one table as CSV; lines that begin with ``#`` say what it is."""
    return csv_answer(work_report(edge, query), table_id, "work")


@router.get(
    "/phenomenon",
    operation_id="reportPhenomenon",
    summary="The picture of the phenomenon",
    responses={
        200: examples({"A quarter": PHENOMENON}, "All tables."),
        **problems(*KEY_ERRORS, RequestInvalidError, PeriodError),
    },
)
def read_phenomenon(caller: _Reporter, edge: EdgeDep, query: Annotated[PhenomenonQuery, Query()]) -> ReportAnswer:
    """Return offers by place, week and what they say, as distinct campaigns; small counts are hidden."""
    return ReportAnswer.of(phenomenon_report(edge, caller, query))


@router.get(
    "/phenomenon/{table_id}",
    operation_id="reportPhenomenonAsCsv",
    summary="One table of the picture of the phenomenon",
    response_class=Response,
    responses={200: csv_example(PHENOMENON_CSV), **problems(*KEY_ERRORS, RequestInvalidError, PeriodError)},
)
def read_phenomenon_table(
    caller: _Reporter, edge: EdgeDep, table_id: _OfPhenomenon, query: Annotated[PhenomenonQuery, Query()]
) -> Response:
    """Return one table as CSV; lines that begin with ``#`` say what it is."""
    return csv_answer(phenomenon_report(edge, caller, query), table_id, "phenomenon")


def work_report(edge: Edge, query: WorkQuery) -> Report:
    """Return the figures of the work that are asked for.

    Raises
    ------
    SpanError
    """
    now = datetime.now(UTC)
    span = query.span(now)
    with edge.context.reading() as factory:
        return factory.work_figures().report(span, query.which(), now)


def phenomenon_report(edge: Edge, caller: Caller, query: PhenomenonQuery) -> Report:
    """Return the picture that is asked for, and note who got it.

    Raises
    ------
    PeriodError
    """
    now = datetime.now(UTC)
    quarter = query.quarter(now)
    with edge.context.reading() as factory:
        report = factory.phenomenon().report(query.label, query.basis, quarter, now)
    with edge.context.writing() as factory:
        details = {"label": query.label, "basis": query.basis.value}
        action = AuditAction.DISCLOSE if caller.account_id is None else AuditAction.CONSULT
        factory.audit().note(caller.actor, action, "report", str(quarter), **details)
    return report
