"""`/v1/campaigns/{id}/links` and `/v1/items/{id}/links`: what else names the same handle, phone number or link."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Security

from service.dependencies.access import allowed_caller
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.contact_link_examples import LINKS
from service.handlers.contact_link_models import LinksAnswer
from service.handlers.openapi import KEY_ERRORS, examples, problems
from service.request_errors import RequestInvalidError
from service.services.campaigns import CampaignNotFoundError
from service.services.items import ItemNotFoundError

__all__ = ["router"]

router = APIRouter(prefix="/v1")

_Reader = Annotated[Caller, Security(allowed_caller, scopes=[Scope.READ])]


@router.get(
    "/campaigns/{campaign_id}/links",
    tags=["Review"],
    operation_id="readCampaignLinks",
    summary="Read what a campaign shares contacts with",
    responses={
        200: examples({"A shared handle": LINKS}, "Its contacts, and what else names them."),
        **problems(*KEY_ERRORS, RequestInvalidError, CampaignNotFoundError),
    },
)
def read_campaign_links(
    caller: _Reader, edge: EdgeDep, campaign_id: Annotated[UUID, Path(description="Of the campaign.")]
) -> LinksAnswer:
    """Return the handles, phone numbers and links that the items of a campaign name, and what else names them.

    The id of a campaign that became part of another one gives that one. No contact is scored or ranked.
    """
    with edge.context.writing() as factory:  # each view of what a text says is a row in the log
        links = factory.contacts().of_campaign(campaign_id)
        factory.audit().viewed(caller.actor, links.shown_items, call="readCampaignLinks")
    return LinksAnswer.of(links)


@router.get(
    "/items/{item_id}/links",
    tags=["Items"],
    operation_id="readItemLinks",
    summary="Read what an item shares contacts with",
    responses={
        200: examples({"A shared handle": LINKS}, "Its contacts, and what else names them."),
        **problems(*KEY_ERRORS, RequestInvalidError, ItemNotFoundError),
    },
)
def read_item_links(
    caller: _Reader, edge: EdgeDep, item_id: Annotated[UUID, Path(description="Of the item in lont.")]
) -> LinksAnswer:
    """Return the handles, phone numbers and links that an item names, and what else names them.

    Other items of its own campaign are left out. No contact is scored or ranked.
    """
    with edge.context.writing() as factory:
        links = factory.contacts().of_item(item_id)
        factory.audit().viewed(caller.actor, links.shown_items, call="readItemLinks")
    return LinksAnswer.of(links)
