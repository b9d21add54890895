"""The commands `lont db …`: the schema of the database."""

from __future__ import annotations

import typer

__all__ = ["app"]

app = typer.Typer(help="The schema of the database.", no_args_is_help=True)


@app.callback()
def group() -> None:
    """Group the commands, also while there is only one."""


@app.command("upgrade")
def upgrade() -> None:
    """Bring the database to the current schema."""
    from service.settings import load_settings
    from service.storage.database import Database
    from service.storage.migrating import upgrade_to_head

    database = Database(load_settings().database)
    database.ping()
    upgrade_to_head(database)
    typer.echo(f"{database.url.render_as_string()} is at the current schema.")
    database.close()


@app.command("fill-contacts")
def fill_contacts() -> None:
    """Note the contacts of items that were scored before lont noted them; once after an upgrade, twice does no harm."""
    from service.factory import ProcessContext
    from service.settings import load_settings

    context = ProcessContext(load_settings())
    count = context.contact_fill().fill()
    context.close()
    typer.echo(f"{count:,} times an item names a contact.")
