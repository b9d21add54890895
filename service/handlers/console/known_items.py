"""Known items: marked on the page of an item, listed with how often each is missed, taken out of use."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Security
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.access import allowed_caller
from service.dependencies.edge import EdgeDep
from service.dependencies.forms import FormBody
from service.domain.access import Caller, Scope
from service.handlers.console.forms import ChoiceForm
from service.handlers.console.frame import page
from service.handlers.console.item import item_response
from service.handlers.console.review_tasks import said_of
from service.handlers.wire import Words
from service.services.known_items import KnownDraft, NotDecidedError

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_Marking = Annotated[Caller, Security(allowed_caller, scopes=[Scope.QUALITY])]
_SEE_OTHER = 303


class KnownForm(ChoiceForm):
    """What an item is, and why."""

    version: int = Field(ge=1)
    why: Annotated[str, Words(1, 2000)]

    def as_known(self, item_id: UUID) -> KnownDraft:
        """Return the answer as the service takes it."""
        return KnownDraft(item_id, self.version, said_of(self), self.why)


@router.get("/known")
def known_page(caller: _Marking, edge: EdgeDep) -> Response:
    """Show the known items in use, with how often each was missed."""
    with edge.context.writing() as factory:
        rows = factory.quality().known_rates()
        factory.audit().viewed(caller.actor, [each.known.item_id for each in rows], page="known")
    return page(edge, caller, "known.html", rows=rows)


@router.post("/items/{item_id}/known")
def mark(
    caller: _Marking, edge: EdgeDep, item_id: UUID, form: Annotated[KnownForm, Depends(FormBody(KnownForm))]
) -> Response:
    """Agree on what an item is, and show it again."""
    try:
        with edge.context.writing() as factory:
            factory.known_items().mark(caller, form.as_known(item_id))
    except NotDecidedError as error:
        return item_response(edge, caller, item_id, error=error)
    return RedirectResponse(f"/items/{item_id}", _SEE_OTHER)


@router.post("/known/{known_id}/retire")
def retire(caller: _Marking, edge: EdgeDep, known_id: UUID) -> Response:
    """Take a known item out of use."""
    with edge.context.writing() as factory:
        factory.known_items().retire(caller, known_id)
    return RedirectResponse("/known", _SEE_OTHER)
