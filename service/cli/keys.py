"""The commands `lont keys …`: who may call the API."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID

import typer

__all__ = ["app"]

app = typer.Typer(help="Keys of the API.", no_args_is_help=True)


@app.command("create")
def create(
    name: Annotated[str, typer.Argument(help="Whom or what the key is for.")],
    *,
    scope: Annotated[list[str] | None, typer.Option(help="score, ingest or read; may be given more than once.")] = None,
    days: Annotated[int | None, typer.Option(help="Days until it expires; unset: never.", min=1)] = None,
) -> None:
    """Make a key and show it, once."""
    from service.domain.access import Scope
    from service.errors import LontError
    from service.factory import ProcessContext
    from service.settings import load_settings

    try:
        scopes = [Scope(one) for one in scope or ["score"]]
    except ValueError:
        raise LontError(f"There is no such scope among {scope}.", f"Use {', '.join(Scope)}.", code="usage") from None
    context = ProcessContext(load_settings())
    with context.writing() as factory:
        record, secret = factory.keys().create(name, scopes, days)
    context.close()
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
    table = Table("id", "name", "scopes", "made", "expires", "revoked")
    with context.reading() as factory:
        for key in factory.keys().keys():  # noqa: SIM118  # the service's method, no dictionary
            times = [time.isoformat(" ", "minutes") if time else "" for time in (key.expires_at, key.revoked_at)]
            table.add_row(
                str(key.id), key.name, ", ".join(key.scopes), key.created_at.isoformat(" ", "minutes"), *times
            )
    context.close()
    Console().print(table)


@app.command("revoke")
def revoke(key_id: Annotated[UUID, typer.Argument(help="Id of the key, as `lont keys list` shows it.")]) -> None:
    """Revoke a key at once."""
    from service.errors import LontError
    from service.factory import ProcessContext
    from service.settings import load_settings

    context = ProcessContext(load_settings())
    with context.writing() as factory:
        found = factory.keys().revoke(key_id)
    context.close()
    if not found:
        raise LontError(f"There is no key {key_id} to revoke.", "`lont keys list` shows them.", code="key_not_found")
    typer.echo(f"Key {key_id} is revoked.")
