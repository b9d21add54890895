"""Quick capture: one form for what was seen by hand; a text is enough."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import APIRouter, Depends, Security
from pydantic import AfterValidator
from pydantic_core import PydanticCustomError
from starlette.responses import RedirectResponse, Response

from service.dependencies.access import allowed_caller
from service.dependencies.edge import EdgeDep
from service.dependencies.forms import Form
from service.dependencies.uploads import Upload, UploadForm
from service.domain.access import Caller, Scope
from service.domain.items import Visibility
from service.domain.messages import Platform
from service.errors import LontError
from service.handlers.console.frame import page
from service.handlers.wire import ItemText, Name, WebAddress, Words
from service.services.capture import CaptureDraft

__all__ = ["router"]

router = APIRouter(prefix="/capture", include_in_schema=False)

_Capturing = Annotated[Caller, Security(allowed_caller, scopes=[Scope.INGEST])]
_SEE_OTHER = 303
_CLOCK = ZoneInfo("Europe/Amsterdam")
"""In which people read the clock; the form says so."""


def _not_ahead(moment: datetime) -> datetime:
    try:
        aware = moment.replace(tzinfo=moment.tzinfo or _CLOCK).astimezone(UTC)
    except OverflowError:  # in the first or the last hours of the calendar
        raise PydanticCustomError("time_impossible", "There is no such time in UTC") from None
    if aware > datetime.now(UTC):
        raise PydanticCustomError("time_ahead", "The time lies ahead; look at the clock and the date")
    return aware


class CaptureForm(Form):
    """What was seen."""

    text: ItemText
    url: WebAddress | None = None
    platform: Platform | None = None
    channel: Name | None = None
    visibility: Visibility = Visibility.UNKNOWN
    seen_at: Annotated[datetime, AfterValidator(_not_ahead)] | None = None
    author: Annotated[str, Words(1, 200)] | None = None

    def as_draft(self, screenshot: bytes | None) -> CaptureDraft:
        """Return what was seen as the service takes it."""
        return CaptureDraft(
            text=self.text,
            url=self.url,
            platform=self.platform,
            channel=self.channel,
            visibility=self.visibility,
            sent_at=self.seen_at,
            author=self.author,
            screenshot=screenshot,
        )


@router.get("")
def capture_page(caller: _Capturing, edge: EdgeDep) -> Response:
    """Show the empty form."""
    return page(edge, caller, "capture.html", platforms=list(Platform), error=None, entered=None, clock=_CLOCK)


@router.post("")
def capture(
    caller: _Capturing,
    edge: EdgeDep,
    sent: Annotated[Upload[CaptureForm], Depends(UploadForm(CaptureForm, "screenshot"))],
) -> Response:
    """Store what was seen and show it as an item, which waits for its score there."""
    try:
        with edge.context.writing() as factory:
            taken = factory.capture().capture(caller, sent.form.as_draft(sent.file))
    except LontError as error:
        return page(
            edge,
            caller,
            "capture.html",
            status=error.status,
            platforms=list(Platform),
            error=error,
            entered=sent.form,
            clock=_CLOCK,
        )
    return RedirectResponse(f"/items/{UUID(taken.id)}", _SEE_OTHER)
