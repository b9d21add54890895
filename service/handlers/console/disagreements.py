"""Disagreements: what two reviewers saw differently, and how it is settled."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import FormBody
from service.domain.access import Caller, Scope
from service.domain.decisions import RejectReason
from service.domain.review_tasks import TaskState
from service.errors import LontError
from service.handlers.console.forms import ChoiceForm
from service.handlers.console.frame import Reading, page
from service.handlers.console.item import item_response
from service.handlers.console.review_tasks import said_of
from service.services.decisions import DecisionConflictError
from service.services.disagreements import DisagreementClosedError

__all__ = ["router"]

router = APIRouter(prefix="/disagreements", include_in_schema=False)

_SEE_OTHER = 303


@router.get("")
def list_page(caller: Reading, edge: EdgeDep) -> Response:
    """Show what is to be settled."""
    with edge.context.writing() as factory:
        found = factory.disagreements().open()
        factory.audit().viewed(caller.actor, [each.task.item_id for each in found], page="disagreements")
    return page(edge, caller, "disagreements.html", found=found)


@router.get("/{task_id}")
def disagreement_page(caller: Reading, edge: EdgeDep, task_id: UUID) -> Response:
    """Show one disagreement, and the form for whoever may settle it."""
    return _response(edge, caller, task_id)


@router.post("/{task_id}")
def settle(
    caller: Reading, edge: EdgeDep, task_id: UUID, form: Annotated[ChoiceForm, Depends(FormBody(ChoiceForm))]
) -> Response:
    """Settle it, or propose how; then show what came of it."""
    try:
        with edge.context.writing() as factory:
            settled = factory.disagreements().settle(caller, task_id, said_of(form), form.note)
    except (DisagreementClosedError, DecisionConflictError) as error:
        return _response(edge, caller, task_id, error)
    if settled.proposals:
        return item_response(edge, caller, settled.task.item_id, proposals=settled.proposals)
    return RedirectResponse(f"/disagreements/{task_id}", _SEE_OTHER)


def _response(edge: Edge, caller: Caller, task_id: UUID, error: LontError | None = None) -> Response:
    with edge.context.writing() as factory:
        found = factory.disagreements().get(task_id)
        factory.audit().viewed(caller.actor, [found.task.item_id], page="disagreements")
    parties = (found.task.first_by, found.task.answered_by)
    party = caller.actor in parties and Scope.DECIDE in caller.scopes
    third = caller.actor not in parties and Scope.SUPERVISE in caller.scopes
    return page(
        edge,
        caller,
        "disagreement.html",
        status=200 if error is None else error.status,
        error=error,
        found=found,
        reasons=list(RejectReason),
        party=party,
        named=party or Scope.SUPERVISE in caller.scopes,
        open=(party or third) and found.stands and found.task.state is TaskState.DIFFERS,
    )
