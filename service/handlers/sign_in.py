"""`/sign-in`, `/sign-out` and `/account/password`: what a person does with their own account."""

from __future__ import annotations

import re
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.cookies import clear_session, keep_session, session_token
from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import SYSTEM, Caller, Scope, scopes_of
from service.domain.audit import AuditAction
from service.errors import LontError
from service.factory import Factory
from service.handlers.console.frame import Person, page
from service.handlers.templating import render
from service.request_errors import SignInRefusedError
from service.services.accounts import actor_of
from service.services.passwords import PasswordRuleError, require_good
from service.services.signing_in import Refused, SignInAttempt
from service.storage.accounts import AccountRecord

__all__ = ["local_path", "router"]

router = APIRouter(include_in_schema=False)

_LOCAL = re.compile(r"/(?![/\\])[\x21-\x5b\x5d-\x7e]{0,2000}")
"""Begins with one slash; no backslash, blank or control character, which browsers read as a slash or leave out."""
_SEE_OTHER = 303
_FIRST_PAGES = (
    (Scope.DECIDE, "/"),
    (Scope.REQUEST, "/requests"),
    (Scope.READ, "/items"),
    (Scope.AUDIT, "/log"),
    (Scope.ACCOUNTS, "/accounts"),
)
"""Where each kind of work begins; every access role of people has one of these scopes."""
_UNKNOWN = "unknown"
"""Stands in the log for what was typed as a name and is none: it may be a password."""

_Password = Annotated[str, Field(max_length=200)]


class SignInForm(Form):
    """Name, password, and where the person wanted to go."""

    name: str = Field(max_length=200)
    password: _Password
    next: str = ""


class PasswordForm(Form):
    """The password now, and the new one twice."""

    current: _Password
    password: _Password
    again: _Password


def local_path(address: str) -> str | None:
    """Return an address if it is a path of this server, else ``None``: nobody is sent elsewhere after signing in."""
    return address if _LOCAL.fullmatch(address) else None


@router.get("/sign-in")
def sign_in_page(wanted: Annotated[str, Query(alias="next")] = "") -> Response:
    """Ask for name and password."""
    return render("sign_in.html", caller=None, name="", next=local_path(wanted) or "", error=None)


@router.post("/sign-in")
def sign_in(request: Request, edge: EdgeDep, form: Annotated[SignInForm, Depends(FormBody(SignInForm))]) -> Response:
    """Begin a session with a token of its own, whatever token the browser brought."""
    settings, wanted = edge.context.settings, local_path(form.next)
    attempt = _attempt(edge, form.name, form.password)
    with edge.context.writing() as factory:
        account = _let_in(factory, attempt)
        token = factory.sessions().start(account) if account else ""
        brought = session_token(request, settings)
        if account and brought:
            factory.sessions().end(brought)
    if account is None:
        error = SignInRefusedError(
            "The name or the password is wrong, or the account is closed, or locked for a while after wrong passwords.",
            "Try again; an administrator can give you a new password.",
        )
        return render("sign_in.html", status=error.status, caller=None, name=form.name, next=wanted or "", error=error)
    answer = RedirectResponse(wanted or _first_page(account), _SEE_OTHER)
    keep_session(answer, token, settings)
    return answer


@router.post("/sign-out")
def sign_out(request: Request, edge: EdgeDep) -> Response:
    """End the session of this browser; does no harm when it has none."""
    settings = edge.context.settings
    token = session_token(request, settings)
    if token:
        with edge.context.writing() as factory:
            caller = factory.sessions().caller(token)
            if caller is not None:
                factory.sessions().end(token)
                factory.audit().note(caller.actor, AuditAction.SIGN_OUT, "account", str(caller.account_id))
    answer = RedirectResponse("/sign-in", _SEE_OTHER)
    clear_session(answer, settings)
    return answer


@router.get("/account/password")
def password_page(caller: Person, edge: EdgeDep, *, changed: bool = False) -> Response:
    """Ask for a new password."""
    return page(edge, caller, "password.html", changed=changed, error=None)


@router.post("/account/password")
def change_password(
    caller: Person, edge: EdgeDep, form: Annotated[PasswordForm, Depends(FormBody(PasswordForm))]
) -> Response:
    """Store a new password; every session of the person ends, and this browser gets a new one."""
    try:
        token = _changed(edge, caller, form)
    except LontError as error:
        return page(edge, caller, "password.html", status=error.status, changed=False, error=error)
    answer = RedirectResponse("/account/password?changed=true", _SEE_OTHER)
    keep_session(answer, token, edge.context.settings)
    return answer


def _changed(edge: Edge, caller: Caller, form: PasswordForm) -> str:
    """Return the token of a new session; a wrong present password counts like one at the sign-in."""
    if form.password != form.again:
        raise PasswordRuleError("The new password was not the same twice.", "Type it again.", code="password_again")
    require_good(form.password)
    attempt = _attempt(edge, caller.name, form.current)
    with edge.context.writing() as factory:
        account = _let_in(factory, attempt)
        if account is not None:
            factory.accounts().change_password(account.id, form.password)
            factory.audit().note(caller.actor, AuditAction.ACCOUNT, "account", account.id, change="password")
            return factory.sessions().start(account)
    raise SignInRefusedError(
        "The present password is wrong, or the account is locked for a while after wrong passwords.",
        "Try again; an administrator can give you a new password.",
    )


def _attempt(edge: Edge, name: str, password: str) -> SignInAttempt:
    """Count an attempt, then check the password while no transaction is open."""
    with edge.context.writing() as factory:
        attempt = factory.accounts().begin_sign_in(name)
    return attempt.check(password)


def _let_in(factory: Factory, attempt: SignInAttempt) -> AccountRecord | None:
    outcome = factory.accounts().finish_sign_in(attempt)
    if isinstance(outcome, Refused):
        whose = _UNKNOWN if outcome.account_id is None else str(outcome.account_id)
        factory.audit().note(SYSTEM, AuditAction.SIGN_IN_FAILED, "account", whose, reason=outcome.reason)
        return None
    factory.audit().note(actor_of(outcome.id), AuditAction.SIGN_IN, "account", outcome.id)
    return outcome


def _first_page(account: AccountRecord) -> str:
    """Return where somebody goes who wanted nothing in particular: to the first page that they may open."""
    scopes = scopes_of(account.roles)
    return next(path for scope, path in _FIRST_PAGES if scope in scopes)
