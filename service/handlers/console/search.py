"""All stored items, filtered: what was raised and what was not, decided or still to be scored."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode

from fastapi import APIRouter, Query
from pydantic import BaseModel, Field, model_validator
from starlette.responses import Response

from models.contract import LABELS
from service.dependencies.edge import EdgeDep
from service.domain.items import WITH_SCORE, ItemFilter, ItemState
from service.domain.messages import Platform
from service.handlers.console.frame import Reading, page
from service.handlers.console.listing import in_list
from service.handlers.item_models import SearchText
from service.services.items import Order

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_ON_A_PAGE = 50


class ItemSearch(BaseModel):
    """What the filter form sends; a field that is left empty is no filter."""

    label: Literal["recruitment", "f4_sale"] | None = None
    platform: Platform | None = None
    lang: str | None = Field(default=None, pattern="^[a-z]{2,3}$")
    state: ItemState | None = None
    text: SearchText | None = None
    cursor: str | None = Field(default=None, max_length=300)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, value: Any) -> Any:  # noqa: ANN401  # pydantic hands over whatever came
        return {name: each for name, each in value.items() if each != ""} if isinstance(value, dict) else value

    def as_filter(self) -> ItemFilter:
        """Return the filter as the service takes it."""
        return ItemFilter(**self.model_dump(exclude={"cursor"}))

    def address(self, cursor: str | None) -> str:
        """Return the address of another page of the same list."""
        filters = self.model_dump(mode="json", exclude={"cursor"}, exclude_none=True)
        query = urlencode(filters if cursor is None else {**filters, "cursor": cursor})
        return f"/items?{query}" if query else "/items"


@router.get("/items")
def search_page(caller: Reading, edge: EdgeDep, query: Annotated[ItemSearch, Query()]) -> Response:
    """Show one page of the list; items that have no score yet are shown newest first when they are asked for."""
    unscored = query.state is not None and query.state not in WITH_SCORE
    order = Order.NEWEST if unscored else Order.SCORE
    with edge.context.writing() as factory:
        found = factory.items().page(query.as_filter(), order, query.cursor, _ON_A_PAGE)
        states = {} if found.items else factory.scores().count_by_state()
        hidden = factory.score_sight().hidden_of(found.items, caller)
        factory.audit().viewed(caller.actor, [item.id for item in found.items], page="items")
    return page(
        edge,
        caller,
        "items.html",
        rows=in_list(found.items, hidden),
        query=query,
        labels=LABELS,
        platforms=list(Platform),
        states=list(ItemState),
        stored=sum(states.values()),
        pending=states.get(ItemState.PENDING, 0),
        first=query.address(None) if query.cursor else None,
        following=query.address(found.next_cursor) if found.next_cursor else None,
    )
