"""Deciding items of the queue as one: first all their texts and what would become of them, then the decision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import BaseModel, Field
from starlette.responses import RedirectResponse, Response

from models.near_copies import Difference, differences
from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller
from service.domain.batches import BatchDraft, Seen
from service.domain.items import ItemRecord
from service.errors import LontError
from service.factory import Factory
from service.handlers.console.forms import ChoiceForm
from service.handlers.console.frame import Deciding, page
from service.handlers.console.queue_view import LONGEST_VIEW, QueueView, read_view
from service.request_errors import RequestInvalidError
from service.services.batches import MOST_ITEMS, BatchUndone
from service.services.decisions import DecisionConflictError
from service.services.score_sight import without_scores

__all__ = ["router"]

router = APIRouter(prefix="/queue/decide", include_in_schema=False)

_SEE_OTHER = 303
_Picked = Annotated[str, Field(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}:[1-9][0-9]{0,8}$")]


class PickForm(ChoiceForm):
    """A verdict on the items that are ticked, each with the version of its text; without `final` all is only shown."""

    pick: list[_Picked] = Field(default=[], max_length=MOST_ITEMS)
    final: Literal["yes"] | None = None
    view: str = Field(default="", max_length=LONGEST_VIEW)
    """The filters of the queue in which they were ticked, as the query of its address."""

    def as_draft(self) -> BatchDraft:
        """Return the decision as the service takes it."""
        pairs = (each.partition(":") for each in self.pick)
        return BatchDraft(seen=Seen({UUID(item_id): int(version) for item_id, _, version in pairs}), **self.said())


class BatchDone(BaseModel):
    """What was decided as one, as the address tells it."""

    batch: UUID
    items: int = 0
    police: int = 0
    """Of these: so many that only the police can be told of."""
    view: str = Field(default="", max_length=LONGEST_VIEW)


class UndoPickedForm(Form):
    """Taking back what was decided as one."""

    batch: UUID
    view: str = Field(default="", max_length=LONGEST_VIEW)


@dataclass(frozen=True, slots=True)
class PickedText:
    """An item that is ticked, beside the first one of its campaign that is ticked too."""

    item: ItemRecord
    version: int
    """That was in view when it was ticked."""
    copy_of: UUID | None
    """The first one; ``None``: it is the first, or the only one."""
    differences: list[Difference]


@router.post("")
def decide(caller: Deciding, edge: EdgeDep, form: Annotated[PickForm, Depends(FormBody(PickForm))]) -> Response:
    """Show the items with what would become of them, or decide them and go back to the queue."""
    view = read_view(form.view)
    try:
        if form.final is None:
            return _outcome(edge, caller, form, view)
        with edge.context.writing() as factory:
            done = factory.item_batches().decide(caller, form.as_draft())
    except RequestInvalidError as error:
        return page(
            edge, caller, "queue_decided.html", status=error.status, view=view, error=error, undone=None, done=None
        )
    if done.batch_id is None:
        return _outcome(edge, caller, form, view)
    told = {"batch": str(done.batch_id), "items": len(done.decided), "police": len(done.for_police)}
    return RedirectResponse(view.onto(f"/queue/decide/done?{urlencode(told)}"), _SEE_OTHER)


@router.get("/done")
def decided(caller: Deciding, edge: EdgeDep, done: Annotated[BatchDone, Query()]) -> Response:
    """Tell what was decided, with the way to take it back."""
    view = read_view(done.view)
    return page(edge, caller, "queue_decided.html", view=view, error=None, undone=None, done=done)


@router.post("/undo")
def undo(
    caller: Deciding, edge: EdgeDep, form: Annotated[UndoPickedForm, Depends(FormBody(UndoPickedForm))]
) -> Response:
    """Take back what was decided as one, and tell of each request that is left to an approver."""
    view = read_view(form.view)
    undone: BatchUndone | None = None
    refused: LontError | None = None
    try:
        with edge.context.writing() as factory:
            undone = factory.item_batches().undo(caller, form.batch)
    except DecisionConflictError as error:
        refused = error
    status = 200 if refused is None else refused.status
    return page(edge, caller, "queue_decided.html", status=status, view=view, error=refused, undone=undone, done=None)


def _outcome(edge: Edge, caller: Caller, form: PickForm, view: QueueView) -> Response:
    draft = form.as_draft()
    with edge.context.writing() as factory:
        outcome = factory.item_batches().decide(caller, draft, dry_run=True)
        texts = _texts(factory, caller, draft)
        factory.audit().viewed(caller.actor, [each.item.id for each in texts], page="queue_decide")
    return page(edge, caller, "queue_decide.html", view=view, form=form, draft=draft, outcome=outcome, texts=texts)


def _texts(factory: Factory, caller: Caller, draft: BatchDraft) -> Sequence[PickedText]:
    """Return the ticked items, the copies of one campaign after each other, with what differs from the first."""
    picked = draft.seen.items or {}
    roots = factory.item_batches().campaigns_of(picked)
    items = factory.items().named(picked)
    items.sort(key=lambda item: (roots.get(item.id, item.id), item.id))
    hidden = factory.score_sight().hidden_of(items, caller)
    firsts: dict[UUID, ItemRecord] = {}
    found = []
    for item in items:
        first = firsts.setdefault(roots.get(item.id, item.id), item)
        marked = differences(first.text or "", item.text or "")
        shown = without_scores(item) if item.id in hidden else item
        found.append(PickedText(shown, picked[item.id], None if first is item else first.id, marked))
    return found
