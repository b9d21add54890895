"""The command `lont`: one door to everything, and one place that turns errors into a line and an exit status."""

from __future__ import annotations

import sys

import typer

from models.errors import ModelError
from service.cli import accounts, audit, bench, database, evidence, ingest, items, keys, run, sandbox, score, takedown
from service.cli.parts import add_parts
from service.errors import LontError

__all__ = ["build_app", "main"]

EXIT_FAULT = 2
"""Exit status of an error that the caller can act on."""


def build_app() -> typer.Typer:
    """Put all commands together, those of training/ and labeling/ included if they are installed."""
    app = typer.Typer(
        name="lont",
        help="Finds recruitment offers for attacks with explosives and illegal F4 firework sales.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich",
    )
    for name, command in run.COMMANDS.items():
        app.command(name)(command)
    app.command("ingest")(ingest.ingest)
    app.command("score")(score.score)
    app.command("sandbox")(sandbox.sandbox)
    app.command("status")(items.status)
    app.command("requeue")(items.requeue)
    app.add_typer(database.app, name="db")
    app.add_typer(accounts.app, name="accounts")
    app.add_typer(keys.app, name="keys")
    app.add_typer(audit.app, name="audit")
    app.add_typer(evidence.app, name="evidence")
    app.add_typer(takedown.app, name="takedown")
    app.add_typer(bench.app, name="bench")
    # What is measured beside torch belongs to training/, which this layer may not import and finds by name.
    add_parts(bench.app, "lont.bench")
    add_parts(app, "lont.commands")
    return app


def main() -> None:
    """Run `lont`; an error becomes one line on the standard error and exit status 2."""
    try:
        build_app()()
    except (LontError, ModelError) as error:
        code = error.stable_code if isinstance(error, LontError) else error.code
        sys.stderr.write(f"lont: {error} [{code}]\n")
        raise SystemExit(EXIT_FAULT) from None
