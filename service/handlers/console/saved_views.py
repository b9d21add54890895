"""Saved views on the console: the filters of the queue, kept, renamed and deleted under names of one's own."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller
from service.handlers.console.frame import Deciding
from service.handlers.console.queue_view import LONGEST_VIEW, read_view
from service.handlers.wire import Words
from service.services.saved_views import ViewNotFoundError

__all__ = ["router"]

router = APIRouter(prefix="/queue/views", include_in_schema=False)

_SEE_OTHER = 303
_Name = Annotated[str, Words(1, 60)]


class NewViewForm(Form):
    """Filters, as the query of their address, and what to call them."""

    name: _Name
    view: str = Field(max_length=LONGEST_VIEW)


class NameForm(Form):
    """Another name."""

    name: _Name


@router.post("")
def save_view(
    caller: Deciding, edge: EdgeDep, form: Annotated[NewViewForm, Depends(FormBody(NewViewForm))]
) -> Response:
    """Keep the filters that are on the page, and show it again."""
    view = read_view(form.view)
    with edge.context.writing() as factory:
        factory.saved_views().save(_account(caller), form.name, view.filters())
    return RedirectResponse(view.address(), _SEE_OTHER)


@router.post("/{view_id}/rename")
def rename_view(
    caller: Deciding, edge: EdgeDep, view_id: UUID, form: Annotated[NameForm, Depends(FormBody(NameForm))]
) -> Response:
    """Give a view another name."""
    with edge.context.writing() as factory:
        factory.saved_views().rename(_account(caller), view_id, form.name)
    return RedirectResponse("/", _SEE_OTHER)


@router.post("/{view_id}/delete")
def delete_view(caller: Deciding, edge: EdgeDep, view_id: UUID) -> Response:
    """Forget a view; no item changes by that."""
    with edge.context.writing() as factory:
        factory.saved_views().delete(_account(caller), view_id)
    return RedirectResponse("/", _SEE_OTHER)


def _account(caller: Caller) -> UUID:
    if caller.account_id is None:  # a page is for people, and each has an account
        raise ViewNotFoundError("Views belong to accounts.", "Sign in with one.")
    return caller.account_id
