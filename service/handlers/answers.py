"""`/v1/received-requests` for a platform's key: the notices that were sent to it, and its answers."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response, Security

from service.dependencies.accepting import ANSWERS_IN_JSON
from service.dependencies.access import allowed_caller
from service.dependencies.bodies import notice_body
from service.dependencies.changes import IfMatch, RequestId
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.answer_examples import RECEIVED, RECEIVED_LIST, REPLIES
from service.handlers.answer_models import ReceivedAnswer, ReceivedList, ReceivedSummary, ReplyRequest
from service.handlers.openapi import (
    BODY_ERRORS,
    CHANGE_ERRORS,
    IF_MATCH,
    NOTICE_ERRORS,
    body_of,
    examples,
    problems,
    with_headers,
)
from service.handlers.takedown_models import ReceivedQuery
from service.handlers.transitions import state_told
from service.request_errors import RequestInvalidError
from service.services.takedown.answering import ReceivedNotice
from service.services.takedown.errors import RequestNotFoundError

__all__ = ["router"]

router = APIRouter(prefix="/v1/received-requests", tags=["Takedown"], dependencies=[ANSWERS_IN_JSON])

_ETAG = {"ETag": {"description": "The version, for If-Match.", "schema": {"type": "string"}}}
_Platform = Annotated[Caller, Security(allowed_caller, scopes=[Scope.ANSWER])]


@router.get(
    "",
    operation_id="listReceivedRequests",
    summary="List the notices to a platform",
    responses={
        200: examples({"A last page": RECEIVED_LIST}, "One page of requests."),
        **problems(*NOTICE_ERRORS, RequestInvalidError),
    },
)
def list_received(caller: _Platform, edge: EdgeDep, query: Annotated[ReceivedQuery, Query()]) -> ReceivedList:
    """List the requests that were sent to the platform of the key, newest first, in pages."""
    with edge.context.reading() as factory:
        found = factory.answering().page(caller, query.as_filter(), query.before, query.limit + 1)
    shown = [ReceivedSummary.of(each) for each in found[: query.limit]]
    return ReceivedList(requests=shown, next_cursor=shown[-1].id if len(found) > query.limit else None)


@router.get(
    "/{request_id}",
    operation_id="readReceivedRequest",
    summary="Read one notice to a platform",
    responses={
        200: examples({"Acknowledged": RECEIVED}, "The notice.") | {"headers": _ETAG},
        **problems(*NOTICE_ERRORS, RequestNotFoundError, RequestInvalidError),
    },
)
def read_received(caller: _Platform, edge: EdgeDep, request_id: RequestId, response: Response) -> ReceivedAnswer:
    """Return one notice in full: the exact location, the text, why it is illegal, who files it and what is asked."""
    with edge.context.writing() as factory:  # each view is a row in the log
        return _shown(factory.answering().view(caller, request_id), response)


@router.post(
    "/{request_id}/events",
    operation_id="answerReceivedRequest",
    summary="Answer a notice",
    responses={
        200: examples({"Acknowledged": RECEIVED}, "The notice as it is now.") | {"headers": _ETAG},
        **problems(*NOTICE_ERRORS, *BODY_ERRORS, *CHANGE_ERRORS),
    },
    openapi_extra=body_of(ReplyRequest, REPLIES) | with_headers(IF_MATCH),
)
def answer_received(
    *,
    caller: _Platform,
    edge: EdgeDep,
    request_id: RequestId,
    version: IfMatch,
    body: Annotated[ReplyRequest, Depends(notice_body(ReplyRequest))],
    response: Response,
) -> ReceivedAnswer:
    """Acknowledge a notice (Article 16(4)), ask about it, or say what was decided (Article 16(5)), item by item."""
    with edge.context.writing() as factory:
        answering = factory.answering()
        with state_told(factory.takedown(), caller, request_id):
            return _shown(answering.answer(caller, request_id, version, body.as_input()), response)


def _shown(received: ReceivedNotice, response: Response) -> ReceivedAnswer:
    response.headers["ETag"] = f'"{received.version}"'
    return ReceivedAnswer.of(received)
