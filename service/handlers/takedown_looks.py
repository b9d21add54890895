"""`…/looks`: a person's wish that lont look now whether the messages of a takedown request are still online."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Security
from pydantic import BaseModel, Field

from service.dependencies.access import allowed_caller
from service.dependencies.changes import RequestId
from service.dependencies.edge import EdgeDep
from service.domain.access import Caller, Scope
from service.handlers.openapi import KEY_ERRORS, examples, problems
from service.request_errors import RequestInvalidError
from service.services.takedown.errors import HeldError, NotYoursToDoError, RequestNotFoundError
from service.services.takedown.looking import LookNotPossibleError

__all__ = ["router"]

router = APIRouter(prefix="/v1/takedown-requests", tags=["Takedown"])

_Person = Annotated[Caller, Security(allowed_caller, scopes=[Scope.REQUEST])]
_WAITS: dict[str, Any] = {"asked": True, "next_at": "2026-11-21T21:14:09Z", "wants_a_person": None}


class LookAnswer(BaseModel):
    """How it stands with lont's own looks at a request."""

    asked: bool = Field(description="Somebody asked for a look that has not been made yet.")
    next_at: datetime | None = Field(description="When lont looks next, once it is the turn of the platform.")
    wants_a_person: Literal["changed", "unreachable"] | None = Field(
        description="`changed`: the page has other words; `unreachable`: lont could not tell three times or more."
    )


@router.post(
    "/{request_id}/looks",
    operation_id="askForLook",
    summary="Ask lont to look whether it is still online",
    status_code=202,
    responses={
        202: examples({"It waits for the turn of the platform": _WAITS}, "lont will look."),
        **problems(
            *(*KEY_ERRORS, NotYoursToDoError, RequestNotFoundError, RequestInvalidError),
            *(HeldError, LookNotPossibleError),
        ),
    },
)
def ask_for_look(caller: _Person, edge: EdgeDep, request_id: RequestId) -> LookAnswer:
    """Let lont look as soon as it is the platform's turn; what it sees becomes an event of the request."""
    with edge.context.writing() as factory:
        state = factory.looking().ask(caller, request_id)
    return LookAnswer(asked=state.asked, next_at=state.next_at, wants_a_person=state.wants_a_person)
