"""`/v1/items`: hand items in, list those that are stored, read one with its surroundings."""

from __future__ import annotations

from collections import Counter
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Response, Security

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody, RawBody
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.factory import Factory
from service.handlers.intake_models import IngestRequest, IngestResponse
from service.handlers.item_examples import DETAIL, INGEST_ANSWER, INGEST_REQUESTS, LIST
from service.handlers.item_models import ItemDetail, ItemList, ItemQuery
from service.handlers.openapi import (
    BODY_ERRORS,
    KEY_ERRORS,
    REPLAY_HEADER,
    REPLAYED,
    body_of,
    examples,
    problems,
)
from service.metrics import ITEMS_TAKEN_IN
from service.request_errors import RequestInvalidError
from service.services.evidence import ImageRefusedError
from service.services.items import ItemNotFoundError
from service.services.keys import IdempotencyConflictError

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["Items"])

_Reader = Annotated[Caller, Security(allowed_caller, scopes=[Scope.READ])]
_IdempotencyKey = Annotated[
    str | None,
    Header(
        alias="Idempotency-Key",
        pattern=r"^[\x21-\x7e]{1,200}$",
        description="A word of your own for this request; sent again with the same body, it gives the same answer.",
    ),
]


@router.post(
    "/items",
    status_code=202,
    operation_id="handInItems",
    summary="Hand items in",
    responses={
        202: examples({"One new item": INGEST_ANSWER}, "What became of each item, in their order.")
        | {"headers": REPLAY_HEADER},
        **problems(*KEY_ERRORS, *BODY_ERRORS, IdempotencyConflictError, ImageRefusedError),
    },
    openapi_extra=body_of(IngestRequest, INGEST_REQUESTS),
)
def hand_in_items(
    *,
    caller: Annotated[Caller, Security(allowed_caller, scopes=[Scope.INGEST])],
    edge: EdgeDep,
    body: Annotated[IngestRequest, Depends(JsonBody(IngestRequest))],
    raw: RawBody,
    response: Response,
    idempotency_key: _IdempotencyKey = None,
) -> IngestResponse:
    """Store up to 1,000 items to be scored within seconds; all of them or, if anything is wrong, none.

    An item that is there already changes nothing; one with another text becomes a new version and is scored anew. A
    channel that lont has never seen needs its `provenance` once. Author handles become keyed pseudonyms before they
    are stored.
    """
    with edge.context.writing() as factory:
        if idempotency_key is None or caller.key_id is None:
            answer = _take_in(factory, caller, body)
        else:
            keys = factory.keys()
            earlier = keys.earlier_answer(caller.key_id, idempotency_key, raw)
            if earlier is not None:
                response.headers[REPLAYED] = "true"
                return IngestResponse.model_validate(earlier)
            answer = _take_in(factory, caller, body)
            keys.remember_answer(caller.key_id, idempotency_key, answer.model_dump(mode="json"))
    for outcome, count in Counter(each.outcome for each in answer.items).items():
        ITEMS_TAKEN_IN.labels(outcome).inc(count)
    return answer


def _take_in(factory: Factory, caller: Caller, body: IngestRequest) -> IngestResponse:
    taken = factory.live_intake().take_in([item.as_live_item() for item in body.items])
    for item, stored in zip(body.items, taken, strict=True):
        if item.screenshot is not None:
            factory.evidence().add_screenshot(UUID(stored.id), item.screenshot, caller.actor)
    return IngestResponse.of(taken)


@router.get(
    "/items",
    operation_id="listItems",
    summary="List stored items",
    responses={
        200: examples({"A last page": LIST}, "One page of items."),
        **problems(*KEY_ERRORS, RequestInvalidError),
    },
)
def list_items(caller: _Reader, edge: EdgeDep, query: Annotated[ItemQuery, Query()]) -> ItemList:
    """List items, newest first or highest score first, in pages.

    Ask again with `cursor` set to `next_cursor` and all else unchanged, until that is null. No item comes twice or is
    missed because others came in meanwhile.
    """
    with edge.context.writing() as factory:  # each view of a text is a row in the log
        page = factory.items().page(query.as_filter(), query.order, query.cursor, query.limit)
        factory.audit().viewed(caller.actor, [item.id for item in page.items], call="listItems")
    return ItemList.of(page)


@router.get(
    "/items/{item_id}",
    operation_id="readItem",
    summary="Read one item",
    responses={
        200: examples({"A scored item": DETAIL}, "The item."),
        **problems(*KEY_ERRORS, ItemNotFoundError, RequestInvalidError),
    },
)
def read_item(
    caller: _Reader, edge: EdgeDep, item_id: Annotated[UUID, Path(description="Of the item in lont.")]
) -> ItemDetail:
    """Return one item with the messages around it, the spans that made its score, and what was decided of it."""
    with edge.context.writing() as factory:
        item, context = factory.items().get(item_id)
        factory.audit().viewed(caller.actor, [item.id, *(near.id for near in context)], call="readItem")
        histories = factory.asks().history(item_id), factory.priority_log().history(item_id)
        return ItemDetail.of_whole(item, context, factory.decisions().history(item_id), *histories)
