"""`/v1/holds`: holds of the police, for the liaison alone."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Security

from service.dependencies.accepting import ANSWERS_IN_JSON
from service.dependencies.access import allowed_caller
from service.dependencies.bodies import notice_body
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.hold_models import HOLD, PLACING, HoldAnswer, HoldList, HoldRequest
from service.handlers.openapi import BODY_ERRORS, NOTICE_ERRORS, body_of, examples, problems
from service.request_errors import RequestInvalidError
from service.services.takedown.errors import NotYoursToDoError
from service.services.takedown.holds import HoldEndedError, HoldNotFoundError

__all__ = ["router"]

router = APIRouter(prefix="/v1/holds", tags=["Takedown"], dependencies=[ANSWERS_IN_JSON])

_Liaison = Annotated[Caller, Security(allowed_caller, scopes=[Scope.HOLD])]


@router.get(
    "",
    operation_id="listHolds",
    summary="List the holds of the police",
    responses={
        200: examples({"One": {"holds": [HOLD]}}, "The holds."),
        **problems(*NOTICE_ERRORS, NotYoursToDoError),
    },
)
def list_holds(caller: _Liaison, edge: EdgeDep) -> HoldList:
    """List holds, those that nobody lifted first; for the police liaison."""
    with edge.context.writing() as factory:  # each view is a row in the log
        return HoldList(holds=[HoldAnswer.of(each) for each in factory.holds().holds(caller)])


@router.post(
    "",
    status_code=201,
    operation_id="placeHold",
    summary="Place a hold",
    responses={
        201: examples({"Placed": HOLD}, "The hold."),
        **problems(*NOTICE_ERRORS, *BODY_ERRORS, NotYoursToDoError),
    },
    openapi_extra=body_of(HoldRequest, {"On a channel": PLACING}),
)
def place_hold(
    caller: _Liaison, edge: EdgeDep, body: Annotated[HoldRequest, Depends(notice_body(HoldRequest))]
) -> HoldAnswer:
    """Hold all takedown of a channel, a contact or a campaign, also of what comes in later; for the police liaison."""
    with edge.context.writing() as factory:
        return HoldAnswer.of(factory.holds().place(caller, **body.model_dump()))


@router.post(
    "/{hold_id}/lift",
    status_code=204,
    operation_id="liftHold",
    summary="Lift a hold",
    responses=problems(*NOTICE_ERRORS, RequestInvalidError, NotYoursToDoError, HoldNotFoundError, HoldEndedError),
)
def lift_hold(caller: _Liaison, edge: EdgeDep, hold_id: Annotated[UUID, Path(description="Of the hold.")]) -> None:
    """End a hold; for the police liaison."""
    with edge.context.writing() as factory:
        factory.holds().lift(caller, hold_id)
