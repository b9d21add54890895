"""A look at an item beside its review: its page shows no score, no label and nothing that was said of it before."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import FormBody
from service.domain.access import Caller
from service.domain.decisions import RejectReason, Verdict
from service.domain.review_tasks import Said, TaskState
from service.errors import LontError
from service.factory import Factory
from service.handlers.console.breaks import note_opened
from service.handlers.console.forms import ChoiceForm
from service.handlers.console.frame import Deciding, page
from service.handlers.console.queue_view import QueueView, ViewDep
from service.services.review_tasks import TaskGoneError

__all__ = ["router", "said_of"]

router = APIRouter(prefix="/reviews/{task_id}", include_in_schema=False)

_SEE_OTHER = 303


@router.get("")
def review_page(
    *,
    caller: Deciding,
    edge: EdgeDep,
    task_id: UUID,
    view: ViewDep,
    passed: UUID | None = None,
    undo: UUID | None = None,
) -> Response:
    """Show the item of a task, or, of a known item that was answered, what the right answer was.

    `passed` and `undo` tell of the item before it, which can still be taken back from here.
    """
    return _response(edge, caller, task_id, view, trail=(passed, undo))


@router.post("")
def answer(
    caller: Deciding,
    edge: EdgeDep,
    task_id: UUID,
    view: ViewDep,
    form: Annotated[ChoiceForm, Depends(FormBody(ChoiceForm))],
) -> Response:
    """Note what the reviewer says; a known item tells what was agreed on, everything else leads on."""
    try:
        with edge.context.writing() as factory:
            task = factory.review_tasks().answer(caller, task_id, said_of(form), form.note)
    except TaskGoneError as error:
        return _response(edge, caller, task_id, view, error=error)
    if task.state is TaskState.ANSWERED or (task.answer and task.answer.verdict is Verdict.ESCALATE):
        return RedirectResponse(view.onto(f"/reviews/{task_id}"), _SEE_OTHER)
    return RedirectResponse(view.next_address(task_id), _SEE_OTHER)


def said_of(form: ChoiceForm) -> Said:
    """Return what a form says that an item is."""
    words = form.said()
    return Said(words["verdict"], words["labels"], words["reason"])


def _response(
    edge: Edge,
    caller: Caller,
    task_id: UUID,
    view: QueueView,
    *,
    trail: tuple[UUID | None, UUID | None] = (None, None),
    error: LontError | None = None,
) -> Response:
    with edge.context.writing() as factory:
        values = _values(factory, caller, task_id)
    before = {"trail": trail if all(trail) else None, "error": error, "view": view}
    return page(edge, caller, "review_task.html", status=error.status if error else 200, **before, **values)


def _values(factory: Factory, caller: Caller, task_id: UUID) -> dict[str, object]:
    task = factory.review_tasks().held(caller, task_id)
    item, context = factory.items().get(task.item_id)
    note_opened(item)
    factory.audit().viewed(caller.actor, [item.id, *(near.id for near in context)], page="review")
    known_id = task.known_id if task.state is TaskState.ANSWERED else None
    places = {"answered": "reply_to", "before": "before", "after": "after"}
    return {
        "task": task,
        "item": item,
        "around": {name: [near for near in context if near.position == at] for name, at in places.items()},
        "evidence": factory.evidence().of_item(item.id),
        "known": None if known_id is None else factory.known_items().get(known_id),
        "reasons": list(RejectReason),
    }
