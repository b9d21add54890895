"""Claims on the console: an open page keeps its item, a page that is left gives it back, a supervisor frees it."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Security
from starlette.responses import RedirectResponse, Response

from service.dependencies.access import allowed_caller
from service.dependencies.edge import EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller, Scope
from service.handlers.console.frame import Deciding

__all__ = ["router"]

router = APIRouter(prefix="/items/{item_id}/claim", include_in_schema=False)

_SEE_OTHER = 303
_NOTHING_TO_SHOW = 204


class TokenForm(Form):
    """The claim that a page has."""

    token: UUID


@router.post("/renew")
def renew(caller: Deciding, edge: EdgeDep, item_id: UUID) -> Response:
    """Let the claim last on while its page is open; refused when it is lost."""
    with edge.context.writing() as factory:
        factory.claims().renew(caller, item_id)
    return Response(status_code=_NOTHING_TO_SHOW)


@router.post("/release")
def release(
    caller: Deciding, edge: EdgeDep, item_id: UUID, form: Annotated[TokenForm, Depends(FormBody(TokenForm))]
) -> Response:
    """Give the item back, since its page is left."""
    with edge.context.writing() as factory:
        factory.claims().release(caller, item_id, form.token)
    return Response(status_code=_NOTHING_TO_SHOW)


@router.post("/free")
def free(
    caller: Annotated[Caller, Security(allowed_caller, scopes=[Scope.SUPERVISE])], edge: EdgeDep, item_id: UUID
) -> Response:
    """Take the item from whoever has it, and show it again."""
    with edge.context.writing() as factory:
        factory.claims().free(caller, item_id)
    return RedirectResponse(f"/items/{item_id}", _SEE_OTHER)
