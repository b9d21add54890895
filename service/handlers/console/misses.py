"""Reporting what lont missed: of an item that is stored, or of something seen elsewhere."""

from __future__ import annotations

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Security
from starlette.responses import RedirectResponse, Response

from service.dependencies.access import allowed_caller
from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller, Scope
from service.domain.items import Visibility
from service.domain.messages import Platform
from service.errors import LontError
from service.handlers.console.frame import page
from service.handlers.console.item import item_response
from service.handlers.wire import ItemText, Name, WebAddress, Words
from service.services.capture import CaptureDraft
from service.services.misses import MissDraft, NotMissedError

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_Reporting = Annotated[Caller, Security(allowed_caller, scopes=[Scope.INGEST])]
_SEE_OTHER = 303


class MissForm(Form):
    """What a stored item should have been raised as."""

    label: Literal["recruitment", "f4_sale"]
    note: Annotated[str, Words(1, 2000)] | None = None

    def as_draft(self) -> MissDraft:
        """Return the report as the service takes it."""
        return MissDraft(self.label, self.note)


class SeenElsewhereForm(MissForm):
    """What was seen elsewhere."""

    text: ItemText
    url: WebAddress | None = None
    platform: Platform | None = None
    channel: Name | None = None
    visibility: Visibility = Visibility.UNKNOWN

    def as_capture(self) -> CaptureDraft:
        """Return what was seen as the service takes it in."""
        return CaptureDraft(self.text, self.url, self.platform, self.channel, self.visibility)


@router.get("/missed")
def missed_page(caller: _Reporting, edge: EdgeDep) -> Response:
    """Show the empty form."""
    return _form(edge, caller)


@router.post("/missed")
def report_new(
    caller: _Reporting, edge: EdgeDep, form: Annotated[SeenElsewhereForm, Depends(FormBody(SeenElsewhereForm))]
) -> Response:
    """Take in what was seen elsewhere, report it as missed, and show it as an item."""
    try:
        with edge.context.writing() as factory:
            report = factory.misses().report_new(caller, form.as_capture(), form.as_draft())
    except NotMissedError as error:
        return _form(edge, caller, form, error)
    return RedirectResponse(f"/items/{report.item_id}", _SEE_OTHER)


@router.post("/items/{item_id}/missed")
def report_stored(
    caller: _Reporting, edge: EdgeDep, item_id: UUID, form: Annotated[MissForm, Depends(FormBody(MissForm))]
) -> Response:
    """Report a stored item as missed; it waits for review from then on."""
    try:
        with edge.context.writing() as factory:
            factory.misses().report(caller, item_id, form.as_draft())
    except NotMissedError as error:
        return item_response(edge, caller, item_id, error=error)
    return RedirectResponse(f"/items/{item_id}", _SEE_OTHER)


def _form(
    edge: Edge, caller: Caller, entered: SeenElsewhereForm | None = None, error: LontError | None = None
) -> Response:
    status = 200 if error is None else error.status
    values = {"platforms": list(Platform), "entered": entered, "error": error}
    return page(edge, caller, "missed.html", status=status, **values)
