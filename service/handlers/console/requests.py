"""One takedown request with its life, everything that people do with it, and how all of them live."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.responses import RedirectResponse, Response

from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import FormBody
from service.domain.access import Caller
from service.domain.disclosure import DisclosureKind, DisclosureReason, ReasonRefusedError
from service.domain.takedown.records import read_public_id
from service.domain.takedown.states import TRANSITIONS, RequestEvent, RequestState
from service.domain.tlp import Tlp
from service.errors import Fault, LontError
from service.factory import Factory
from service.handlers.charts.state_files import DRAWING_WORDS
from service.handlers.charts.state_lanes import state_lanes
from service.handlers.console.forms import (
    ByHandForm,
    ConfirmForm,
    EventForm,
    ExportForm,
    ItemAnswerForm,
    ReasonForm,
    RequestForm,
    VersionForm,
)
from service.handlers.console.frame import Requesting, page
from service.handlers.console.item import item_response
from service.handlers.console.request_answers import AnswerChoices
from service.handlers.console.request_form import Refusal, panel_of
from service.handlers.export_models import ExportFormat
from service.handlers.exports import exported
from service.services.takedown.errors import RequestNotFoundError, VersionMismatchError
from service.services.takedown.inputs import EventInput

__all__ = ["router"]

router = APIRouter(prefix="/requests", include_in_schema=False)

_SEE_OTHER = 303
_ROOM_FOR_WORDS = (250, 190)
"""Of the drawing, beside and above: words are longer than codes."""


@router.get("/states")
def states_page(caller: Requesting, edge: EdgeDep) -> Response:
    """Show how requests live: the drawing, the table, how many stand where, and how content went."""
    with edge.context.reading() as factory:
        counts, gone = factory.takedown().count_by_state(), factory.takedown().count_gone()
    return page(
        edge,
        caller,
        "request_states.html",
        lanes=state_lanes(*_ROOM_FOR_WORDS),
        label=DRAWING_WORDS,
        background=None,
        states=[(state, counts.get(state, 0)) for state in RequestState],
        transitions=TRANSITIONS,
        gone=gone,
    )


@router.get("/{request_id}")
def request_page(caller: Requesting, edge: EdgeDep, request_id: str) -> Response:
    """Show one request."""
    return _request_response(edge, caller, _known(request_id))


@router.post("/{request_id}/author")
def show_author(
    caller: Requesting, edge: EdgeDep, request_id: str, form: Annotated[ReasonForm, Depends(FormBody(ReasonForm))]
) -> Response:
    """Show one request that is over with the handle of its author, once the reason is in the log."""
    try:
        reason = DisclosureReason(form.kind, form.reason)
    except ReasonRefusedError as error:
        return _request_response(edge, caller, _known(request_id), error)
    return _request_response(edge, caller, _known(request_id), reason=reason)


@router.post("/{request_id}/draft")
def save_or_confirm(
    caller: Requesting, edge: EdgeDep, request_id: str, form: Annotated[ConfirmForm, Depends(FormBody(ConfirmForm))]
) -> Response:
    """Save the draft, and stand up for it if that is what was asked; what was typed is kept in any case."""
    known = _known(request_id)
    try:
        with edge.context.writing() as factory:
            request = factory.takedown().edit(caller, known, form.version, form.as_edit())
        item_id = _item_of(edge, known)
        if form.act == "confirm":
            with edge.context.writing() as factory:
                factory.review().confirm_request(caller, known, request.version, form.as_edit(), form.as_event())
    except LontError as error:
        return _refused(edge, caller, known, error, form)
    return RedirectResponse(f"/items/{item_id}#next-step", _SEE_OTHER)


@router.post("/{request_id}/events")
def move_on(
    caller: Requesting, edge: EdgeDep, request_id: str, form: Annotated[EventForm, Depends(FormBody(EventForm))]
) -> Response:
    """Do one step in the life of a request."""
    return _do(
        edge,
        caller,
        request_id,
        lambda factory, known: factory.takedown().apply(caller, known, form.version, form.as_event()),
    )


@router.post("/{request_id}/answers")
def answer_item(
    caller: Requesting,
    edge: EdgeDep,
    request_id: str,
    form: Annotated[ItemAnswerForm, Depends(FormBody(ItemAnswerForm))],
) -> Response:
    """Enter what the platform says of one item."""
    return _do(
        edge,
        caller,
        request_id,
        lambda factory, known: factory.item_answers().answer_items(caller, known, form.version, form.as_input()),
    )


@router.post("/{request_id}/attest")
def attest(
    caller: Requesting, edge: EdgeDep, request_id: str, form: Annotated[VersionForm, Depends(FormBody(VersionForm))]
) -> Response:
    """Note that the caller has just seen it online."""
    return _do(edge, caller, request_id, lambda factory, known: factory.takedown().attest(caller, known, form.version))


@router.post("/{request_id}/looks")
def ask_for_look(
    caller: Requesting, edge: EdgeDep, request_id: str, _: Annotated[VersionForm, Depends(FormBody(VersionForm))]
) -> Response:
    """Let lont look whether it is still online, as soon as it is the platform's turn."""
    return _do(edge, caller, request_id, lambda factory, known: factory.looking().ask(caller, known))


@router.post("/{request_id}/by-hand")
def submitted_by_hand(
    caller: Requesting, edge: EdgeDep, request_id: str, form: Annotated[ByHandForm, Depends(FormBody(ByHandForm))]
) -> Response:
    """Note that a person pasted the notice into the platform's form, and what the form made of it."""

    def act(factory: Factory, known: UUID) -> None:
        sent = EventInput(RequestEvent.DISPATCH, still_online=form.still_online)
        request = factory.takedown().apply(caller, known, form.version, sent)
        outcome = RequestEvent.ACCEPTED if form.act == "taken" else RequestEvent.FAIL
        said = EventInput(outcome, ticket=form.ticket, rationale=form.rationale)
        factory.takedown().apply(caller, known, request.version, said)

    return _do(edge, caller, request_id, act)


@router.post("/{request_id}/export")
def export(
    caller: Requesting, edge: EdgeDep, request_id: str, form: Annotated[ExportForm, Depends(FormBody(ExportForm))]
) -> Response:
    """Give the request as a file, once the reason is in the log."""
    known = _known(request_id)
    try:
        return exported(edge, caller, known, form.format, form.as_disclosure())
    except LontError as error:
        return _request_response(edge, caller, known, error)


def _do(edge: Edge, caller: Caller, request_id: str, act: Callable[[Factory, UUID], object]) -> Response:
    known = _known(request_id)
    try:
        with edge.context.writing() as factory:
            act(factory, known)
    except LontError as error:
        return _request_response(edge, caller, known, error)
    return RedirectResponse(f"/requests/{request_id}", _SEE_OTHER)


def _refused(edge: Edge, caller: Caller, known: UUID, error: LontError, form: RequestForm) -> Response:
    """Show the item again with what was typed, and what was wrong beside each field."""
    refusal = Refusal(_placed(error), form, stale=isinstance(error, VersionMismatchError))
    return item_response(edge, caller, _item_of(edge, known), error=error, refusal=refusal)


def _placed(error: LontError) -> tuple[Fault, ...]:
    return error.faults or (Fault("", error.detail, error.stable_code),)


def _item_of(edge: Edge, known: UUID) -> UUID:
    with edge.context.reading() as factory:
        return factory.takedown_desk().requests.items(known)[0].item_id


def _request_response(
    edge: Edge, caller: Caller, known: UUID, error: LontError | None = None, reason: DisclosureReason | None = None
) -> Response:
    with edge.context.writing() as factory:
        panel = panel_of(factory, caller, known, None if error is None else Refusal(_placed(error)), reason)
    return page(
        edge,
        caller,
        "request.html",
        status=200 if error is None else error.status,
        panel=panel,
        error=error,
        kinds=list(DisclosureKind),
        export_formats=list(ExportFormat),
        markings=list(Tlp),
        answering=AnswerChoices.of(panel.view.allowed),
        item_id=panel.view.items[0].item_id,
    )


def _known(request_id: str) -> UUID:
    known = read_public_id(request_id)
    if known is None:
        raise RequestNotFoundError("There is no takedown request of that id.", "Take the id from the list of requests.")
    return known
