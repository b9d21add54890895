"""`/v1/queue/claim` and what follows it: items handed out to reviewers, one each."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Security

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.claim_models import CLAIM, CLAIMED, ClaimAnswer, Claimed, ClaimHeld, ClaimRequest, ItemNamed
from service.handlers.openapi import BODY_ERRORS, KEY_ERRORS, body_of, examples, problems
from service.request_errors import RequestInvalidError
from service.services.claims import ClaimLostError, ItemClaimedError, NotSupervisorError
from service.services.items import ItemNotFoundError

__all__ = ["router"]

router = APIRouter(prefix="/v1/queue", tags=["Review"])

_Decider = Annotated[Caller, Security(allowed_caller, scopes=[Scope.DECIDE])]
_Supervisor = Annotated[Caller, Security(allowed_caller, scopes=[Scope.SUPERVISE])]
_VIEW = {"priority": "P1", "text": "vanavond", "captured_from": "2026-11-05T00:00:00Z"}
_HELD = {"item_id": CLAIM["item_id"], "token": CLAIM["token"]}
_ERRORS = (*KEY_ERRORS, *BODY_ERRORS, RequestInvalidError)


@router.post(
    "/claim",
    operation_id="claimItem",
    summary="Claim an item for review",
    responses={
        200: examples({"Claimed": CLAIMED}, "The claim, or null when nothing is left."),
        **problems(*_ERRORS, ItemNotFoundError, ItemClaimedError),
    },
    openapi_extra=body_of(ClaimRequest, {"The first recruitment offer": {"label": "recruitment"}, "In a view": _VIEW}),
)
def claim_item(
    caller: _Decider, edge: EdgeDep, body: Annotated[ClaimRequest, Depends(JsonBody(ClaimRequest))]
) -> Claimed:
    """Hand the caller an item that nobody else has: the one named, or the most urgent that is free.

    Of any number of callers at the same moment no two get the same item. One's own claim is renewed.
    """
    with edge.context.writing() as factory:
        if body.item_id is None:
            claim = factory.claims().take_next(caller, body.as_filter(), body.passed)
        else:
            factory.items().get(body.item_id)
            claim = factory.claims().take(caller, body.item_id)
    return Claimed(claim=None if claim is None else ClaimAnswer.model_validate(claim))


@router.post(
    "/renew",
    operation_id="renewClaim",
    summary="Renew a claim",
    responses={
        200: examples({"Renewed": CLAIM}, "It lasts on."),
        **problems(*_ERRORS, ClaimLostError),
    },
    openapi_extra=body_of(ItemNamed, {"Renew": {"item_id": CLAIM["item_id"]}}),
)
def renew_claim(
    caller: _Decider, edge: EdgeDep, body: Annotated[ItemNamed, Depends(JsonBody(ItemNamed))]
) -> ClaimAnswer:
    """Let one's claim last on; refused when somebody else has the item by now, or a supervisor freed it."""
    with edge.context.writing() as factory:
        return ClaimAnswer.model_validate(factory.claims().renew(caller, body.item_id))


@router.post(
    "/release",
    status_code=204,
    operation_id="releaseClaim",
    summary="Release a claim",
    responses=problems(*_ERRORS),
    openapi_extra=body_of(ClaimHeld, {"Release": _HELD}),
)
def release_claim(caller: _Decider, edge: EdgeDep, body: Annotated[ClaimHeld, Depends(JsonBody(ClaimHeld))]) -> None:
    """Give an item back undecided; a claim that has ended already is no error."""
    with edge.context.writing() as factory:
        factory.claims().release(caller, body.item_id, body.token)


@router.post(
    "/free",
    status_code=204,
    operation_id="freeItem",
    summary="Free what another reviewer has claimed",
    responses=problems(*_ERRORS, NotSupervisorError),
    openapi_extra=body_of(ItemNamed, {"Free": {"item_id": CLAIM["item_id"]}}),
)
def free_item(caller: _Supervisor, edge: EdgeDep, body: Annotated[ItemNamed, Depends(JsonBody(ItemNamed))]) -> None:
    """Take an item from whoever has claimed it; logged with whose claim it was. For supervisors."""
    with edge.context.writing() as factory:
        factory.claims().free(caller, body.item_id)
