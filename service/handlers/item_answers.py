"""What became of single items of a notice: said by its platform with its key, or entered by a person."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Response, Security

from service.dependencies.accepting import ANSWERS_IN_JSON
from service.dependencies.access import allowed_caller
from service.dependencies.bodies import notice_body
from service.dependencies.changes import IfMatch, RequestId
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.answer_examples import RECEIVED
from service.handlers.answer_models import ReceivedAnswer
from service.handlers.item_answer_models import ItemReplies, RecordedReplies
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
from service.handlers.takedown_answers import TakedownAnswer
from service.handlers.takedown_examples import SUBMITTED
from service.handlers.transitions import state_told

__all__ = ["REPLIES", "router"]

router = APIRouter(prefix="/v1", tags=["Takedown"], dependencies=[ANSWERS_IN_JSON])

_ETAG = {"ETag": {"description": "The version, for If-Match.", "schema": {"type": "string"}}}
_ITEM = RECEIVED["items"][0]["item_id"]
REPLIES: dict[str, dict[str, Any]] = {
    "Blocked in one state": {
        "items": [
            {
                "item_id": _ITEM,
                "outcome": "geo_blocked",
                "territory": ["NL"],
                "ground": "DECISION_GROUND_ILLEGAL_CONTENT",
                "visibility": "DECISION_VISIBILITY_CONTENT_DISABLED",
                "reference": "TG-2026-118-1",
            }
        ],
        "ticket": "TG-2026-118",
    },
    "Not illegal": {"items": [{"item_id": _ITEM, "outcome": "not_illegal", "reason": "We see no offer in this post."}]},
}


@router.post(
    "/received-requests/{request_id}/answers",
    operation_id="answerReceivedItems",
    summary="Answer a notice item by item",
    responses={
        200: examples({"Acknowledged": RECEIVED}, "The notice as it is now.") | {"headers": _ETAG},
        **problems(*NOTICE_ERRORS, *BODY_ERRORS, *CHANGE_ERRORS),
    },
    openapi_extra=body_of(ItemReplies, REPLIES) | with_headers(IF_MATCH),
)
def answer_items(
    *,
    caller: Annotated[Caller, Security(allowed_caller, scopes=[Scope.ANSWER])],
    edge: EdgeDep,
    request_id: RequestId,
    version: IfMatch,
    body: Annotated[ItemReplies, Depends(notice_body(ItemReplies))],
    response: Response,
) -> ReceivedAnswer:
    """Say what became of some or all items; once each has an answer, that is your decision (Article 16(5)).

    What is not answered yet waits. `need_information` asks; `restored` says that what you had removed is back.
    """
    with edge.context.writing() as factory, state_told(factory.takedown(), caller, request_id):
        received = factory.answering().answer(caller, request_id, version, body.as_input())
    response.headers["ETag"] = f'"{received.version}"'
    return ReceivedAnswer.of(received)


@router.post(
    "/takedown-requests/{request_id}/answers",
    operation_id="recordItemAnswers",
    summary="Enter what a platform says item by item",
    responses={
        200: examples({"Submitted": SUBMITTED}, "The request as it is now.") | {"headers": _ETAG},
        **problems(*NOTICE_ERRORS, *BODY_ERRORS, *CHANGE_ERRORS),
    },
    openapi_extra=body_of(RecordedReplies, {name: each | {"via": "email"} for name, each in REPLIES.items()})
    | with_headers(IF_MATCH),
)
def record_items(
    *,
    caller: Annotated[Caller, Security(allowed_caller, scopes=[Scope.REQUEST])],
    edge: EdgeDep,
    request_id: RequestId,
    version: IfMatch,
    body: Annotated[RecordedReplies, Depends(notice_body(RecordedReplies))],
    response: Response,
) -> TakedownAnswer:
    """Enter what the platform's mail, portal or letter says of some or all items; for analysts."""
    with edge.context.writing() as factory:
        takedown = factory.item_answers()
        with state_told(takedown, caller, request_id):
            takedown.answer_items(caller, request_id, version, body.as_recorded())
        view = takedown.view(caller, request_id)
    response.headers["ETag"] = f'"{view.request.version}"'
    return TakedownAnswer.of(view)
