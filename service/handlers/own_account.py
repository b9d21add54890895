"""`/account/sessions` and `/account/second-factor`: where a person is signed in, and what guards beside a password."""

from __future__ import annotations

import io
from typing import Annotated
from uuid import UUID

import segno
from fastapi import APIRouter, Depends, Request
from markupsafe import Markup
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.access import SET_UP
from service.dependencies.cookies import keep_session, session_token
from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import Caller
from service.domain.audit import AuditAction
from service.errors import LontError
from service.factory import Factory
from service.handlers.console.frame import Person, page
from service.handlers.sign_in import attempt_of, browser_of, let_in
from service.request_errors import SignInNeededError, SignInRefusedError
from service.services.second_factors import Enrolment
from service.services.sessions import OpenSession

__all__ = ["router"]

router = APIRouter(prefix="/account", include_in_schema=False)

_SEE_OTHER = 303
_SESSIONS = "/account/sessions"


class BeginForm(Form):
    """The present password: a session alone sets nothing up."""

    current: str = Field(max_length=200)


class CodeForm(Form):
    """The first code."""

    code: str = Field(max_length=100)


@router.get("/sessions")
def sessions_page(request: Request, caller: Person, edge: EdgeDep) -> Response:
    """Show where the person is signed in."""
    return _sessions_page(request, edge, caller)


@router.post("/sessions/end-others")
def end_others(request: Request, caller: Person, edge: EdgeDep) -> Response:
    """End all sessions of the person but this one."""
    with edge.context.writing() as factory:
        account_id = _id(caller)
        factory.sessions().end_others(account_id, _present(request, edge, factory).id)
        _note(factory, caller, "other_sessions_ended")
    return RedirectResponse(_SESSIONS, _SEE_OTHER)


@router.post("/sessions/{session_id}/end")
def end_session(request: Request, caller: Person, edge: EdgeDep, session_id: UUID) -> Response:
    """End one session of the person."""
    try:
        with edge.context.writing() as factory:
            factory.sessions().end_one(_id(caller), session_id)
            _note(factory, caller, "session_ended")
    except LontError as error:
        return _sessions_page(request, edge, caller, error)
    return RedirectResponse(_SESSIONS, _SEE_OTHER)


@router.get("/second-factor")
def second_factor_page(request: Request, caller: Person, edge: EdgeDep) -> Response:
    """Show whether a second factor guards the person, or what was begun."""
    return _second_factor_page(request, edge, caller)


@router.post("/second-factor")
def begin(
    request: Request, caller: Person, edge: EdgeDep, form: Annotated[BeginForm, Depends(FormBody(BeginForm))]
) -> Response:
    """Make a secret, for who knows the present password; a wrong one counts like one at the sign-in."""
    attempt = attempt_of(edge, caller.name, form.current)
    with edge.context.writing() as factory:
        account = let_in(factory, attempt)
    if account is None:
        refused = SignInRefusedError(
            "The present password is wrong, or the account is locked for a while after wrong passwords.",
            "Try again; an administrator can give you a new password.",
        )
        return _second_factor_page(request, edge, caller, refused)
    try:
        with edge.context.writing() as factory:
            factory.second_factors().begin(account)
            _note(factory, caller, "second_factor_begun")
    except LontError as error:
        return _second_factor_page(request, edge, caller, error)
    return RedirectResponse(SET_UP, _SEE_OTHER)


@router.post("/second-factor/confirm")
def confirm(
    request: Request, caller: Person, edge: EdgeDep, form: Annotated[CodeForm, Depends(FormBody(CodeForm))]
) -> Response:
    """Let it guard from now on and show the recovery codes, once; this browser gets a new session."""
    account_id = _id(caller)
    try:
        with edge.context.writing() as factory:
            codes = factory.second_factors().confirm(account_id, form.code)
            _note(factory, caller, "second_factor_set_up")
            token = factory.sessions().start(factory.accounts().get(account_id), browser_of(request))
    except LontError as error:
        return _second_factor_page(request, edge, caller, error)
    values: dict[str, object] = {"error": None, "state": None, "begun": None, "picture": "", "caller_must": False}
    answer = page(edge, caller, "second_factor.html", status=200, codes=codes, **values)
    keep_session(answer, token, edge.context.settings)
    return answer


def _sessions_page(request: Request, edge: Edge, caller: Caller, error: LontError | None = None) -> Response:
    with edge.context.reading() as factory:
        sessions = factory.sessions().of(_id(caller))
        present = _present(request, edge, factory).id
    status = 200 if error is None else error.status
    return page(edge, caller, "sessions.html", status=status, sessions=sessions, present=present, error=error)


def _second_factor_page(request: Request, edge: Edge, caller: Caller, error: LontError | None = None) -> Response:
    with edge.context.reading() as factory:
        account = factory.accounts().get(_id(caller))
        state = factory.second_factors().state(account.id)
        begun = factory.second_factors().begun(account)
        must = _present(request, edge, factory).must_set_up
    return page(
        edge,
        caller,
        "second_factor.html",
        status=200 if error is None else error.status,
        codes=None,
        state=state,
        begun=begun,
        picture=_picture(begun) if begun else "",
        caller_must=must,
        error=error,
    )


def _picture(enrolment: Enrolment) -> Markup:
    """Return the address as a QR code, dark on light whatever the page is: most cameras need it so."""
    drawn = io.BytesIO()
    code = segno.make(enrolment.address, error="m", micro=False)
    code.save(drawn, kind="svg", xmldecl=False, svgns=True, light="#ffffff", border=4, omitsize=True)
    return Markup(drawn.getvalue().decode())  # noqa: S704  # rectangles from a library, no text of anybody


def _present(request: Request, edge: Edge, factory: Factory) -> OpenSession:
    session = factory.sessions().find(session_token(request, edge.context.settings) or "")
    if session is None:  # it ended between being let in and here
        raise SignInNeededError("This page is for people who have signed in.", "Sign in, then open it again.")
    return session


def _id(caller: Caller) -> UUID:
    """Return whose account it is; pages are for people, so there always is one."""
    if caller.account_id is None:
        raise SignInNeededError("This page is for people who have signed in.", "Sign in, then open it again.")
    return caller.account_id


def _note(factory: Factory, caller: Caller, change: str) -> None:
    factory.audit().note(caller.actor, AuditAction.ACCOUNT, "account", _id(caller), change=change)
