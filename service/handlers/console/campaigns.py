"""Campaigns: the list of them, and one with where and when it was seen, its texts, and how people mend it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller, Scope
from service.domain.campaigns import DayCount
from service.domain.decisions import RejectReason
from service.errors import LontError
from service.handlers.campaign_models import VariantId
from service.handlers.console.contact_picture import draw
from service.handlers.console.frame import Deciding, Reading, page
from service.services.batches import BatchUndone
from service.services.campaign_acts import CampaignConflictError, Taken

__all__ = ["Bar", "bars_of", "campaign_response", "router"]

router = APIRouter(include_in_schema=False)

_ON_A_PAGE = 50
_SEE_OTHER = 303
_MOST_BARS = 120
"""Days that the picture shows, the latest ones; the table has all that have any."""
_HEIGHT = 100


class CampaignSearch(BaseModel):
    """Which page of the list."""

    cursor: str | None = Field(default=None, max_length=300)


class Decided(BaseModel):
    """What came of deciding the campaign, as the address carries it; and which of its texts to show."""

    waiting: bool = False
    """Only texts of which an item waits for review."""
    batch: UUID | None = None
    police: int = Field(default=0, ge=0, le=1_000)
    """Items that were confirmed and of which only the police can be told."""


class MergeForm(Form):
    """Which campaign becomes part of the one on the page."""

    other: UUID


class SplitForm(Form):
    """Which texts leave."""

    variant: list[VariantId] = Field(default=[])


class UndoActForm(Form):
    """Which act is taken back."""

    act: UUID


@dataclass(frozen=True, slots=True)
class Bar:
    """One day in the picture."""

    day: date
    items: int
    x: int
    """From the left, in bars."""
    height: int
    """0 to 100; a day with any item has at least 2."""


@router.get("/campaigns")
def campaigns_page(caller: Reading, edge: EdgeDep, query: Annotated[CampaignSearch, Query()]) -> Response:
    """Show one page of the list."""
    with edge.context.writing() as factory:
        found = factory.campaigns().page(2, query.cursor, _ON_A_PAGE)
        factory.audit().viewed(caller.actor, [each.item_id for each in found.campaigns], page="campaigns")
    following = urlencode({"cursor": found.next_cursor}) if found.next_cursor else None
    return page(
        edge,
        caller,
        "campaigns.html",
        campaigns=found.campaigns,
        first="/campaigns" if query.cursor else None,
        following=f"/campaigns?{following}" if following else None,
    )


@router.get("/campaigns/{campaign_id}")
def campaign_page(caller: Reading, edge: EdgeDep, campaign_id: UUID, query: Annotated[Decided, Query()]) -> Response:
    """Show one campaign, after its deciding with what came of that."""
    return campaign_response(edge, caller, campaign_id, done=query)


@router.post("/campaigns/{campaign_id}/merge")
def merge(
    caller: Deciding, edge: EdgeDep, campaign_id: UUID, form: Annotated[MergeForm, Depends(FormBody(MergeForm))]
) -> Response:
    """Let another campaign become part of this one."""
    try:
        with edge.context.writing() as factory:
            factory.campaign_acts().merge(caller, campaign_id, form.other)
    except CampaignConflictError as error:
        return campaign_response(edge, caller, campaign_id, error)
    return RedirectResponse(f"/campaigns/{campaign_id}", _SEE_OTHER)


@router.post("/campaigns/{campaign_id}/split")
def split(
    caller: Deciding, edge: EdgeDep, campaign_id: UUID, form: Annotated[SplitForm, Depends(FormBody(SplitForm))]
) -> Response:
    """Make the items of some texts a campaign of their own, and show that."""
    taken = Taken(exact_keys=[bytes.fromhex(each) for each in form.variant])
    try:
        with edge.context.writing() as factory:
            event = factory.campaign_acts().split(caller, campaign_id, taken)
    except CampaignConflictError as error:
        return campaign_response(edge, caller, campaign_id, error)
    return RedirectResponse(f"/campaigns/{event.other_id}", _SEE_OTHER)


@router.post("/campaigns/{campaign_id}/undo")
def undo(
    caller: Deciding, edge: EdgeDep, campaign_id: UUID, form: Annotated[UndoActForm, Depends(FormBody(UndoActForm))]
) -> Response:
    """Take a merge or a split back, and show the campaign that it was done to."""
    try:
        with edge.context.writing() as factory:
            event = factory.campaign_acts().undo(caller, campaign_id, form.act)
    except CampaignConflictError as error:
        return campaign_response(edge, caller, campaign_id, error)
    return RedirectResponse(f"/campaigns/{event.campaign_id}", _SEE_OTHER)


def bars_of(days: list[DayCount]) -> list[Bar]:
    """Return the latest days as a picture shows them, days without items between them left blank."""
    if not days:
        return []
    last = days[-1].day
    shown = [each for each in days if last - each.day < timedelta(days=_MOST_BARS)]
    first, most = shown[0].day, max(each.items for each in shown)
    return [Bar(each.day, each.items, (each.day - first).days, max(2, _HEIGHT * each.items // most)) for each in shown]


def campaign_response(
    edge: Edge,
    caller: Caller,
    campaign_id: UUID,
    error: LontError | None = None,
    *,
    done: Decided | None = None,
    undone: BatchUndone | None = None,
    typed: str | None = None,
) -> Response:
    """Return the page of a campaign, with what was wrong and the note that was not stored, or what was just done."""
    done = done or Decided()
    with edge.context.writing() as factory:
        view = factory.campaigns().get(campaign_id, waiting=done.waiting)
        batches = factory.campaign_decisions().batches(view.summary.id)
        links = factory.contacts().of_campaign(view.summary.id)
        seen = [marked.variant.item_id for marked in view.variants if marked.variant.item_id is not None]
        seen = list(dict.fromkeys([view.summary.item_id, *seen, *links.shown_items]))
        factory.audit().viewed(caller.actor, seen, page="campaign")
    bars = bars_of(view.days)
    return page(
        edge,
        caller,
        "campaign.html",
        status=200 if error is None else error.status,
        view=view,
        campaign=view.summary,
        links=links,
        picture=draw(links.contacts),
        bars=bars,
        width=bars[-1].x + 1 if bars else 1,
        error=error,
        can_decide=Scope.DECIDE in caller.scopes,
        reasons=list(RejectReason),
        batches=batches,
        done=done,
        made=next((each for each in batches if each.id == done.batch), None),
        undone=undone,
        typed=typed,
    )
