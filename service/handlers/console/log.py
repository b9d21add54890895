"""The log of who saw, changed, disclosed and deleted what, for those who check."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field, model_validator
from starlette.responses import Response, StreamingResponse

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import FormBody
from service.domain.access import Caller
from service.domain.audit import AuditAction, AuditFilter
from service.domain.audit_files import LogFormat
from service.domain.disclosure import DisclosureKind, DisclosureReason
from service.errors import LontError
from service.handlers.console.forms import ReasonForm
from service.handlers.console.frame import Auditing, page
from service.services.audit_export import ExportWish, note_export

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_ON_A_PAGE = 100


class LogFilter(BaseModel):
    """What the filter form sends; a field that is left empty is no filter."""

    actor: str | None = Field(default=None, max_length=64)
    action: AuditAction | None = None
    object_id: str | None = Field(default=None, max_length=64)
    before: int | None = Field(default=None, ge=1, le=2**62)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, value: Any) -> Any:  # noqa: ANN401  # pydantic hands over whatever came
        return {name: each for name, each in value.items() if each != ""} if isinstance(value, dict) else value

    def as_filter(self) -> AuditFilter:
        """Return the filter as the store takes it."""
        return AuditFilter(actor=self.actor, action=self.action, object_id=self.object_id)


class ExportForm(ReasonForm):
    """Which entries are wanted, and why."""

    format: LogFormat = LogFormat.NDJSON
    actor: str | None = Field(default=None, max_length=64)
    action: AuditAction | None = None
    object_id: str | None = Field(default=None, max_length=64)
    day_from: date | None = None
    day_until: date | None = None
    first: int = Field(default=1, ge=1, le=2**62)
    last: int | None = Field(default=None, ge=1, le=2**62)

    def as_wish(self) -> ExportWish:
        """Return the wish as the service takes it; raises as `ExportWish` does. Days are days in UTC."""
        begin, end = (None if day is None else _midnight(day) for day in (self.day_from, self.day_until))
        wanted = AuditFilter(actor=self.actor, action=self.action, object_id=self.object_id, at_from=begin)
        wanted = replace(wanted, at_until=None if end is None else end + timedelta(days=1))
        return ExportWish(self.format, wanted, self.first, self.last)


@router.get("/log/export")
def export_page(caller: Auditing, edge: EdgeDep) -> Response:
    """Ask which entries are wanted, and why."""
    return _export_page(edge, caller)


@router.post("/log/export")
def export(caller: Auditing, edge: EdgeDep, form: Annotated[ExportForm, Depends(FormBody(ExportForm))]) -> Response:
    """Send the log as a file, once the reason is in the log."""
    try:
        wish, reason = form.as_wish(), DisclosureReason(form.kind, form.reason)
        with edge.context.writing() as factory:
            note_export(factory.audit(), caller.actor, wish, reason)
    except LontError as error:
        return _export_page(edge, caller, error)
    kind = "text/csv; charset=utf-8" if wish.format is LogFormat.CSV else "application/x-ndjson"
    named = {"Content-Disposition": f'attachment; filename="lont-log.{wish.format}"'}
    return StreamingResponse(edge.context.log_export().chunks(wish), media_type=kind, headers=named)


def _export_page(edge: Edge, caller: Caller, error: LontError | None = None) -> Response:
    kinds, status = list(DisclosureKind), 200 if error is None else error.status
    return page(edge, caller, "log_export.html", status=status, error=error, kinds=kinds, actions=list(AuditAction))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


@router.get("/log")
def log_page(caller: Auditing, edge: EdgeDep, query: Annotated[LogFilter, Query()]) -> Response:
    """Show entries of the log, newest first."""
    with edge.context.reading() as factory:
        entries = factory.audit_entries().search(query.as_filter(), query.before, _ON_A_PAGE + 1)
    shown = entries[:_ON_A_PAGE]
    following = shown[-1].id if len(entries) > _ON_A_PAGE else None
    return page(edge, caller, "log.html", entries=shown, query=query, actions=list(AuditAction), following=following)
