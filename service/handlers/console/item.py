"""One item: what was posted, what made its score, what people say of it, and the request that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import FormBody
from service.domain.access import Caller
from service.domain.decisions import Verdict
from service.errors import LontError
from service.handlers.console.forms import DecisionForm, UndoForm
from service.handlers.console.frame import Deciding, Reading, page
from service.handlers.console.item_view import Values, item_values
from service.handlers.console.queue_view import QueueView, ViewDep
from service.handlers.console.request_form import Refusal
from service.services.claims import ItemClaimedError
from service.services.decisions import DecisionConflictError
from service.services.takedown.requests import Proposal

__all__ = ["item_response", "router"]

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_STAYS = frozenset({Verdict.CONFIRM, Verdict.ESCALATE})
"""Verdicts after which there is more to do with the same item."""


@router.get("/items/{item_id}")
def item_page(
    *,
    caller: Reading,
    edge: EdgeDep,
    item_id: UUID,
    view: ViewDep,
    passed: Annotated[UUID | None, Query()] = None,
    undo: Annotated[UUID | None, Query()] = None,
) -> Response:
    """Show one item; `passed` and `undo` tell of the one before it, which can still be taken back from here."""
    return item_response(edge, caller, item_id, trail=(passed, undo), view=view)


@router.post("/items/{item_id}/decide")
def decide(
    caller: Deciding,
    edge: EdgeDep,
    item_id: UUID,
    view: ViewDep,
    form: Annotated[DecisionForm, Depends(FormBody(DecisionForm))],
) -> Response:
    """Decide an item; a confirmation drafts the request beside it, everything else leads on."""
    draft = form.as_draft(item_id)
    try:
        with edge.context.writing() as factory:
            decision = factory.review().decide(caller, draft).decision
    except (DecisionConflictError, ItemClaimedError) as error:
        return item_response(edge, caller, item_id, error=error, view=view, typed=form.note)
    if decision.verdict in _STAYS:
        return RedirectResponse(view.onto(f"/items/{item_id}#next-step"), _SEE_OTHER)
    return RedirectResponse(view.next_address(item_id, decision.id), _SEE_OTHER)


@router.post("/items/{item_id}/undo")
def undo_decision(
    caller: Deciding,
    edge: EdgeDep,
    item_id: UUID,
    view: ViewDep,
    form: Annotated[UndoForm, Depends(FormBody(UndoForm))],
) -> Response:
    """Take a decision back and show the item again, with what is left to do with each request that rested on it."""
    try:
        with edge.context.writing() as factory:
            undone = factory.review().undo(caller, item_id, form.decision)
    except DecisionConflictError as error:
        return item_response(edge, caller, item_id, error=error, view=view)
    if undone.proposals:  # too many for an address, perhaps: copies bring theirs along
        return item_response(edge, caller, item_id, proposals=undone.proposals, view=view)
    return RedirectResponse(view.onto(f"/items/{item_id}"), _SEE_OTHER)


@router.get("/evidence/{evidence_id}")
def evidence(caller: Reading, edge: EdgeDep, evidence_id: UUID) -> Response:
    """Give a piece of evidence as it came; the browser may only show it as what it is."""
    with edge.context.writing() as factory:
        record, content = factory.evidence().show(evidence_id, caller.actor)
    return Response(content, media_type=record.media_type, headers={"Content-Disposition": "inline"})


def item_response(
    edge: Edge,
    caller: Caller,
    item_id: UUID,
    *,
    trail: tuple[UUID | None, UUID | None] = (None, None),
    proposals: Sequence[Proposal] = (),
    error: LontError | None = None,
    refusal: Refusal | None = None,
    view: QueueView | None = None,
    typed: str | None = None,
) -> Response:
    """Return the page of an item, with what was wrong if something was, and the note that was not stored then."""
    view = view or QueueView()
    with edge.context.writing() as factory:
        values = item_values(factory, caller, item_id, refusal, view.as_filter(caller.actor))
    before: Values = {"trail": trail if all(trail) else None, "proposals": proposals, "error": error, "view": view}
    before["typed"] = typed
    return page(edge, caller, "item.html", status=200 if error is None else error.status, **values, **before)
