"""`/v1/queue`, decisions and alerts: what waits for review, what people say of it, who is called."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Security
from pydantic import Field

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.domain.decisions import Verdict
from service.domain.items import ItemFilter
from service.handlers.decision_models import AlertAnswer, AlertList, DecisionMade, DecisionRequest, DecisionUndone
from service.handlers.item_examples import LIST
from service.handlers.item_models import ItemList
from service.handlers.openapi import BODY_ERRORS, KEY_ERRORS, body_of, examples, problems
from service.handlers.queue_examples import ALERTS, DECISION_MADE, DECISIONS, UNDONE
from service.handlers.queue_part import QueuePart
from service.request_errors import RequestInvalidError
from service.services.alerts import AlertClaimedError, AlertNotFoundError
from service.services.claims import ItemClaimedError
from service.services.decisions import DecisionConflictError
from service.services.items import ItemNotFoundError

__all__ = ["router"]

router = APIRouter(prefix="/v1", tags=["Review"])

_Decider = Annotated[Caller, Security(allowed_caller, scopes=[Scope.DECIDE])]
_OnCall = Annotated[Caller, Security(allowed_caller, scopes=[Scope.ALERT])]
_ItemId = Annotated[UUID, Path(description="Of the item in lont.")]


class QueueQuery(QueuePart):
    """Which part of the queue, and which page of it."""

    verdict: Verdict | None = Field(default=None, description="`defer` lists what was deferred.")
    cursor: str | None = Field(default=None, max_length=300, description="`next_cursor` of the page before.")
    limit: int = Field(default=50, ge=1, le=200)

    def as_filter(self) -> ItemFilter:
        """Return the filter as the service takes it."""
        return replace(super().as_filter(), verdict=self.verdict)


@router.get(
    "/queue",
    operation_id="readQueue",
    summary="What waits for review",
    responses={200: examples({"A last page": LIST}, "One page."), **problems(*KEY_ERRORS, RequestInvalidError)},
)
def read_queue(
    caller: Annotated[Caller, Security(allowed_caller, scopes=[Scope.READ])],
    edge: EdgeDep,
    query: Annotated[QueueQuery, Query()],
) -> ItemList:
    """List what waits for review: most urgent first, then highest score first, in pages.

    What was deferred is left out unless it is asked for or most urgent. A text is searched for in 20,000 items a page:
    a page that is not full may have a `next_cursor`.
    """
    with edge.context.writing() as factory:
        page = factory.queue().page(query.as_filter(), query.cursor, query.limit)
        factory.audit().viewed(caller.actor, [item.id for item in page.items], call="readQueue")
    return ItemList.of(page)


@router.post(
    "/items/{item_id}/decisions",
    status_code=201,
    operation_id="decideItem",
    summary="Decide an item",
    responses={
        201: examples({"Confirmed": DECISION_MADE}, "The decision, which holds now."),
        **problems(*KEY_ERRORS, *BODY_ERRORS, ItemNotFoundError, DecisionConflictError, ItemClaimedError),
    },
    openapi_extra=body_of(DecisionRequest, DECISIONS),
)
def decide_item(
    caller: _Decider,
    edge: EdgeDep,
    item_id: _ItemId,
    body: Annotated[DecisionRequest, Depends(JsonBody(DecisionRequest))],
) -> DecisionMade:
    """Say what an item is; the key must be a person's own, since only people decide.

    A decision holds until it is undone; another one is refused until then. A claim on an alert comes with it. A
    confirmation drafts the takedown request that follows from it, as the console does.
    """
    with edge.context.writing() as factory:
        return DecisionMade.of(factory.review().decide(caller, body.as_draft(item_id)))


@router.post(
    "/items/{item_id}/decisions/{decision_id}/undo",
    operation_id="undoDecision",
    summary="Take a decision back",
    responses={
        200: examples({"Taken back": UNDONE}, "It holds no more; the item waits for review again."),
        **problems(*KEY_ERRORS, RequestInvalidError, ItemNotFoundError, DecisionConflictError),
    },
)
def undo_decision(
    caller: _Decider, edge: EdgeDep, item_id: _ItemId, decision_id: Annotated[UUID, Path(description="Which one.")]
) -> DecisionUndone:
    """Take back the decision that holds.

    A takedown request that rests on it and is not approved yet is taken back too; of one that is, an approver is told.
    """
    with edge.context.writing() as factory:
        return DecisionUndone.of(factory.review().undo(caller, item_id, decision_id))


@router.get(
    "/alerts",
    operation_id="listAlerts",
    summary="Alerts of a possible threat to life",
    dependencies=[Security(allowed_caller, scopes=[Scope.ALERT])],
    responses={200: examples({"One, unclaimed": ALERTS}, "The alerts."), **problems(*KEY_ERRORS)},
)
def list_alerts(edge: EdgeDep) -> AlertList:
    """List alerts, unclaimed ones first, then newest first; at most 100."""
    with edge.context.reading() as factory:
        return AlertList(alerts=[AlertAnswer.model_validate(each) for each in factory.alerts().newest()])


@router.post(
    "/alerts/{item_id}/claim",
    operation_id="claimAlert",
    summary="Claim an alert",
    responses={
        200: examples({"Claimed": ALERTS["alerts"][0]}, "It is the caller's now and is not sent round any more."),
        **problems(*KEY_ERRORS, RequestInvalidError, AlertNotFoundError, AlertClaimedError),
    },
)
def claim_alert(caller: _OnCall, edge: EdgeDep, item_id: _ItemId) -> AlertAnswer:
    """Take an alert on, so that the others can rest. Claiming one's own again changes nothing."""
    with edge.context.writing() as factory:
        return AlertAnswer.model_validate(factory.alerts().claim(caller, item_id))
