"""`/language`: the choice of a language, for everybody with a browser."""

from __future__ import annotations

from typing import Annotated, Literal

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from service.dependencies.cookies import keep_language
from service.dependencies.edge import EdgeDep
from service.dependencies.forms import Form, FormBody
from service.handlers.sign_in import local_path

__all__ = ["router"]

router = APIRouter(include_in_schema=False)

_SEE_OTHER = 303


class LanguageForm(Form):
    """The language that was pressed, and the page on which."""

    language: Literal["en", "nl"]
    next: str = ""


@router.post("/language")
def choose_language(edge: EdgeDep, form: Annotated[LanguageForm, Depends(FormBody(LanguageForm))]) -> Response:
    """Keep the choice in a cookie and go back to the page."""
    answer = RedirectResponse(local_path(form.next) or "/", _SEE_OTHER)
    keep_language(answer, form.language, edge.context.settings)
    return answer
