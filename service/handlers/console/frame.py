"""What every page of the console shares: who looks, what they may open and have set, and how many alerts wait."""

from __future__ import annotations

from typing import Annotated

from fastapi import Security
from starlette.responses import HTMLResponse

from service.dependencies.access import allowed_caller
from service.dependencies.edge import Edge
from service.domain.access import Caller, Scope
from service.handlers.templating import render
from service.sittings import current_sitting

__all__ = ["Auditing", "Deciding", "OnCall", "Person", "Reading", "Requesting", "page"]

Person = Annotated[Caller, Security(allowed_caller, scopes=[])]
Reading = Annotated[Caller, Security(allowed_caller, scopes=[Scope.READ])]
Deciding = Annotated[Caller, Security(allowed_caller, scopes=[Scope.DECIDE])]
Requesting = Annotated[Caller, Security(allowed_caller, scopes=[Scope.REQUEST])]
OnCall = Annotated[Caller, Security(allowed_caller, scopes=[Scope.ALERT])]
Auditing = Annotated[Caller, Security(allowed_caller, scopes=[Scope.AUDIT])]


def page(edge: Edge, caller: Caller, template: str, *, status: int = 200, **values: object) -> HTMLResponse:
    """Return a page of the console as this person sees it."""
    with edge.context.reading() as factory:
        waiting = factory.alerts().count_unclaimed() if Scope.ALERT in caller.scopes else 0
        passed = factory.holds().count_passed() if Scope.HOLD in caller.scopes else 0
        names = factory.accounts().names()
        preferences = factory.preferences().of(caller)
    sink = edge.sink is not None and Scope.REQUEST in caller.scopes
    sitting = current_sitting()
    after = preferences.break_after_minutes
    after = edge.context.settings.break_after_minutes if after is None else after
    frame = {
        "alerts_waiting": waiting,
        "holds_passed": passed,
        "shows_sink": sink,
        "names": names,
        "preferences": preferences,
    }
    frame |= {"sitting": sitting, "without_break": sitting and sitting.minutes_without_break(after)}
    return render(template, status=status, caller=caller, **frame, **values)
