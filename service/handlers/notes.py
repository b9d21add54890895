"""`/v1/items/{item_id}/notes` and `/assignment`: what reviewers tell each other of an item, and who looks at it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Path, Security

from service.dependencies.access import allowed_caller
from service.dependencies.bodies import JsonBody
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.note_models import (
    ASSIGNMENT,
    NOTE,
    AssignmentAnswer,
    AssignmentRequest,
    NoteAnswer,
    NoteList,
    NoteRequest,
)
from service.handlers.openapi import BODY_ERRORS, KEY_ERRORS, body_of, examples, problems
from service.request_errors import RequestInvalidError
from service.services.assignments import AssigneeError, ItemAssignedError, NotWaitingError
from service.services.items import ItemNotFoundError

__all__ = ["router"]

router = APIRouter(prefix="/v1/items/{item_id}", tags=["Review"])

_Decider = Annotated[Caller, Security(allowed_caller, scopes=[Scope.DECIDE])]
_ItemId = Annotated[UUID, Path(description="Of the item in lont.")]


@router.get(
    "/notes",
    operation_id="listNotes",
    summary="Notes on an item",
    responses={
        200: examples({"One": {"notes": [NOTE]}}, "The notes."),
        **problems(*KEY_ERRORS, RequestInvalidError, ItemNotFoundError),
    },
)
def list_notes(
    caller: Annotated[Caller, Security(allowed_caller, scopes=[Scope.READ])], edge: EdgeDep, item_id: _ItemId
) -> NoteList:
    """List what reviewers noted of an item beside its decisions."""
    with edge.context.writing() as factory:
        notes = factory.notes().of_item(item_id)
        factory.audit().viewed(caller.actor, [item_id], call="listNotes")
    return NoteList(notes=[NoteAnswer.model_validate(each) for each in notes])


@router.post(
    "/notes",
    status_code=201,
    operation_id="writeNote",
    summary="Write a note on an item",
    responses={
        201: examples({"Written": NOTE}, "The note."),
        **problems(*KEY_ERRORS, *BODY_ERRORS, ItemNotFoundError),
    },
    openapi_extra=body_of(NoteRequest, {"For colleagues": {"text": NOTE["text"]}}),
)
def write_note(
    caller: _Decider, edge: EdgeDep, item_id: _ItemId, body: Annotated[NoteRequest, Depends(JsonBody(NoteRequest))]
) -> NoteAnswer:
    """Add a note; it decides nothing, is never changed, and goes to no platform."""
    with edge.context.writing() as factory:
        return NoteAnswer.model_validate(factory.notes().add(caller, item_id, body.text))


@router.put(
    "/assignment",
    operation_id="assignItem",
    summary="Assign an item",
    responses={
        200: examples({"Assigned": ASSIGNMENT}, "To whom it is assigned now."),
        **problems(*(*KEY_ERRORS, *BODY_ERRORS, ItemNotFoundError, ItemAssignedError, NotWaitingError, AssigneeError)),
    },
    openapi_extra=body_of(AssignmentRequest, {"To a colleague": {"assigned_to": ASSIGNMENT["assigned_to"]}}),
)
def assign_item(
    caller: _Decider,
    edge: EdgeDep,
    item_id: _ItemId,
    body: Annotated[AssignmentRequest, Depends(JsonBody(AssignmentRequest))],
) -> AssignmentAnswer:
    """Assign an item to a reviewer, who is handed it first and alone; or, with null, to nobody again.

    What is assigned to another changes only by them or by a key that may supervise too.
    """
    with edge.context.writing() as factory:
        factory.assignments().assign(caller, item_id, body.assigned_to)
    return AssignmentAnswer(item_id=item_id, assigned_to=body.assigned_to)
