"""`lont up`: the whole of lont in one process, with a demonstration feed for a first look."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.panel import Panel

from service.cli.importing import FileRequest, import_files
from service.cli.serving import serve
from service.cli.statements import Stated
from service.demo import FEED
from service.domain.access import Scope
from service.embedded import wait_until_scored, working
from service.errors import ConfigurationError
from service.factory import ProcessContext
from service.logs import configure_logs
from service.settings import BrokerKind, Settings, load_settings
from service.storage.database import Database
from service.storage.migrating import upgrade_to_head

__all__ = ["run_up"]

_console = Console(stderr=True)


def run_up(*, demo: bool, port: int | None) -> None:
    """Run until Ctrl-C; the database is made or brought up to date first.

    Raises
    ------
    ConfigurationError
        When a broker is set: then API, worker and beat are processes of their own.
    """
    settings = load_settings()
    if settings.broker_kind is not BrokerKind.EMBEDDED:
        raise ConfigurationError(
            "`lont up` is everything in one process, but LONT_BROKER_URL names a broker.",
            "Unset it, or run `lont api`, `lont worker` and `lont beat`.",
        )
    configure_logs(settings)
    _make_database(settings)
    context = ProcessContext(settings)
    key_file = _first_key(context)
    with working(context):
        if demo:
            _load_demo(context)
        _tell_where_to_look(settings, port or settings.port, key_file)
        serve(context, open_page=True, port=port)
    context.close()
    _console.print("lont has ended.")


def _make_database(settings: Settings) -> None:
    database = Database(settings.database)
    upgrade_to_head(database)
    database.close()


def _first_key(context: ProcessContext) -> Path:
    """Return the file with a key for trying the API, made with its key when it is not there."""
    path = context.settings.home / "keys" / "api-key"
    if not path.exists():
        with context.writing() as factory:
            _, secret = factory.keys().create("made by lont up", list(Scope))
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
        path.write_text(secret + "\n", encoding="ascii")
    return path


def _load_demo(context: ProcessContext) -> None:
    with context.reading() as factory:
        if factory.items().count():
            return
    _console.print("An empty database: loading a feed of invented messages for a first look.")
    channels = FEED / "channels.toml"
    files = sorted(path for path in FEED.iterdir() if path != channels)
    request = FileRequest(stated=Stated(), now=datetime.now(UTC), channels_file=channels)
    import_files(context, files, request, wait=False)
    with _console.status("scoring"):
        wait_until_scored(context)


def _tell_where_to_look(settings: Settings, port: int, key_file: Path) -> None:
    address = f"http://{settings.host}:{port}"
    lines = (
        f"Scored items, highest first   [bold]{address}/[/bold]",
        f"API documentation             [bold]{address}/docs[/bold]",
        f"A key for the API             [bold]{key_file}[/bold]",
        "",
        "Try it:",
        f'curl -s {address}/v1/score -H "Authorization: Bearer $(cat {key_file})" \\',
        '  -H \'Content-Type: application/json\' -d \'{"inputs": [{"text": "wie wil vannacht wat verdienen"}]}\'',
        "",
        "Ctrl-C ends lont.",
    )
    _console.print(Panel("\n".join(lines), title="lont is up", expand=False))
