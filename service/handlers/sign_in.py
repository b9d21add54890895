"""`/sign-in`, with its second step, `/sign-out` and `/account/password`."""

from __future__ import annotations

import re
import secrets
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Query, Request
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.cookies import (
    clear_first_step,
    clear_session,
    first_step_token,
    keep_first_step,
    keep_session,
    session_token,
)
from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import SYSTEM, Caller, Scope, scopes_of
from service.domain.audit import AuditAction, Detail
from service.domain.browsers import browser_family
from service.errors import LontError
from service.factory import Factory
from service.handlers.console.frame import Person, page
from service.handlers.templating import render
from service.request_errors import SignInRefusedError
from service.services.accounts import actor_of
from service.services.passwords import PasswordRuleError, require_good
from service.services.signing_in import AwaitsCode, Refused, SignInAttempt
from service.storage.accounts import AccountRecord

__all__ = [
    "address_of",
    "attempt_of",
    "browser_of",
    "let_in",
    "local_path",
    "note_refusal",
    "router",
    "sign_in_form",
    "signed_in",
]

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


class CodeForm(Form):
    """The code of the second factor, and where the person wanted to go."""

    code: str = Field(max_length=100)
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
def sign_in_page(edge: EdgeDep, wanted: Annotated[str, Query(alias="next")] = "", *, unsent: bool = False) -> Response:
    """Ask for name and password or the organisation's provider; `unsent`: a form came after the session had ended."""
    return sign_in_form(edge, wanted, unsent=unsent)


@router.post("/sign-in")
def sign_in(request: Request, edge: EdgeDep, form: Annotated[SignInForm, Depends(FormBody(SignInForm))]) -> Response:
    """Begin a session, or ask for the code of the second factor.

    Where anybody has a second factor, a wrong name or password leads to the question for the code as well, so that
    the answer does not tell which of the two was wrong.
    """
    wanted, address = local_path(form.next), address_of(request)
    if not edge.context.settings.password_sign_in:
        refused = SignInRefusedError("Nobody signs in with a password here.", "Take the provider of your organisation.")
        return sign_in_form(edge, form.next, refused)
    edge.context.throttle.begin(address)
    attempt = attempt_of(edge, form.name, form.password)
    with edge.context.writing() as factory:
        outcome = factory.accounts().finish_first_step(attempt)
        if not isinstance(outcome, Refused):
            edge.context.throttle.forgive(address)
        if isinstance(outcome, AccountRecord):
            return signed_in(request, edge, factory, outcome, wanted)
        first_step = factory.sessions().start_first_step(outcome.account) if isinstance(outcome, AwaitsCode) else None
        if isinstance(outcome, Refused):
            note_refusal(factory, outcome)
            first_step = secrets.token_urlsafe(32) if factory.second_factors().any() else None
    if first_step is not None:
        query = f"?{urlencode({'next': wanted})}" if wanted else ""
        answer = RedirectResponse(f"/sign-in/code{query}", _SEE_OTHER)
        keep_first_step(answer, first_step, edge.context.settings)
        return answer
    error = SignInRefusedError(
        "The name or the password is wrong, or the account is closed, or locked for a while after wrong passwords.",
        "Try again; an administrator can give you a new password.",
    )
    return sign_in_form(edge, form.next, error, form.name)


@router.get("/sign-in/code")
def code_page(wanted: Annotated[str, Query(alias="next")] = "") -> Response:
    """Ask for the code of the second factor."""
    return render("sign_in_code.html", caller=None, next=local_path(wanted) or "", error=None)


@router.post("/sign-in/code")
def second_step(request: Request, edge: EdgeDep, form: Annotated[CodeForm, Depends(FormBody(CodeForm))]) -> Response:
    """Begin a session if name, password and code were right; which of them was not, the answer does not tell."""
    wanted, address = local_path(form.next), address_of(request)
    edge.context.throttle.begin(address)
    token = first_step_token(request, edge.context.settings) or ""
    with edge.context.writing() as factory:
        outcome = factory.sessions().second_step(factory.second_factors(), token, form.code)
        if isinstance(outcome, AccountRecord):
            edge.context.throttle.forgive(address)
            return signed_in(request, edge, factory, outcome, wanted, second_factor=True)
        note_refusal(factory, outcome)
    error = SignInRefusedError(
        "The name, the password or the code is wrong, or it took too long, or the account is closed or locked for now.",
        "Take the next code, or begin anew; an administrator can take a lost second factor off.",
    )
    return render("sign_in_code.html", status=error.status, caller=None, next=wanted or "", error=error)


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
    request: Request, caller: Person, edge: EdgeDep, form: Annotated[PasswordForm, Depends(FormBody(PasswordForm))]
) -> Response:
    """Store a new password; every session of the person ends, and this browser gets a new one."""
    try:
        token = _changed(edge, caller, form, browser_of(request))
    except LontError as error:
        return page(edge, caller, "password.html", status=error.status, changed=False, error=error)
    answer = RedirectResponse("/account/password?changed=true", _SEE_OTHER)
    keep_session(answer, token, edge.context.settings)
    return answer


def _changed(edge: Edge, caller: Caller, form: PasswordForm, browser: str) -> str:
    """Return the token of a new session; a wrong present password counts like one at the sign-in."""
    if form.password != form.again:
        raise PasswordRuleError("The new password was not the same twice.", "Type it again.", code="password_again")
    require_good(form.password)
    attempt = attempt_of(edge, caller.name, form.current)
    with edge.context.writing() as factory:
        account = let_in(factory, attempt)
        if account is not None:
            factory.accounts().change_password(account.id, form.password)
            factory.audit().note(caller.actor, AuditAction.ACCOUNT, "account", account.id, change="password")
            return factory.sessions().start(account, browser)
    raise SignInRefusedError(
        "The present password is wrong, or the account is locked for a while after wrong passwords.",
        "Try again; an administrator can give you a new password.",
    )


def attempt_of(edge: Edge, name: str, password: str) -> SignInAttempt:
    """Count an attempt, then check the password while no transaction is open."""
    with edge.context.writing() as factory:
        attempt = factory.accounts().begin_sign_in(name)
    return attempt.check(password)


def let_in(factory: Factory, attempt: SignInAttempt) -> AccountRecord | None:
    """Return whose present password it was, for a person who has a session already."""
    outcome = factory.accounts().finish_sign_in(attempt)
    if isinstance(outcome, Refused):
        note_refusal(factory, outcome)
        return None
    factory.audit().note(actor_of(outcome.id), AuditAction.SIGN_IN, "account", outcome.id)
    return outcome


def sign_in_form(
    edge: Edge, wanted: str, error: LontError | None = None, name: str = "", *, unsent: bool = False
) -> Response:
    """Return the page on which people sign in."""
    return render(
        "sign_in.html",
        status=200 if error is None else error.status,
        caller=None,
        name=name,
        next=local_path(wanted) or "",
        error=error,
        unsent=unsent,
        has_provider=edge.context.provider is not None,
        takes_passwords=edge.context.settings.password_sign_in,
    )


def signed_in(
    request: Request,
    edge: Edge,
    factory: Factory,
    account: AccountRecord,
    wanted: str | None,
    *,
    by_provider: bool = False,
    **told: Detail,
) -> Response:
    """Begin a session with a token of its own, whatever token the browser brought, which ends."""
    settings = edge.context.settings
    factory.audit().note(
        actor_of(account.id),
        AuditAction.SIGN_IN,
        "account",
        account.id,
        justification=None,
        recipient=None,
        **(told | {"by_provider": True} if by_provider else told),
    )
    token = factory.sessions().start(account, browser_of(request), by_provider=by_provider)
    brought = session_token(request, settings)
    if brought:
        factory.sessions().end(brought)
    answer = RedirectResponse(wanted or _first_page(factory, account), _SEE_OTHER)
    keep_session(answer, token, settings)
    if first_step_token(request, settings):
        clear_first_step(answer, settings)
    return answer


def note_refusal(factory: Factory, refused: Refused) -> None:
    """Note that nobody was let in, and why."""
    whose = _UNKNOWN if refused.account_id is None else str(refused.account_id)
    factory.audit().note(SYSTEM, AuditAction.SIGN_IN_FAILED, "account", whose, reason=refused.reason)


def address_of(request: Request) -> str:
    """Return from which address it is asked."""
    return "" if request.client is None else request.client.host


def browser_of(request: Request) -> str:
    """Return family and system of the browser that asks."""
    return browser_family(request.headers.get("user-agent", ""))


def _first_page(factory: Factory, account: AccountRecord) -> str:
    """Return where somebody goes who wanted nothing in particular.

    To the hand-over if they were away and something waits, else to the first page that they may open.
    """
    scopes = scopes_of(account.roles)
    if Scope.READ in scopes:
        caller = Caller(actor_of(account.id), account.name, scopes, account.roles, account_id=account.id)
        hand_over = factory.hand_over().of(caller)
        if hand_over.is_news and not hand_over.first_time:
            return "/handover"
    return next(path for scope, path in _FIRST_PAGES if scope in scopes)
