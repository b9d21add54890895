"""Deciding a campaign on its page: first what would become of its items, then the decision, and its taking back."""

from __future__ import annotations

from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller
from service.domain.batches import BatchDraft, Seen
from service.handlers.campaign_models import VariantId
from service.handlers.console.campaigns import campaign_response
from service.handlers.console.forms import ChoiceForm
from service.handlers.console.frame import Deciding, page
from service.services.campaign_acts import CampaignConflictError
from service.services.decisions import DecisionConflictError

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303


class CampaignDecisionForm(ChoiceForm):
    """A verdict on texts that the reviewer had in view; without `final` only its outcome is shown."""

    variant: list[VariantId] = Field(default=[], max_length=200)
    final: Literal["yes"] | None = None

    def as_draft(self) -> BatchDraft:
        """Return the decision as the service takes it."""
        return BatchDraft(seen=Seen(texts=[bytes.fromhex(each) for each in self.variant]), **self.said())


class UndoBatchForm(Form):
    """Taking back what was decided as one."""

    batch: UUID


@router.post("/campaigns/{campaign_id}/decide")
def decide(
    caller: Deciding,
    edge: EdgeDep,
    campaign_id: UUID,
    form: Annotated[CampaignDecisionForm, Depends(FormBody(CampaignDecisionForm))],
) -> Response:
    """Show what would become of the items, or decide them and show the campaign again."""
    try:
        if form.final is None:
            return _outcome(edge, caller, campaign_id, form)
        with edge.context.writing() as factory:
            done = factory.campaign_decisions().decide(caller, campaign_id, form.as_draft())
    except CampaignConflictError as error:
        return campaign_response(edge, caller, campaign_id, error, typed=form.note)
    told = {"batch": str(done.batch_id), "police": len(done.for_police)} if done.batch_id else {}
    return RedirectResponse(f"/campaigns/{campaign_id}?{urlencode(told)}", _SEE_OTHER)


@router.post("/campaigns/{campaign_id}/decide/undo")
def undo(
    caller: Deciding,
    edge: EdgeDep,
    campaign_id: UUID,
    form: Annotated[UndoBatchForm, Depends(FormBody(UndoBatchForm))],
) -> Response:
    """Take back what was decided as one, and show the campaign with each request that is left to an approver."""
    try:
        with edge.context.writing() as factory:
            undone = factory.campaign_decisions().undo(caller, campaign_id, form.batch)
    except DecisionConflictError as error:
        return campaign_response(edge, caller, campaign_id, error)
    return campaign_response(edge, caller, campaign_id, undone=undone)


def _outcome(edge: Edge, caller: Caller, campaign_id: UUID, form: CampaignDecisionForm) -> Response:
    draft = form.as_draft()
    with edge.context.writing() as factory:
        outcome = factory.campaign_decisions().decide(caller, campaign_id, draft, dry_run=True)
        view = factory.campaigns().get(campaign_id, waiting=True)
        texts = [each for each in view.variants if each.variant.id in form.variant]
        seen = [each.variant.item_id for each in texts if each.variant.item_id is not None]
        factory.audit().viewed(caller.actor, list(dict.fromkeys(seen)), page="campaign_decide")
    return page(
        edge,
        caller,
        "campaign_decide.html",
        campaign=view.summary,
        form=form,
        draft=draft,
        outcome=outcome,
        texts=texts,
    )
