"""Alerts of a possible threat to life: who has them, and the button by which one takes them on."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import EdgeDep
from service.handlers.console.frame import OnCall, page

__all__ = ["router"]

router = APIRouter(prefix="/alerts", include_in_schema=False)

_SEE_OTHER = 303


@router.get("")
def alerts_page(caller: OnCall, edge: EdgeDep) -> Response:
    """Show alerts, unclaimed ones first."""
    with edge.context.reading() as factory:
        alerts = factory.alerts().newest()
    return page(edge, caller, "alerts.html", alerts=alerts)


@router.post("/{item_id}/claim")
def claim(caller: OnCall, edge: EdgeDep, item_id: UUID) -> Response:
    """Take an alert on, and look at its item."""
    with edge.context.writing() as factory:
        factory.alerts().claim(caller, item_id)
    return RedirectResponse(f"/items/{item_id}", _SEE_OTHER)
