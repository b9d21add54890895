"""`/v1/campaigns/{id}/decisions`: decide the items of a campaign as one, and take that back as one."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Response, Security

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody, RawBody
from service.dependencies.changes import IdempotencyKey, IdempotencyKeyRequiredError
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.factory import Factory
from service.handlers.batch_models import BatchDecisionUndone
from service.handlers.campaign_decision_examples import BATCHES, DECIDED, DECISIONS, DRY_RUN, UNDONE
from service.handlers.campaign_decision_models import (
    BatchList,
    CampaignDecisionAnswer,
    CampaignDecisionRequest,
)
from service.handlers.openapi import (
    BODY_ERRORS,
    IDEMPOTENCY_KEY,
    KEY_ERRORS,
    REPLAY_HEADER,
    REPLAYED,
    body_of,
    examples,
    problems,
    with_headers,
)
from service.request_errors import RequestInvalidError
from service.services.campaign_acts import CampaignConflictError
from service.services.campaigns import CampaignNotFoundError
from service.services.decisions import DecisionConflictError
from service.services.keys import IdempotencyConflictError

__all__ = ["router"]

router = APIRouter(prefix="/v1/campaigns/{campaign_id}/decisions", tags=["Review"])

_Decider = Annotated[Caller, Security(allowed_caller, scopes=[Scope.DECIDE])]
_CampaignId = Annotated[UUID, Path(description="Of the campaign.")]


@router.get(
    "",
    operation_id="listCampaignDecisions",
    summary="What was decided of a campaign as one",
    dependencies=[Security(allowed_caller, scopes=[Scope.READ])],
    responses={
        200: examples({"One": BATCHES}, "The latest first."),
        **problems(*KEY_ERRORS, RequestInvalidError, CampaignNotFoundError),
    },
)
def list_decisions(edge: EdgeDep, campaign_id: _CampaignId) -> BatchList:
    """List what was decided of a campaign as one, with how much of it holds still; the latest first, at most 20."""
    with edge.context.reading() as factory:
        return BatchList.of(factory.campaign_decisions().batches(campaign_id))


@router.post(
    "",
    operation_id="decideCampaign",
    summary="Decide a campaign",
    responses={
        200: examples({"A dry run": DRY_RUN, "Decided": DECIDED}, "What became of the items, or would.")
        | {"headers": REPLAY_HEADER},
        **problems(
            *(*KEY_ERRORS, *BODY_ERRORS, IdempotencyKeyRequiredError, IdempotencyConflictError),
            *(CampaignNotFoundError, CampaignConflictError),
        ),
    },
    openapi_extra=body_of(CampaignDecisionRequest, DECISIONS) | with_headers(IDEMPOTENCY_KEY),
)
def decide_campaign(
    *,
    caller: _Decider,
    edge: EdgeDep,
    campaign_id: _CampaignId,
    idempotency_key: IdempotencyKey,
    body: Annotated[CampaignDecisionRequest, Depends(JsonBody(CampaignDecisionRequest))],
    raw: RawBody,
    response: Response,
) -> CampaignDecisionAnswer:
    """Say the same of up to 1,000 items that wait for review and were in view; the key must be a person's own.

    Each item gets a decision of its own, as if it had been decided alone. Passed by is what was decided already, may
    be a threat to life (unless it is escalated), was claimed by somebody else, was edited, or has no score yet. A dry
    run only counts; it needs the header too, but does not use it up.
    """
    draft = body.as_draft()
    with edge.context.writing() as factory:
        if body.dry_run:
            done = factory.campaign_decisions().decide(caller, campaign_id, draft, dry_run=True)
            return CampaignDecisionAnswer.of(draft, done)
        request = campaign_id.bytes + raw  # the same body may be meant for another campaign
        earlier = _earlier(factory, caller, idempotency_key, request)
        if earlier is not None:
            response.headers[REPLAYED] = "true"
            return earlier
        answer = CampaignDecisionAnswer.of(draft, factory.campaign_decisions().decide(caller, campaign_id, draft))
        if caller.key_id is not None:
            factory.keys().remember_answer(caller.key_id, idempotency_key, answer.model_dump(mode="json"))
    return answer


@router.post(
    "/{batch_id}/undo",
    operation_id="undoCampaignDecision",
    summary="Take a decision on a campaign back",
    responses={
        200: examples({"Taken back": UNDONE}, "Its items wait for review again."),
        **problems(*KEY_ERRORS, RequestInvalidError, CampaignNotFoundError, DecisionConflictError),
    },
)
def undo_decision(
    caller: _Decider,
    edge: EdgeDep,
    campaign_id: _CampaignId,
    batch_id: Annotated[UUID, Path(description="`id` that deciding gave.")],
) -> BatchDecisionUndone:
    """Take back all that was decided with one call and holds still, with what exact copies took over from it.

    A takedown request that rests on it and is not approved yet is taken back too; of each other one an approver is
    told. What was decided otherwise since stays.
    """
    with edge.context.writing() as factory:
        return BatchDecisionUndone.of(factory.campaign_decisions().undo(caller, campaign_id, batch_id))


def _earlier(factory: Factory, caller: Caller, idempotency_key: str, request: bytes) -> CampaignDecisionAnswer | None:
    """Return the answer that the same request had, and note a new one."""
    if caller.key_id is None:
        return None
    earlier = factory.keys().earlier_answer(caller.key_id, idempotency_key, request)
    return None if earlier is None else CampaignDecisionAnswer.model_validate(earlier)
