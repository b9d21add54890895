"""One item: what was posted, what made its score, what people say of it, and the request that follows from it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from starlette.responses import RedirectResponse, Response

from models.contract import LABELS
from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import FormBody
from service.domain.access import Caller, Scope
from service.domain.claims import Claim
from service.domain.decisions import RejectReason, Verdict
from service.domain.items import ItemRecord, ItemState
from service.errors import LontError
from service.factory import Factory
from service.handlers.console.contact_picture import draw
from service.handlers.console.entity_words import entity_rows
from service.handlers.console.forms import DecisionForm, UndoForm
from service.handlers.console.frame import Deciding, Reading, page
from service.handlers.console.request_form import Refusal, RequestPanel, panel_of
from service.handlers.marking import marked
from service.services.claims import ItemClaimedError
from service.services.decisions import DecisionConflictError
from service.services.doors import warnings_of_item
from service.services.routing import route_of_item
from service.services.takedown.requests import Proposal

__all__ = ["item_response", "router"]

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303
_PATIENCE = timedelta(minutes=1)
"""For which the page of an item without a score looks again by itself; each look is a row in the log."""
_OPEN = frozenset({ItemState.QUEUED, ItemState.SCORED})
"""States in which somebody may decide."""
_STAYS = frozenset({Verdict.CONFIRM, Verdict.ESCALATE})
"""Verdicts after which there is more to do with the same item."""


@router.get("/items/{item_id}")
def item_page(
    *,
    caller: Reading,
    edge: EdgeDep,
    item_id: UUID,
    passed: Annotated[UUID | None, Query()] = None,
    undo: Annotated[UUID | None, Query()] = None,
) -> Response:
    """Show one item; `passed` and `undo` tell of the one before it, which can still be taken back from here."""
    return item_response(edge, caller, item_id, trail=(passed, undo))


@router.post("/items/{item_id}/decide")
def decide(
    caller: Deciding, edge: EdgeDep, item_id: UUID, form: Annotated[DecisionForm, Depends(FormBody(DecisionForm))]
) -> Response:
    """Decide an item; a confirmation drafts the request beside it, everything else leads on."""
    draft = form.as_draft(item_id)
    try:
        with edge.context.writing() as factory:
            decision = factory.review().decide(caller, draft).decision
    except DecisionConflictError as error:
        return item_response(edge, caller, item_id, error=error)
    if decision.verdict in _STAYS:
        return RedirectResponse(f"/items/{item_id}#next-step", _SEE_OTHER)
    return RedirectResponse(f"/queue/next?passed={item_id}&undo={decision.id}", _SEE_OTHER)


@router.post("/items/{item_id}/undo")
def undo_decision(
    caller: Deciding, edge: EdgeDep, item_id: UUID, form: Annotated[UndoForm, Depends(FormBody(UndoForm))]
) -> Response:
    """Take a decision back and show the item again, with what is left to do with each request that rested on it."""
    try:
        with edge.context.writing() as factory:
            undone = factory.review().undo(caller, item_id, form.decision)
    except DecisionConflictError as error:
        return item_response(edge, caller, item_id, error=error)
    if undone.proposals:  # too many for an address, perhaps: copies bring theirs along
        return item_response(edge, caller, item_id, proposals=undone.proposals)
    return RedirectResponse(f"/items/{item_id}", _SEE_OTHER)


@router.get("/evidence/{evidence_id}")
def evidence(caller: Reading, edge: EdgeDep, evidence_id: UUID) -> Response:
    """Give a piece of evidence as it came; the browser may only show it as what it is."""
    with edge.context.writing() as factory:
        record, content = factory.evidence().show(evidence_id, caller.actor)
    return Response(content, media_type=record.media_type, headers={"Content-Disposition": "inline"})


def item_response(  # a page has that many sides
    edge: Edge,
    caller: Caller,
    item_id: UUID,
    *,
    trail: tuple[UUID | None, UUID | None] = (None, None),
    proposals: Sequence[Proposal] = (),
    error: LontError | None = None,
    refusal: Refusal | None = None,
) -> Response:
    """Return the page of an item, with what was wrong if something was."""
    with edge.context.writing() as factory:
        item, context = factory.items().get(item_id)
        history = factory.decisions().history(item_id)
        past_scores = factory.asks().history(item_id)
        priorities = factory.priority_log().history(item_id)
        evidence = factory.evidence().of_item(item_id)
        alert = factory.alerts().of_item(item_id)
        campaign, changed = factory.campaigns().of_item(item_id), factory.campaigns().changed_copy(item)
        copied = [] if changed is None else [changed.decided.item_id]
        seen = [item.id, *(near.id for near in context), *copied]
        factory.audit().viewed(caller.actor, [each for each in dict.fromkeys(seen) if each is not None], page="item")
        links = factory.contacts().of_item(item_id)
        panel = _panel(factory, caller, item, refusal)
        following = factory.items().next_in_queue(item_id) if Scope.DECIDE in caller.scopes else None
        claim = _claim(factory, caller, item)
    text = item.text or ""
    spans = [(span, text[_position(span, "start") : _position(span, "end")]) for span in item.explanation]
    return page(
        edge,
        caller,
        "item.html",
        status=200 if error is None else error.status,
        item=item,
        route=route_of_item(item),
        pieces=marked(text, item.explanation, LABELS),
        spans=spans,
        says=entity_rows(item),
        warnings=warnings_of_item(item),
        answered=[near for near in context if near.position == "reply_to"],
        before=[near for near in context if near.position == "before"],
        after=[near for near in context if near.position == "after"],
        history=history,
        past_scores=past_scores,
        priorities=priorities,
        undone={each.undoes for each in history if each.undoes is not None},
        evidence=evidence,
        alert=alert,
        campaign=campaign,
        changed=changed,
        links=links,
        picture=draw(links.contacts),
        panel=panel,
        following=following,
        claim=claim if claim and claim.claimed_by == caller.actor else None,
        claimed_by_another=claim if claim and claim.claimed_by != caller.actor else None,
        trail=trail if all(trail) else None,
        proposals=proposals,
        error=error,
        can_decide=Scope.DECIDE in caller.scopes,
        is_open=item.state in _OPEN,
        reasons=list(RejectReason),
        waits=item.state == ItemState.PENDING and datetime.now(UTC) - item.captured_at < _PATIENCE,
    )


def _claim(factory: Factory, caller: Caller, item: ItemRecord) -> Claim | None:
    """Claim an open item for who looks at it and may decide it, or return the claim of whoever was first."""
    if Scope.DECIDE not in caller.scopes or item.state not in _OPEN:
        return None
    try:
        return factory.claims().take(caller, item.id)
    except ItemClaimedError:
        return factory.claims().on([item.id]).get(item.id)


def _panel(factory: Factory, caller: Caller, item: ItemRecord, refusal: Refusal | None) -> RequestPanel | None:
    if Scope.REQUEST not in caller.scopes:
        return None
    requests = factory.takedown().of_item(item.id)
    return panel_of(factory, caller, requests[0].id, refusal) if requests else None


def _position(span: dict[str, object], name: str) -> int:
    value = span[name]
    return value if isinstance(value, int) and value >= 0 else 0
