"""`/v1/takedown-requests` for people's keys: draft, read, edit, move on; and the registry of delivery channels."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, Security

from service.dependencies.accepting import ANSWERS_IN_JSON
from service.dependencies.access import allowed_caller
from service.dependencies.bodies import RawBody, notice_body
from service.dependencies.changes import IdempotencyKey, IdempotencyKeyRequiredError, IfMatch, RequestId
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.domain.takedown.records import public_id, read_public_id
from service.factory import Factory
from service.handlers.openapi import (
    BODY_ERRORS,
    CHANGE_ERRORS,
    IDEMPOTENCY_KEY,
    IF_MATCH,
    NOTICE_ERRORS,
    REPLAY_HEADER,
    REPLAYED,
    body_of,
    examples,
    problems,
    with_headers,
)
from service.handlers.takedown_answers import (
    DeliveryChannelAnswer,
    DeliveryChannelList,
    TakedownAnswer,
    TakedownList,
    TakedownSummary,
)
from service.handlers.takedown_examples import CHANNELS, DRAFT, DRAFTS, EDITED, EDITS, EVENTS, LIST, SUBMITTED
from service.handlers.takedown_models import AskedEvent, DraftRequest, EditRequest, EventRequest, TakedownQuery
from service.handlers.transitions import state_told
from service.request_errors import NotReadyError, RequestInvalidError
from service.services.items import ItemNotFoundError
from service.services.keys import IdempotencyConflictError
from service.services.takedown.errors import (
    DuplicateRequestError,
    HeldError,
    IncompleteNoticeError,
    InvalidTransitionError,
    NotYoursToDoError,
    RequestNotFoundError,
    RouteError,
)
from service.services.takedown.guards import DecisionUndoneError

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["Takedown"], dependencies=[ANSWERS_IN_JSON])

_ETAG = {"ETag": {"description": "The version, for If-Match.", "schema": {"type": "string"}}}
_LOCATION = {"Location": {"description": "Where the request is read.", "schema": {"type": "string"}}}
_CREATED = _ETAG | _LOCATION | REPLAY_HEADER
_Person = Annotated[Caller, Security(allowed_caller, scopes=[Scope.REQUEST])]


@router.post(
    "/takedown-requests",
    status_code=201,
    operation_id="draftTakedownRequest",
    summary="Draft a takedown request",
    responses={
        201: examples({"A draft": DRAFT}, "The draft, with what it still needs in `warnings`.") | {"headers": _CREATED},
        **problems(
            *(*NOTICE_ERRORS, *BODY_ERRORS, IdempotencyKeyRequiredError, IdempotencyConflictError),
            *(
                ItemNotFoundError,
                NotYoursToDoError,
                InvalidTransitionError,
                DuplicateRequestError,
                RouteError,
                HeldError,
            ),
        ),
    },
    openapi_extra=body_of(DraftRequest, DRAFTS) | with_headers(IDEMPOTENCY_KEY),
)
def draft_request(
    *,
    caller: _Person,
    edge: EdgeDep,
    idempotency_key: IdempotencyKey,
    body: Annotated[DraftRequest, Depends(notice_body(DraftRequest))],
    raw: RawBody,
    response: Response,
) -> TakedownAnswer:
    """Draft a notice under Article 16 DSA for an item on which a confirmation stands; for analysts.

    lont fills in what it knows; a draft may be incomplete. The same call again, with the same key and body, makes
    nothing new and answers with the request as it stands then.
    """
    with edge.context.writing() as factory:
        request_id, replayed = _drafted(factory, caller, idempotency_key, raw, body)
        answer = _shown(factory, caller, request_id, response)
    response.headers["Location"] = f"{router.prefix}/takedown-requests/{answer.id}"
    if replayed:
        response.headers[REPLAYED] = "true"
    return answer


@router.get(
    "/takedown-requests",
    operation_id="listTakedownRequests",
    summary="List takedown requests",
    dependencies=[Security(allowed_caller, scopes=[Scope.REQUEST])],
    responses={
        200: examples({"A last page": LIST}, "One page of requests."),
        **problems(*NOTICE_ERRORS, RequestInvalidError),
    },
)
def list_requests(edge: EdgeDep, query: Annotated[TakedownQuery, Query()]) -> TakedownList:
    """List requests, newest first, in pages; without the text of their items, so that no view of it is logged."""
    with edge.context.reading() as factory:
        found = factory.takedown_desk().requests.found(query.as_filter(), query.before, query.limit + 1)
        clocks = factory.takedown().clocks_of(found)
    shown = [TakedownSummary.of(each, clocks[each.id]) for each in found[: query.limit]]
    return TakedownList(requests=shown, next_cursor=shown[-1].id if len(found) > query.limit else None)


@router.get(
    "/takedown-requests/{request_id}",
    operation_id="readTakedownRequest",
    summary="Read one takedown request",
    responses={
        200: examples({"A draft": DRAFT, "Submitted": SUBMITTED}, "The request.") | {"headers": _ETAG},
        **problems(*NOTICE_ERRORS, RequestNotFoundError, RequestInvalidError),
    },
)
def read_request(caller: _Person, edge: EdgeDep, request_id: RequestId, response: Response) -> TakedownAnswer:
    """Return one request with its life, what the caller may do now, and what the platform gets to read."""
    with edge.context.writing() as factory:  # each view is a row in the log
        return _shown(factory, caller, request_id, response)


@router.patch(
    "/takedown-requests/{request_id}",
    operation_id="editTakedownRequest",
    summary="Edit a takedown request",
    responses={
        200: examples({"Edited": EDITED}, "The request as it is now.") | {"headers": _ETAG},
        **problems(*NOTICE_ERRORS, *BODY_ERRORS, *CHANGE_ERRORS),
    },
    openapi_extra=body_of(EditRequest, EDITS) | with_headers(IF_MATCH),
)
def edit_request(
    *,
    caller: _Person,
    edge: EdgeDep,
    request_id: RequestId,
    version: IfMatch,
    body: Annotated[EditRequest, Depends(notice_body(EditRequest))],
    response: Response,
) -> TakedownAnswer:
    """Change a draft or a request in review; for analysts. A change of what the platform reads undoes `bona_fide`."""
    with edge.context.writing() as factory:
        takedown = factory.takedown()
        with state_told(takedown, caller, request_id):
            takedown.edit(caller, request_id, version, body.as_edit())
        return _shown(factory, caller, request_id, response)


@router.post(
    "/takedown-requests/{request_id}/events",
    operation_id="moveTakedownRequest",
    summary="Move a takedown request on",
    responses={
        200: examples({"Submitted": SUBMITTED}, "The request as it is now.") | {"headers": _ETAG},
        **problems(
            *(
                *NOTICE_ERRORS,
                *BODY_ERRORS,
                *CHANGE_ERRORS,
                IncompleteNoticeError,
                DecisionUndoneError,
                HeldError,
                NotReadyError,
            )
        ),
    },
    openapi_extra=body_of(EventRequest, EVENTS) | with_headers(IF_MATCH),
)
def move_request(
    *,
    caller: _Person,
    edge: EdgeDep,
    request_id: RequestId,
    version: IfMatch,
    body: Annotated[EventRequest, Depends(notice_body(EventRequest))],
    response: Response,
) -> TakedownAnswer:
    """Let one event happen to a request; `allowed_events` of a request lists those that the caller may ask for.

    Who wrote or confirmed a request cannot approve it. `attest_live` is no transition: it notes that the caller has
    just seen every item online.
    """
    with edge.context.writing() as factory:
        takedown = factory.takedown()
        with state_told(takedown, caller, request_id):
            if body.event is AskedEvent.ATTEST_LIVE:
                takedown.attest(caller, request_id, version)
            else:
                takedown.apply(caller, request_id, version, body.as_input())
        return _shown(factory, caller, request_id, response)


@router.get(
    "/delivery-channels",
    operation_id="listDeliveryChannels",
    summary="List delivery channels",
    dependencies=[Security(allowed_caller, scopes=[Scope.REQUEST])],
    responses={
        200: examples({"A web form": CHANNELS}, "The registry."),
        **problems(*NOTICE_ERRORS, NotReadyError),
    },
)
def list_delivery_channels(edge: EdgeDep) -> DeliveryChannelList:
    """List the ways to bring a notice to a platform, as the operator's registry has them."""
    channels = edge.context.office.channels
    return DeliveryChannelList(delivery_channels=[DeliveryChannelAnswer.model_validate(each) for each in channels])


def _drafted(
    factory: Factory, caller: Caller, idempotency_key: str, raw: bytes, body: DraftRequest
) -> tuple[UUID, bool]:
    """Return the request, and whether an earlier call made it; of that call only the id is kept, and no text."""
    assert caller.key_id is not None  # noqa: S101  # calls below /v1 come with a key
    keys = factory.keys()
    earlier = keys.earlier_answer(caller.key_id, idempotency_key, raw)
    known = None if earlier is None else read_public_id(earlier["id"])
    if known is not None:
        return known, True
    request = factory.takedown().create(caller, body.item_id, body.as_edit())
    keys.remember_answer(caller.key_id, idempotency_key, {"id": public_id(request.id)})
    return request.id, False


def _shown(factory: Factory, caller: Caller, request_id: UUID, response: Response) -> TakedownAnswer:
    """Return the answer that shows a request, with its ETag; the view is noted in the log."""
    view = factory.takedown().view(caller, request_id)
    response.headers["ETag"] = f'"{view.request.version}"'
    return TakedownAnswer.of(view)
