"""Alerts of a possible threat to life: who has them, and the button by which one takes them on."""

from __future__ import annotations

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import EdgeDep
from service.handlers.console.frame import OnCall, page
from service.services.accounts import actor_of

__all__ = ["router"]

router = APIRouter(prefix="/alerts", include_in_schema=False)

_SEE_OTHER = 303


@router.get("")
def alerts_page(caller: OnCall, edge: EdgeDep) -> Response:
    """Show who is on call, and alerts with how far each has come, unclaimed ones first."""
    with edge.context.reading() as factory:
        states = factory.alerts().states()
        on_call = [actor_of(person.id) for person in factory.accounts().on_call()]
    webhook = edge.context.settings.alert_webhook_url is not None
    return page(edge, caller, "alerts.html", states=states, on_call=on_call, webhook=webhook)


@router.post("/{item_id}/claim")
def claim(caller: OnCall, edge: EdgeDep, item_id: UUID) -> Response:
    """Take an alert on, and look at its item."""
    with edge.context.writing() as factory:
        factory.alerts().claim(caller, item_id)
    return RedirectResponse(f"/items/{item_id}", _SEE_OTHER)


@router.post("/{item_id}/give-back")
def give_back(caller: OnCall, edge: EdgeDep, item_id: UUID) -> Response:
    """Undo one's claim on an alert, so that colleagues are called again."""
    with edge.context.writing() as factory:
        factory.alerts().give_back(caller, item_id)
    return RedirectResponse("/alerts", _SEE_OTHER)
