"""The first page for people: scored items, highest first, read only, for browsers on this machine."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field, model_validator
from starlette.responses import HTMLResponse

from models.contract import LABELS
from service.dependencies.edge import EdgeDep
from service.dependencies.local import require_local
from service.domain.items import ItemFilter, ItemRecord, ItemState
from service.domain.messages import Platform
from service.handlers.item_models import SearchText
from service.handlers.marking import marked, shortened
from service.handlers.templating import render
from service.services.items import Order

__all__ = ["router"]

router = APIRouter(include_in_schema=False, dependencies=[Depends(require_local)])

_ON_A_PAGE = 50
_SHOWN_IN_LIST = 600
"""Characters of a text in the list; the item's own page shows all."""


class PageQuery(BaseModel):
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
        return f"/?{query}" if query else "/"


@router.get("/")
def list_page(edge: EdgeDep, query: Annotated[PageQuery, Query()]) -> HTMLResponse:
    """Show one page of the list; items that have no score yet are shown newest first when they are asked for."""
    unscored = query.state is not None and query.state is not ItemState.SCORED
    order = Order.NEWEST if unscored else Order.SCORE
    with edge.context.reading() as factory:
        page = factory.items().page(query.as_filter(), order, query.cursor, _ON_A_PAGE)
        states = {} if page.items else factory.scores().count_by_state()
    return render(
        "items.html",
        rows=[(item, *_first_words(item)) for item in page.items],
        query=query,
        labels=LABELS,
        platforms=list(Platform),
        states=list(ItemState),
        stored=sum(states.values()),
        pending=states.get(ItemState.PENDING, 0),
        first=query.address(None) if query.cursor else None,
        following=query.address(page.next_cursor) if page.next_cursor else None,
    )


@router.get("/items/{item_id}")
def item_page(edge: EdgeDep, item_id: UUID) -> HTMLResponse:
    """Show one item with the messages around it."""
    with edge.context.reading() as factory:
        item, context = factory.items().get(item_id)
    text = item.text or ""
    spans = [(span, text[_position(span, "start") : _position(span, "end")]) for span in item.explanation]
    return render(
        "item.html",
        item=item,
        pieces=marked(text, item.explanation, LABELS),
        spans=spans,
        answered=[near for near in context if near.position == "reply_to"],
        before=[near for near in context if near.position == "before"],
        after=[near for near in context if near.position == "after"],
    )


def _first_words(item: ItemRecord) -> tuple[object, bool]:
    return shortened(marked(item.text or "", item.explanation, item.labels), _SHOWN_IN_LIST)


def _position(span: dict[str, object], name: str) -> int:
    value = span[name]
    return value if isinstance(value, int) and value >= 0 else 0
