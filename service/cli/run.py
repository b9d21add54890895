"""The commands that run lont: all in one process, or API, worker and beat on their own."""

from __future__ import annotations

import signal
from collections.abc import Callable
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

__all__ = ["COMMANDS"]

_console = Console(stderr=True)


def up(
    *,
    demo: Annotated[bool, typer.Option(help="Load the demonstration feed into an empty database.")] = True,
    port: Annotated[int | None, typer.Option(help="Port of the API; as LONT_PORT.", min=1, max=65535)] = None,
) -> None:
    """Run everything in this one process: API, page, worker and dispatcher, on SQLite. Ctrl-C ends it."""
    from service.cli.up import run_up

    run_up(demo=demo, port=port)


def api(
    *,
    score_only: Annotated[
        bool, typer.Option("--score-only", help="Only score texts: no database, no broker, nothing written.")
    ] = False,
) -> None:
    """Run the HTTP API."""
    from service.cli.serving import serve
    from service.factory import ProcessContext
    from service.logs import configure_logs
    from service.settings import load_settings

    settings = load_settings()
    configure_logs(settings)
    context = ProcessContext(settings)
    if not score_only:
        context.database  # noqa: B018  # refuses a database that is not at head before anything listens
    serve(context, score_only=score_only)
    context.close()


def worker(
    *,
    lane: Annotated[
        str, typer.Option(help="Which items to score: live, backfill, or both with a comma between.")
    ] = "live,backfill",
) -> None:
    """Run a worker that scores items; needs LONT_BROKER_URL."""
    from service.domain.items import Lane
    from service.errors import LontError
    from service.settings import load_settings
    from service.worker.process import run_worker

    try:
        lanes = [Lane(name.strip()) for name in lane.split(",")]
    except ValueError:
        raise LontError(f"There is no lane {lane!r}.", "Use live, backfill, or live,backfill.", code="usage") from None
    run_worker(load_settings(), lanes)


def beat() -> None:
    """Run the dispatcher: brings what waits to the broker, and sweeps for stranded items; needs LONT_BROKER_URL."""
    from service.factory import ProcessContext
    from service.logs import configure_logs
    from service.settings import load_settings
    from service.worker.app import make_celery, publisher, require_shared_broker
    from service.worker.dispatcher import Dispatcher, chores_of

    settings = load_settings()
    require_shared_broker(settings)
    configure_logs(settings)
    context = ProcessContext(settings)
    dispatcher = Dispatcher(
        context.dispatching(publisher(make_celery(settings), settings)), settings, chores_of(context)
    )
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: dispatcher.stop())
    dispatcher.run()
    context.close()


def settings() -> None:
    """Show every setting, its value here and what it is for; secrets are not shown."""
    from pydantic import SecretStr

    from service.settings import Settings, load_settings

    present = load_settings()
    table = Table("variable", "here", "what it is for")
    for name, field in Settings.model_fields.items():
        value = getattr(present, name)
        secret = isinstance(value, SecretStr) or (name.endswith("_url") and value and "@" in value)
        table.add_row(f"LONT_{name.upper()}", "set, not shown" if secret else str(value), field.description)
    Console().print(table)


COMMANDS: dict[str, Callable[..., None]] = {"up": up, "api": api, "worker": worker, "beat": beat, "settings": settings}
"""Name on the command line and function of each command of this module."""
