"""`/preferences`: what a person sets for themself."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.preferences import MOST_BREAK_MINUTES, Fold, Preferences
from service.handlers.console.frame import Person, page

__all__ = ["router"]

router = APIRouter(prefix="/preferences", include_in_schema=False)

_SEE_OTHER = 303


class PreferencesForm(Form, Preferences):
    """The whole page: what is not ticked or filled in has its default."""


@router.get("")
def preferences_page(caller: Person, edge: EdgeDep, *, stored: bool = False) -> Response:
    """Show what the person has set, and the form to set it anew."""
    return page(edge, caller, "preferences.html", stored=stored, folds=list(Fold), most_minutes=MOST_BREAK_MINUTES)


@router.post("")
def keep(
    caller: Person, edge: EdgeDep, form: Annotated[PreferencesForm, Depends(FormBody(PreferencesForm))]
) -> Response:
    """Store what the person sets."""
    with edge.context.writing() as factory:
        factory.preferences().keep(caller, form)
    return RedirectResponse("/preferences?stored=true", _SEE_OTHER)
