"""The mails that stayed on this machine: in a demonstration nothing leaves it, and here is what would have left."""

from __future__ import annotations

from fastapi import APIRouter
from starlette.responses import Response

from service.delivery.sink import sunk_mails
from service.dependencies.edge import EdgeDep
from service.domain.audit import AuditAction
from service.handlers.console.frame import Requesting, page
from service.request_errors import RouteNotFoundError

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_SHOWN = 50


@router.get("/mails")
def mails_page(caller: Requesting, edge: EdgeDep) -> Response:
    """Show the newest mails of the sink.

    Raises
    ------
    RouteNotFoundError
        When mails go to a real server.
    """
    if edge.sink is None:
        raise RouteNotFoundError("Mails leave this machine here.", "The log tells which were sent.")
    mails = sunk_mails(edge.sink)[:_SHOWN]
    with edge.context.writing() as factory:
        factory.audit().note(caller.actor, AuditAction.CONSULT, "mails", "sink", shown=len(mails))
    return page(edge, caller, "mails.html", mails=mails)
