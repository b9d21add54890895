"""What has changed since the queue was shown: asked for by its open page, which moves no row by itself."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field
from starlette.responses import Response

from service.dependencies.edge import EdgeDep
from service.handlers.console.frame import Deciding
from service.handlers.console.queue_view import QueueView
from service.handlers.moments import Moment
from service.handlers.templating import render

__all__ = ["router"]

router = APIRouter(include_in_schema=False)


class LiveQuery(QueueView):
    """What the page showed when it was opened."""

    since: Moment | None = None
    """When the last item of then came into the queue."""
    shown: list[UUID] = Field(default=[], max_length=50)
    """The items on it, in their order."""


@router.get("/queue/live")
def changes(caller: Deciding, edge: EdgeDep, query: Annotated[LiveQuery, Query()]) -> Response:
    """Tell how many items came in, the counts, and what became of the rows; no text is shown."""
    with edge.context.reading() as factory:
        queue = factory.queue()
        changed = queue.changes(query.as_filter(caller.actor), query.since, query.shown)
        waiting = queue.waiting()
        claims = factory.claims().on(query.shown)
        names = factory.accounts().names()
    decided = {each.id: each.verdict for each in changed.gone}
    return render(
        "queue_live.html",
        caller=caller,
        names=names,
        query=query,
        changed=changed,
        waiting=waiting,
        claims=claims,
        decided=decided,
    )
