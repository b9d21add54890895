"""`/accounts`: administrators make accounts, change them and close them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Security
from pydantic import Field
from starlette.responses import RedirectResponse, Response

from service.dependencies.access import allowed_caller
from service.dependencies.edge import Edge, EdgeDep
from service.dependencies.forms import Form, FormBody
from service.domain.access import HUMAN_ROLES, AccessRole, Caller, Scope
from service.domain.audit import AuditAction, Detail
from service.errors import LontError
from service.factory import Factory
from service.handlers.console.frame import page
from service.services.passwords import make_password

__all__ = ["router"]

router = APIRouter(prefix="/accounts", include_in_schema=False)

_SEE_OTHER = 303
_Admin = Annotated[Caller, Security(allowed_caller, scopes=[Scope.ACCOUNTS])]
_Email = Annotated[str | None, Field(max_length=254)]


class NewAccountForm(Form):
    """A new account."""

    name: str = Field(max_length=100)
    email: _Email = None
    roles: tuple[AccessRole, ...] = ()
    on_call: bool = False


class RolesForm(Form):
    """The access roles that were ticked."""

    roles: tuple[AccessRole, ...] = ()


class ContactForm(Form):
    """Where a person is reached."""

    email: _Email = None
    on_call: bool = False


class CloseForm(Form):
    """A second word before an account is closed for good."""

    sure: Literal["yes"]


@dataclass(frozen=True, slots=True)
class FreshPassword:
    """A password that is shown on one page, once."""

    name: str
    password: str


@router.get("")
def list_accounts(caller: _Admin, edge: EdgeDep) -> Response:
    """Show all accounts, and a form for a new one."""
    return _page(edge, caller)


@router.post("")
def make_account(
    caller: _Admin, edge: EdgeDep, form: Annotated[NewAccountForm, Depends(FormBody(NewAccountForm))]
) -> Response:
    """Make an account and show its password, once."""
    password = make_password()
    try:
        with edge.context.writing() as factory:
            made = factory.accounts().create(form.name, form.roles, password, form.email, on_call=form.on_call)
            _note(factory, caller, made.id, "created", roles=sorted(made.roles), on_call=made.on_call)
    except LontError as error:
        return _page(edge, caller, error=error, entered=form)
    return _page(edge, caller, fresh=FreshPassword(made.name, password))


@router.post("/{account_id}/roles")
def set_roles(
    caller: _Admin, edge: EdgeDep, account_id: UUID, form: Annotated[RolesForm, Depends(FormBody(RolesForm))]
) -> Response:
    """Give an account the ticked access roles."""

    def act(factory: Factory) -> None:
        changed = factory.accounts().set_roles(account_id, form.roles)
        factory.assignments().take_back(caller.actor, account_id)
        _note(factory, caller, account_id, "roles", roles=sorted(changed.roles))

    return _do(edge, caller, account_id, act)


@router.post("/{account_id}/contact")
def set_contact(
    caller: _Admin, edge: EdgeDep, account_id: UUID, form: Annotated[ContactForm, Depends(FormBody(ContactForm))]
) -> Response:
    """Store where a person is reached, and whether alerts go there."""

    def act(factory: Factory) -> None:
        changed = factory.accounts().set_contact(account_id, form.email, on_call=form.on_call)
        _note(factory, caller, account_id, "contact", on_call=changed.on_call)

    return _do(edge, caller, account_id, act)


@router.post("/{account_id}/close")
def close_account(
    caller: _Admin, edge: EdgeDep, account_id: UUID, _form: Annotated[CloseForm, Depends(FormBody(CloseForm))]
) -> Response:
    """Close an account for good."""

    def act(factory: Factory) -> None:
        factory.accounts().close(account_id)
        factory.assignments().take_back(caller.actor, account_id)
        _note(factory, caller, account_id, "closed")

    return _do(edge, caller, account_id, act)


@router.post("/{account_id}/password")
def reset_password(caller: _Admin, edge: EdgeDep, account_id: UUID) -> Response:
    """Make a new password and show it, once; the person is signed out everywhere."""
    try:
        with edge.context.writing() as factory:
            name = factory.accounts().get(account_id).name
            password = factory.accounts().reset_password(account_id)
            _note(factory, caller, account_id, "password_reset")
    except LontError as error:
        return _page(edge, caller, error=error)
    return _page(edge, caller, fresh=FreshPassword(name, password))


@router.post("/{account_id}/sessions/end")
def end_sessions(caller: _Admin, edge: EdgeDep, account_id: UUID) -> Response:
    """Sign a person out everywhere."""

    def act(factory: Factory) -> None:
        factory.sessions().end_all(factory.accounts().get(account_id).id)
        _note(factory, caller, account_id, "sessions_ended")

    return _do(edge, caller, account_id, act)


@router.post("/{account_id}/second-factor/remove")
def remove_second_factor(caller: _Admin, edge: EdgeDep, account_id: UUID) -> Response:
    """Take a person's second factor off; the person is signed out everywhere."""

    def act(factory: Factory) -> None:
        factory.second_factors().remove(factory.accounts().get(account_id).id)
        _note(factory, caller, account_id, "second_factor_removed")

    return _do(edge, caller, account_id, act)


def _do(edge: Edge, caller: Caller, account_id: UUID, act: Callable[[Factory], None]) -> Response:
    """Do something to an account in one transaction; show the list, at that account, or with what was wrong."""
    try:
        with edge.context.writing() as factory:
            act(factory)
    except LontError as error:
        return _page(edge, caller, error=error)
    return RedirectResponse(f"/accounts#account-{account_id}", _SEE_OTHER)


def _note(factory: Factory, caller: Caller, account_id: UUID, change: str, **details: Detail) -> None:
    trail, kind = factory.audit(), "account"
    trail.note(
        caller.actor,
        AuditAction.ACCOUNT,
        kind,
        account_id,
        justification=None,
        recipient=None,
        change=change,
        **details,
    )


def _page(
    edge: Edge,
    caller: Caller,
    *,
    error: LontError | None = None,
    entered: NewAccountForm | None = None,
    fresh: FreshPassword | None = None,
) -> Response:
    with edge.context.reading() as factory:
        accounts = factory.accounts().accounts()
        guarded = factory.second_factors().owners()
    return page(
        edge,
        caller,
        "accounts.html",
        status=200 if error is None else error.status,
        open_accounts=[one for one in accounts if one.closed_at is None],
        closed_accounts=[one for one in accounts if one.closed_at is not None],
        guarded=guarded,
        now=datetime.now(UTC),
        human_roles=HUMAN_ROLES,
        error=error,
        entered=entered,
        fresh=fresh,
    )
