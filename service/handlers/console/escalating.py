"""The page of an escalation: the police first, then what makes one think so, who is told, and what is left to do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller
from service.domain.escalations import EscalationFacts
from service.domain.items import ItemRecord, ItemState
from service.domain.takedown.vocabulary import PoliceChannel
from service.errors import LontError
from service.handlers.console.frame import Deciding, page
from service.handlers.console.item_view import Values
from service.handlers.wire import Words
from service.services.claims import ItemClaimedError
from service.services.decisions import DecisionConflictError
from service.services.escalations import Facts
from service.services.routing import route_of_item
from service.services.score_sight import without_scores

__all__ = ["router"]

router = APIRouter(prefix="/items/{item_id}/escalate", include_in_schema=False)

_SEE_OTHER = 303
_NOTHING_TO_SHOW = 204
_STEPS = 4
_Line = Annotated[str, Words(0, 200)]
_Fact = Annotated[str, Words(0, 500)]
_READ_AS = {"target": ("target_object", "location"), "time": ("time",), "person": ("person", "contact")}
"""Which entities of the message answer a question before a person has."""


class StepForm(Form):
    """One step; a field that the step does not have is not there, and what was said in it stays."""

    step: int = Field(ge=1, le=_STEPS)
    version: int = Field(ge=1)
    act: Literal["alert", "save"] = "save"
    police_told: bool = False
    minutes_ago: int | None = Field(default=None, ge=0, le=7 * 24 * 60)
    police_channel: PoliceChannel | None = None
    police_reference: _Line = ""
    target: _Fact = ""
    time: _Fact = ""
    person: _Fact = ""
    told: _Fact = ""

    def changes(self, noted: EscalationFacts) -> Facts:
        """Return what this step says; a call that was noted keeps its time unless another one is given."""
        if self.step == 1:
            told_at = noted.police_told_at
            if told_at is None or self.minutes_ago is not None:
                told_at = datetime.now(UTC) - timedelta(minutes=self.minutes_ago or 0)
            return {
                "police_told_at": told_at if self.police_told else None,
                "police_channel": self.police_channel if self.police_told else None,
                "police_reference": self.police_reference or None,
            }
        if self.step == 2:  # noqa: PLR2004  # the number of the step
            return {"target": self.target or None, "time": self.time or None, "person": self.person or None}
        return {"told": self.told or None}


@router.get("")
def path_page(
    caller: Deciding, edge: EdgeDep, item_id: UUID, step: Annotated[int, Query(ge=1, le=_STEPS)] = 1
) -> Response:
    """Show one step; the first one calls colleagues by its only button."""
    return _response(edge, caller, item_id, step)


@router.post("")
def take_step(
    caller: Deciding, edge: EdgeDep, item_id: UUID, form: Annotated[StepForm, Depends(FormBody(StepForm))]
) -> Response:
    """Call colleagues or note what the step says, and go on with the next one."""
    try:
        _keep(edge, caller, item_id, form)
    except (DecisionConflictError, ItemClaimedError) as error:
        return _response(edge, caller, item_id, form.step, error=error, typed=form)
    following = min(form.step + 1, _STEPS)
    return RedirectResponse(f"/items/{item_id}/escalate?step={following}", _SEE_OTHER)


@router.post("/keep")
def keep_step(
    caller: Deciding, edge: EdgeDep, item_id: UUID, form: Annotated[StepForm, Depends(FormBody(StepForm))]
) -> Response:
    """Note what stands in the fields of a page that is left."""
    if form.act == "save":
        _keep(edge, caller, item_id, form)
    return Response(status_code=_NOTHING_TO_SHOW)


def _keep(edge: Edge, caller: Caller, item_id: UUID, form: StepForm) -> None:
    with edge.context.writing() as factory:
        escalations = factory.escalations()
        standing = escalations.decision(item_id)
        changes = form.changes(EscalationFacts() if standing is None else escalations.noted(standing.id))
        if form.act == "alert":
            escalations.escalate(caller, item_id, form.version, changes)
        else:
            escalations.note(caller, item_id, changes)


def _response(
    edge: Edge,
    caller: Caller,
    item_id: UUID,
    step: int,
    *,
    error: LontError | None = None,
    typed: StepForm | None = None,
) -> Response:
    with edge.context.writing() as factory:
        item, _ = factory.items().get(item_id)
        factory.audit().viewed(caller.actor, [item.id], page="escalate")
        item = without_scores(item) if factory.score_sight().scores_hidden(item, caller) else item
        decision = factory.escalations().decision(item_id)
        noted = EscalationFacts() if decision is None else factory.escalations().noted(decision.id)
        alert = factory.alerts().of_item(item_id)
        on_call = [person.name for person in factory.accounts().on_call()]
        requests = factory.takedown().of_item(item_id)
    values: Values = {
        "item": item,
        "decision": decision,
        "noted": noted,
        "alert": alert,
        "on_call": on_call,
        "step": step,
    }
    values |= {"step": step, "error": error, "typed": typed, "request": requests[0] if requests else None}
    values |= {
        "read": _read(item),
        "route": route_of_item(item),
        "channels": list(PoliceChannel),
        "open": item.state != ItemState.DECIDED,
    }
    return page(edge, caller, "escalate.html", status=200 if error is None else error.status, **values)


def _read(item: ItemRecord) -> dict[str, str]:
    """Return the words of the message that answer each question, as they were read out of it."""
    text = item.text or ""
    found: dict[str, list[str]] = {}
    for name, types in _READ_AS.items():
        spans = [(each["start"], each["end"]) for each in item.entities if each.get("type") in types]
        words = [text[start:end] for start, end in spans if isinstance(start, int) and isinstance(end, int)]
        found[name] = list(dict.fromkeys(words))
    return {name: ", ".join(words)[:500] for name, words in found.items()}
