"""`/handover`: what changed since somebody was last here, and what waits for them; without a text of any item."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from service.dependencies.edge import EdgeDep
from service.domain.hand_over import HandOverPart
from service.domain.takedown.records import public_id
from service.handlers.console.frame import Reading, page

__all__ = ["router"]

router = APIRouter(prefix="/handover", include_in_schema=False)


@router.get("")
def hand_over_page(
    caller: Reading, edge: EdgeDep, full: Annotated[HandOverPart | None, Query(alias="all")] = None
) -> Response:
    """Show ten lines of each list, or one list in full."""
    with edge.context.reading() as factory:
        hand_over = factory.hand_over().of(caller, full)
    return page(edge, caller, "handover.html", hand_over=hand_over, full=full, public_id=public_id)
