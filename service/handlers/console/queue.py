"""The first page: what waits for review, most urgent first; and the way from one item to the next."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import Field, ValidationError
from starlette.responses import RedirectResponse, Response

from models.contract import LABELS
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.domain.claims import Claim
from service.domain.decisions import RejectReason
from service.domain.messages import Platform
from service.domain.review_tasks import ReviewTask
from service.domain.saved_views import MOST_VIEWS, SavedView
from service.factory import Factory
from service.handlers.console.frame import Deciding, Person, page
from service.handlers.console.listing import in_list
from service.handlers.console.queue_view import HOURS, QueueView
from service.services.queue import Counted

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_ON_A_PAGE = 50
_SEE_OTHER = 303
_HOMES = ((Scope.REQUEST, "/requests"), (Scope.READ, "/items"), (Scope.AUDIT, "/log"), (Scope.ACCOUNTS, "/accounts"))
"""Where somebody begins who decides nothing: the first of these that they may open."""


class QueueFilter(QueueView):
    """What the address of the page says."""

    cursor: str | None = Field(default=None, max_length=300)
    passed: UUID | None = None
    undo: UUID | None = None
    """With `passed`: the decision that emptied the queue, and its item; it can be taken back from here."""


@dataclass(frozen=True, slots=True)
class ViewTab:
    """A saved view as the page shows it."""

    saved: SavedView
    view: QueueView | None
    """``None``: what was kept is no filter any more."""
    count: Counted | None


@router.get("/")
def queue_page(caller: Person, edge: EdgeDep, query: Annotated[QueueFilter, Query()]) -> Response:
    """Show one page of the queue; whoever decides nothing is sent to where their work is."""
    if Scope.DECIDE not in caller.scopes:
        return RedirectResponse(_home(caller), _SEE_OTHER)
    with edge.context.writing() as factory:
        queue = factory.queue()
        latest = queue.latest()
        found = queue.page(query.as_filter(caller.actor), query.cursor, _ON_A_PAGE)
        ids = [item.id for item in found.items]
        values = {
            "waiting": queue.waiting(),
            "claims": factory.claims().on(ids),
            "mine": queue.count(QueueView(assigned="me").as_filter(caller.actor)),
            "tabs": _tabs(factory, caller),
        }
        states = {} if found.items else factory.scores().count_by_state()
        hidden = factory.score_sight().hidden_of(found.items, caller)
        factory.audit().viewed(caller.actor, ids, page="queue")
    rows = in_list(found.items, hidden)
    shown = [row.item.id.hex for row in rows]  # in their order on the page, which tells nothing that is hidden there
    seen = {"since": "" if latest is None else latest.isoformat(), "shown": shown}
    return page(
        edge,
        caller,
        "queue.html",
        status=200,
        **values,
        rows=rows,
        query=query,
        filtered=bool(query.query),
        labels=LABELS,
        reasons=list(RejectReason),
        platforms=list(Platform),
        hours=HOURS,
        most_views=MOST_VIEWS,
        live=f"/queue/live?{urlencode(query.filters() | seen, doseq=True)}",
        stored=sum(states.values()),
        pending=states.get("pending", 0),
        partly=found.partly,
        first=query.address() if query.cursor else None,
        following=query.address(found.next_cursor) if found.next_cursor else None,
    )


@router.get("/queue/next")
def next_item(caller: Deciding, edge: EdgeDep, query: Annotated[QueueFilter, Query()]) -> Response:
    """Claim the item of a view that should be looked at next, with the view along.

    `passed` was just looked at, `undo` takes its decision back.
    """
    with edge.context.writing() as factory:
        found = factory.review_tasks().next(caller, query.as_filter(caller.actor), query.passed)
    trail = urlencode({"passed": str(query.passed), "undo": str(query.undo)}) if query.passed and query.undo else ""
    target = query.address() if found is None else query.onto(_place(found))
    return RedirectResponse(f"{target}{'&' if '?' in target else '?'}{trail}" if trail else target, _SEE_OTHER)


def _tabs(factory: Factory, caller: Caller) -> list[ViewTab]:
    if caller.account_id is None:
        return []
    return [_tab(factory, caller, saved) for saved in factory.saved_views().of(caller.account_id)]


def _tab(factory: Factory, caller: Caller, saved: SavedView) -> ViewTab:
    try:
        view = QueueView.model_validate(dict(saved.filters))
    except ValidationError:  # kept by a version that knew other filters
        return ViewTab(saved, None, None)
    return ViewTab(saved, view, factory.queue().count(view.as_filter(caller.actor)))


def _place(found: Claim | ReviewTask) -> str:
    return f"/reviews/{found.id}" if isinstance(found, ReviewTask) else f"/items/{found.item_id}"


def _home(caller: Caller) -> str:
    return next((path for scope, path in _HOMES if scope in caller.scopes), "/account/password")
