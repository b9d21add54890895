"""The first page: what waits for review, most urgent first; and the way from one item to the next."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, model_validator
from starlette.responses import RedirectResponse, Response

from models.contract import LABELS
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.domain.decisions import Verdict
from service.domain.items import ItemFilter
from service.domain.messages import Platform
from service.handlers.console.frame import Deciding, Person, page
from service.handlers.console.listing import in_list

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_ON_A_PAGE = 50
_FILTERS = {"label", "priority", "platform", "lang", "verdict"}
_SEE_OTHER = 303
_HOMES = ((Scope.REQUEST, "/requests"), (Scope.READ, "/items"), (Scope.AUDIT, "/log"), (Scope.ACCOUNTS, "/accounts"))
"""Where somebody begins who decides nothing: the first of these that they may open."""


class QueueFilter(BaseModel):
    """What the filter form sends; a field that is left empty is no filter."""

    label: Literal["recruitment", "f4_sale"] | None = None
    priority: Literal["P0", "P1", "P2", "P3"] | None = None
    platform: Platform | None = None
    lang: str | None = Field(default=None, pattern="^[a-z]{2,3}$")
    verdict: Literal[Verdict.DEFER, Verdict.ESCALATE] | None = None
    cursor: str | None = Field(default=None, max_length=300)
    passed: UUID | None = None
    undo: UUID | None = None
    """With `passed`: the decision that emptied the queue, and its item; it can be taken back from here."""

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, value: Any) -> Any:  # noqa: ANN401  # pydantic hands over whatever came
        return {name: each for name, each in value.items() if each != ""} if isinstance(value, dict) else value

    def as_filter(self) -> ItemFilter:
        """Return the filter as the service takes it."""
        return ItemFilter(**self.model_dump(include=_FILTERS))

    def address(self, cursor: str | None) -> str:
        """Return the address of another page of the same list."""
        filters = self.model_dump(mode="json", include=_FILTERS, exclude_none=True)
        query = urlencode(filters if cursor is None else {**filters, "cursor": cursor})
        return f"/?{query}" if query else "/"


@router.get("/")
def queue_page(caller: Person, edge: EdgeDep, query: Annotated[QueueFilter, Query()]) -> Response:
    """Show one page of the queue; whoever decides nothing is sent to where their work is."""
    if Scope.DECIDE not in caller.scopes:
        return RedirectResponse(_home(caller), _SEE_OTHER)
    with edge.context.writing() as factory:
        found = factory.items().queue(query.as_filter(), query.cursor, _ON_A_PAGE)
        waiting = factory.items().count_queue()
        claims = factory.claims().on([item.id for item in found.items])
        states = {} if found.items else factory.scores().count_by_state()
        factory.audit().viewed(caller.actor, [item.id for item in found.items], page="queue")
    return page(
        edge,
        caller,
        "queue.html",
        rows=in_list(found.items),
        query=query,
        labels=LABELS,
        platforms=list(Platform),
        claims=claims,
        waiting=waiting,
        stored=sum(states.values()),
        pending=states.get("pending", 0),
        first=query.address(None) if query.cursor else None,
        following=query.address(found.next_cursor) if found.next_cursor else None,
    )


@router.get("/queue/next")
def next_item(caller: Deciding, edge: EdgeDep, passed: UUID | None = None, undo: UUID | None = None) -> Response:
    """Claim the item that should be looked at next; `passed` was just looked at, `undo` takes its decision back."""
    with edge.context.writing() as factory:
        claim = factory.claims().take_next(caller, ItemFilter(), passed)
    trail = urlencode({"passed": str(passed), "undo": str(undo)}) if passed and undo else ""
    target = "/" if claim is None else f"/items/{claim.item_id}"
    return RedirectResponse(f"{target}?{trail}" if trail else target, _SEE_OTHER)


def _home(caller: Caller) -> str:
    return next((path for scope, path in _HOMES if scope in caller.scopes), "/account/password")
