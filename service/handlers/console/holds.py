"""Holds of the police, on a page for the liaison alone."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Security
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.access import allowed_caller
from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller, Scope
from service.domain.holds import HoldKind
from service.domain.messages import Platform
from service.errors import LontError
from service.handlers.console.frame import page
from service.handlers.wire import Words

__all__ = ["router"]

router = APIRouter(prefix="/holds", include_in_schema=False)

_SEE_OTHER = 303
_Liaison = Annotated[Caller, Security(allowed_caller, scopes=[Scope.HOLD])]


class HoldForm(Form):
    """A hold to place; times of the page are UTC."""

    kind: HoldKind
    subject: Annotated[str, Words(1, 500)]
    platform: Platform = Platform.TELEGRAM
    until: str = Field(pattern=r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$")
    reason: Annotated[str, Words(3, 1000)]


@router.get("")
def holds_page(caller: _Liaison, edge: EdgeDep) -> Response:
    """Show the holds and a form for another."""
    return _shown(edge, caller)


@router.post("")
def place(caller: _Liaison, edge: EdgeDep, form: Annotated[HoldForm, Depends(FormBody(HoldForm))]) -> Response:
    """Place a hold."""
    try:
        with edge.context.writing() as factory:
            factory.holds().place(caller, **form.model_dump() | {"until": _in_utc(form.until)})
    except LontError as error:
        return _shown(edge, caller, error)
    return RedirectResponse("/holds", _SEE_OTHER)


@router.post("/{hold_id}/lift")
def lift(caller: _Liaison, edge: EdgeDep, hold_id: UUID) -> Response:
    """End a hold."""
    try:
        with edge.context.writing() as factory:
            factory.holds().lift(caller, hold_id)
    except LontError as error:
        return _shown(edge, caller, error)
    return RedirectResponse("/holds", _SEE_OTHER)


def _shown(edge: Edge, caller: Caller, error: LontError | None = None) -> Response:
    with edge.context.writing() as factory:
        holds = factory.holds().holds(caller)
    status = 200 if error is None else error.status
    return page(edge, caller, "holds.html", status=status, holds=holds, error=error, platforms=list(Platform))


def _in_utc(written: str) -> datetime:
    """Return the time; one that no calendar has is long past, and refused as such."""
    try:
        return datetime.fromisoformat(f"{written}:00+00:00")
    except ValueError:
        return datetime.fromisoformat("1970-01-01T00:00:00+00:00")
