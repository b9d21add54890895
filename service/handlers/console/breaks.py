"""What a person sees of their own sitting: how long it is, how much they opened, and that a break is due."""

from __future__ import annotations

import time
from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from service.dependencies.forms import Form, FormBody
from service.domain.items import ItemRecord
from service.handlers.console.frame import Person
from service.handlers.sign_in import local_path
from service.services.folding import is_violent
from service.sittings import current_sitting

__all__ = ["note_opened", "router"]

router = APIRouter(prefix="/break", include_in_schema=False)

_SEE_OTHER = 303


class LaterForm(Form):
    """The page on which it was pressed."""

    next: str = ""


@router.post("/later")
def put_off(_caller: Person, form: Annotated[LaterForm, Depends(FormBody(LaterForm))]) -> Response:
    """Speak of no break for a while, and go back to the page."""
    sitting = current_sitting()
    if sitting is not None:
        sitting.put_off(int(time.time()))
    return RedirectResponse(local_path(form.next) or "/", _SEE_OTHER)


def note_opened(item: ItemRecord) -> None:
    """Count an item whose page is opened, if a label was raised of it or its text is violent."""
    sitting = current_sitting()
    if sitting is not None and (item.labels or is_violent(item.text or "")):
        sitting.note_opened(item.id)
