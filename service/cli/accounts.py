"""The commands `lont accounts …`: the people who use lont."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.transactions import writing

if TYPE_CHECKING:
    from uuid import UUID

    from service.domain.access import AccessRole
    from service.factory import Factory

__all__ = ["app"]

app = typer.Typer(help="Accounts of people.", no_args_is_help=True)

_Name = Annotated[str, typer.Argument(help="What the person signs in with.")]
_Roles = Annotated[
    list[str] | None,
    typer.Option(
        "--role",
        help="analyst, approver, legal, police_liaison, data_scientist, auditor, dpo or admin; may be given more"
        " than once.",
    ),
]


@app.command("create")
def create(
    name: _Name,
    *,
    role: _Roles = None,
    email: Annotated[str | None, typer.Option(help="Where the person is reached.")] = None,
    on_call: Annotated[bool, typer.Option("--on-call", help="Gets alerts of a possible threat to life.")] = False,
) -> None:
    """Make an account and show its password, once."""
    from service.services.passwords import make_password

    password = make_password()
    with writing() as factory:
        made = factory.accounts().create(name, _read_roles(role), password, email, on_call=on_call)
        _note(factory, made.id, "created", made.roles)
    typer.echo(f"Account {made.name}, {', '.join(sorted(made.roles))}. The password is shown only now:", err=True)
    typer.echo(password)


@app.command("list")
def list_accounts() -> None:
    """List all accounts."""
    from rich.console import Console
    from rich.table import Table

    from service.factory import ProcessContext
    from service.settings import load_settings

    context = ProcessContext(load_settings())
    table = Table("name", "access roles", "e-mail", "on call", "made", "locked until", "closed")
    with context.reading() as factory:
        for one in factory.accounts().accounts():
            times = [
                time.isoformat(" ", "minutes") if time else ""
                for time in (one.created_at, one.locked_until, one.closed_at)
            ]
            table.add_row(one.name, ", ".join(sorted(one.roles)), one.email or "", "yes" if one.on_call else "", *times)
    context.close()
    Console().print(table)


@app.command("close")
def close(name: _Name) -> None:
    """Close an account for good: its sessions end and its keys are revoked at once."""
    from service.services.accounts import OPERATOR

    with writing() as factory:
        account = factory.accounts().named(name)
        factory.accounts().close(account.id)
        factory.assignments().take_back(OPERATOR, account.id)
        _note(factory, account.id, "closed")
    typer.echo(f"Account {account.name} is closed.")


@app.command("password")
def password(name: _Name) -> None:
    """Make a new password and show it, once; ends a lock, and all sessions of the person."""
    with writing() as factory:
        account = factory.accounts().named(name)
        made = factory.accounts().reset_password(account.id)
        _note(factory, account.id, "password_reset")
    typer.echo(f"The new password of {account.name}. It is shown only now:", err=True)
    typer.echo(made)


@app.command("roles")
def roles(name: _Name, *, role: _Roles = None) -> None:
    """Give an account these access roles instead of those it has."""
    from service.services.accounts import OPERATOR

    with writing() as factory:
        changed = factory.accounts().set_roles(factory.accounts().named(name).id, _read_roles(role))
        factory.assignments().take_back(OPERATOR, changed.id)
        _note(factory, changed.id, "roles", changed.roles)
    typer.echo(f"Account {changed.name} now is {', '.join(sorted(changed.roles))}.")


@app.command("sign-out")
def sign_out(name: _Name) -> None:
    """Sign a person out everywhere."""
    with writing() as factory:
        account = factory.accounts().named(name)
        factory.sessions().end_all(account.id)
        _note(factory, account.id, "sessions_ended")
    typer.echo(f"Account {account.name} is signed out everywhere.")


@app.command("remove-second-factor")
def remove_second_factor(name: _Name) -> None:
    """Take the second factor off an account whose telephone is lost; ends all sessions of the person."""
    with writing() as factory:
        account = factory.accounts().named(name)
        factory.second_factors().remove(account.id)
        _note(factory, account.id, "second_factor_removed")
    typer.echo(f"Account {account.name} has no second factor any more.")


def _read_roles(names: list[str] | None) -> list[AccessRole]:
    from service.domain.access import HUMAN_ROLES, AccessRole
    from service.errors import LontError

    try:
        return [AccessRole(name) for name in names or []]
    except ValueError:
        raise LontError(
            f"There is no such access role among {names}.", f"Use {', '.join(HUMAN_ROLES)}.", code="usage"
        ) from None


def _note(factory: Factory, account_id: UUID, change: str, roles: frozenset[AccessRole] = frozenset()) -> None:
    from service.domain.audit import AuditAction
    from service.services.accounts import OPERATOR

    factory.audit().note(OPERATOR, AuditAction.ACCOUNT, "account", account_id, change=change, roles=sorted(roles))
