"""The commands `lont keys …`: who may call the API."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated
from uuid import UUID

import typer

from service.cli.transactions import writing

if TYPE_CHECKING:
    from service.domain.access import Scope
    from service.domain.audit import Detail
    from service.domain.messages import Platform
    from service.factory import Factory

__all__ = ["app"]

app = typer.Typer(help="Keys of the API.", no_args_is_help=True)


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Whom or what the key is for.")],
    *,
    scope: Annotated[
        list[str] | None,
        typer.Option(
            help="score, ingest, read or report; with --account also decide, request, alert, audit and accounts; may be"
            " given more than once. Unset: score."
        ),
    ] = None,
    days: Annotated[int | None, typer.Option(help="Days until it expires; unset: never.", min=1)] = None,
    account: Annotated[
        str | None,
        typer.Option(help="The person who answers for what is done with it, and whose access roles bound it."),
    ] = None,
    platform: Annotated[
        str | None, typer.Option(help="A platform's own key: it sees and answers that platform's requests, no more.")
    ] = None,
) -> None:
    """Make a key and show it, once."""
    from service.errors import LontError

    its_platform = _read_platform(platform)
    asked = _read_scopes(scope or ["answer" if platform else "score"])
    with writing() as factory:
        person = None if account is None else factory.accounts().named(account)
        record, secret = factory.keys().create(
            name, asked, days, account_id=None if person is None else person.id, platform=its_platform
        )
        if missing := set(asked) - set(record.scopes):  # the service would make a key that can less
            raise LontError(
                f"This kind of key cannot have the scope {', '.join(sorted(missing))}.",
                "What people do needs --account NAME; `answer` needs --platform, and is alone there.",
                code="key_scope",
            )
        _note(factory, record.id, "created", scopes=list(record.scopes), account=record.account_id, platform=platform)
    typer.echo(f"Key {record.id} for {name}, scopes {', '.join(record.scopes)}. It is shown only now:", err=True)
    typer.echo(secret)


@app.command("list")
def list_keys() -> None:
    """List all keys; their secrets are not kept and not shown."""
    from rich.console import Console
    from rich.table import Table

    from service.factory import ProcessContext
    from service.settings import load_settings

    context = ProcessContext(load_settings())
    table = Table("id", "name", "of", "scopes", "made", "expires", "revoked")
    with context.reading() as factory:
        people = {one.id: one.name for one in factory.accounts().accounts()}
        for key in factory.keys().keys():  # noqa: SIM118  # the service's method, no dictionary
            times = [time.isoformat(" ", "minutes") if time else "" for time in (key.expires_at, key.revoked_at)]
            whose = people[key.account_id] if key.account_id else key.platform or ""
            made = key.created_at.isoformat(" ", "minutes")
            table.add_row(str(key.id), key.name, whose, ", ".join(key.scopes), made, *times)
    context.close()
    Console().print(table)


@app.command("revoke")
def revoke(key_id: Annotated[UUID, typer.Argument(help="Id of the key, as `lont keys list` shows it.")]) -> None:
    """Revoke a key at once."""
    from service.errors import LontError

    with writing() as factory:
        if not factory.keys().revoke(key_id):
            raise LontError(
                f"There is no key {key_id} to revoke.", "`lont keys list` shows them.", code="key_not_found"
            )
        _note(factory, key_id, "revoked")
    typer.echo(f"Key {key_id} is revoked.")


def _read_scopes(names: list[str]) -> list[Scope]:
    from service.domain.access import Scope
    from service.errors import LontError

    try:
        return [Scope(name) for name in names]
    except ValueError:
        raise LontError(f"There is no such scope among {names}.", f"Use {', '.join(Scope)}.", code="usage") from None


def _read_platform(name: str | None) -> Platform | None:
    from service.domain.messages import Platform
    from service.errors import LontError

    try:
        return None if name is None else Platform(name)
    except ValueError:
        raise LontError(f"There is no platform {name!r}.", f"Use {', '.join(Platform)}.", code="usage") from None


def _note(factory: Factory, key_id: UUID, change: str, **details: Detail) -> None:
    from service.domain.audit import AuditAction
    from service.services.accounts import OPERATOR

    factory.audit().note(
        OPERATOR, AuditAction.KEY, "key", key_id, justification=None, recipient=None, change=change, **details
    )
