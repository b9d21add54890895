"""How platforms answered, and the warnings that stop sending to one until a person has looked."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import AccessRole, Caller
from service.domain.messages import Platform
from service.errors import LontError
from service.handlers.console.frame import Requesting, page
from service.handlers.wire import Words

__all__ = ["router"]

router = APIRouter(prefix="/platforms", include_in_schema=False)

_SEE_OTHER = 303
_DAYS = (30, 90, 365)
_WARNS = frozenset({AccessRole.ANALYST, AccessRole.APPROVER, AccessRole.LEGAL})
_CLEARS = frozenset({AccessRole.APPROVER, AccessRole.LEGAL})


class WarningForm(Form):
    """A warning that came by letter."""

    platform: Platform
    words: Annotated[str, Words(1, 2000)]


class ClearForm(Form):
    """Why notices may leave again."""

    because: Annotated[str, Words(1, 500)]


@router.get("")
def platforms_page(
    caller: Requesting, edge: EdgeDep, days: Annotated[Literal["30", "90", "365"], Query()] = "90"
) -> Response:
    """Show figures by platform, and warnings."""
    return _shown(edge, caller, int(days))


@router.post("/warnings")
def warn(caller: Requesting, edge: EdgeDep, form: Annotated[WarningForm, Depends(FormBody(WarningForm))]) -> Response:
    """Enter a warning of a platform."""
    try:
        with edge.context.writing() as factory:
            factory.platforms().warn(caller, form.platform, form.words)
    except LontError as error:
        return _shown(edge, caller, error=error)
    return RedirectResponse("/platforms", _SEE_OTHER)


@router.post("/warnings/{warning_id}/clear")
def clear(
    caller: Requesting, edge: EdgeDep, warning_id: UUID, form: Annotated[ClearForm, Depends(FormBody(ClearForm))]
) -> Response:
    """Let notices leave again."""
    try:
        with edge.context.writing() as factory:
            factory.platforms().clear(caller, warning_id, form.because)
    except LontError as error:
        return _shown(edge, caller, error=error)
    return RedirectResponse("/platforms", _SEE_OTHER)


def _shown(edge: Edge, caller: Caller, days: int = 90, error: LontError | None = None) -> Response:
    with edge.context.reading() as factory:
        found = factory.platforms()
        rows, alarms, warnings = found.accuracy(days), found.alarms(), found.warnings()
    return page(
        edge,
        caller,
        "platforms.html",
        status=200 if error is None else error.status,
        rows=rows,
        alarms=alarms,
        warnings=warnings,
        days=days,
        choices=_DAYS,
        platforms=list(Platform),
        may_warn=bool(caller.roles & _WARNS),
        may_clear=bool(caller.roles & _CLEARS),
        error=error,
    )
