"""What reviewers tell each other of an item: notes, and who is to look at it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.notes import LONGEST_NOTE
from service.handlers.console.frame import Deciding
from service.handlers.console.queue_view import ViewDep
from service.handlers.wire import Words

__all__ = ["router"]

router = APIRouter(prefix="/items/{item_id}", include_in_schema=False)

_SEE_OTHER = 303


class AssignmentForm(Form):
    """To whom; nothing is nobody."""

    assignee: str | None = Field(default=None, max_length=64)


class NoteForm(Form):
    """What to note."""

    text: Annotated[str, Words(1, LONGEST_NOTE)]


@router.post("/assignment")
def assign(
    caller: Deciding,
    edge: EdgeDep,
    item_id: UUID,
    view: ViewDep,
    form: Annotated[AssignmentForm, Depends(FormBody(AssignmentForm))],
) -> Response:
    """Assign the item, and show it again."""
    with edge.context.writing() as factory:
        factory.assignments().assign(caller, item_id, form.assignee)
    return RedirectResponse(view.onto(f"/items/{item_id}#colleagues"), _SEE_OTHER)


@router.post("/notes")
def write_note(
    caller: Deciding,
    edge: EdgeDep,
    item_id: UUID,
    view: ViewDep,
    form: Annotated[NoteForm, Depends(FormBody(NoteForm))],
) -> Response:
    """Write a note, and show the item again."""
    with edge.context.writing() as factory:
        factory.notes().add(caller, item_id, form.text)
    return RedirectResponse(view.onto(f"/items/{item_id}#colleagues"), _SEE_OTHER)
