"""`/v1/campaigns`: copies and near-copies of one text over channels and time; merged and split at people's word."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Query, Security

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.campaign_examples import ACT, DETAIL, LIST, MERGE, SPLIT, UNDONE
from service.handlers.campaign_models import (
    CampaignActAnswer,
    CampaignDetail,
    CampaignList,
    CampaignQuery,
    MergeRequest,
    SplitRequest,
)
from service.handlers.openapi import BODY_ERRORS, KEY_ERRORS, body_of, examples, problems
from service.request_errors import RequestInvalidError
from service.services.campaign_acts import CampaignConflictError
from service.services.campaigns import CampaignNotFoundError

__all__ = ["router"]

router = APIRouter(prefix="/v1/campaigns", tags=["Review"])

_Reader = Annotated[Caller, Security(allowed_caller, scopes=[Scope.READ])]
_Decider = Annotated[Caller, Security(allowed_caller, scopes=[Scope.DECIDE])]
_CampaignId = Annotated[UUID, Path(description="Of the campaign.")]
_ACT_ERRORS = (*KEY_ERRORS, RequestInvalidError, CampaignNotFoundError, CampaignConflictError)


@router.get(
    "",
    operation_id="listCampaigns",
    summary="List campaigns",
    responses={200: examples({"A last page": LIST}, "One page."), **problems(*KEY_ERRORS, RequestInvalidError)},
)
def list_campaigns(caller: _Reader, edge: EdgeDep, query: Annotated[CampaignQuery, Query()]) -> CampaignList:
    """List campaigns, the one that was seen last first, in pages."""
    with edge.context.writing() as factory:  # each view of a text is a row in the log
        page = factory.campaigns().page(query.min_items, query.cursor, query.limit)
        factory.audit().viewed(caller.actor, [each.item_id for each in page.campaigns], call="listCampaigns")
    return CampaignList.of(page)


@router.get(
    "/{campaign_id}",
    operation_id="readCampaign",
    summary="Read one campaign",
    responses={
        200: examples({"Two texts": DETAIL}, "The campaign."),
        **problems(*KEY_ERRORS, RequestInvalidError, CampaignNotFoundError),
    },
)
def read_campaign(caller: _Reader, edge: EdgeDep, campaign_id: _CampaignId) -> CampaignDetail:
    """Return a campaign with where and when it was seen, its texts with their differences, and what was done to it.

    The id of a campaign that became part of another one gives that one.
    """
    with edge.context.writing() as factory:
        view = factory.campaigns().get(campaign_id)
        shown = [marked.variant.item_id for marked in view.variants if marked.variant.item_id is not None]
        factory.audit().viewed(caller.actor, list(dict.fromkeys([view.summary.item_id, *shown])), call="readCampaign")
    return CampaignDetail.of_whole(view)


@router.post(
    "/{campaign_id}/merge",
    status_code=201,
    operation_id="mergeCampaigns",
    summary="Make two campaigns one",
    responses={
        201: examples({"Merged": ACT}, "What was done; it can be taken back."),
        **problems(*_ACT_ERRORS, *BODY_ERRORS),
    },
    openapi_extra=body_of(MergeRequest, MERGE),
)
def merge_campaigns(
    caller: _Decider,
    edge: EdgeDep,
    campaign_id: _CampaignId,
    body: Annotated[MergeRequest, Depends(JsonBody(MergeRequest))],
) -> CampaignActAnswer:
    """Let another campaign become part of this one; the key must be a person's own."""
    with edge.context.writing() as factory:
        event = factory.campaign_acts().merge(caller, campaign_id, body.other_id)
    return CampaignActAnswer.model_validate(event)


@router.post(
    "/{campaign_id}/split",
    status_code=201,
    operation_id="splitCampaign",
    summary="Take items out of a campaign",
    responses={
        201: examples({"Split": ACT | {"act": "split"}}, "What was done; `other_id` is the new campaign."),
        **problems(*_ACT_ERRORS, *BODY_ERRORS),
    },
    openapi_extra=body_of(SplitRequest, SPLIT),
)
def split_campaign(
    caller: _Decider,
    edge: EdgeDep,
    campaign_id: _CampaignId,
    body: Annotated[SplitRequest, Depends(JsonBody(SplitRequest))],
) -> CampaignActAnswer:
    """Make some items, or all items of some texts, a campaign of their own; they never join the old one by themselves.

    A text none of whose items stays takes its later copies along.
    """
    with edge.context.writing() as factory:
        return CampaignActAnswer.model_validate(factory.campaign_acts().split(caller, campaign_id, body.as_taken()))


@router.post(
    "/{campaign_id}/acts/{act_id}/undo",
    operation_id="undoCampaignAct",
    summary="Take a merge or a split back",
    responses={200: examples({"Taken back": UNDONE}, "What was done."), **problems(*_ACT_ERRORS)},
)
def undo_act(
    caller: _Decider, edge: EdgeDep, campaign_id: _CampaignId, act_id: Annotated[UUID, Path(description="Which one.")]
) -> CampaignActAnswer:
    """Take a merge or a split back, unless a later one builds on it."""
    with edge.context.writing() as factory:
        return CampaignActAnswer.model_validate(factory.campaign_acts().undo(caller, campaign_id, act_id))
