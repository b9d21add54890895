"""`lont up`: the whole of lont in one process, with a demonstration feed for a first look."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.console import Console
from rich.panel import Panel

from service.cli.demo_sandbox import DemoSandbox, sandbox_beside
from service.cli.first_accounts import FirstAccount, first_accounts
from service.cli.importing import FileRequest, import_files
from service.cli.serving import serve
from service.cli.statements import Stated
from service.delivery.sink import local_sink
from service.demo import FEED
from service.demo.tonight import write_tonight
from service.domain import takedown
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
_DEMONSTRATION = {
    "notifier_name": "Demonstration desk",
    "notifier_email": "desk@lont.example",
    "disclosure_basis": "none: a demonstration with invented messages",
    "delivery_channels": Path(takedown.__file__).parent / "demo_delivery_channels.toml",
}
"""What an operator has to state before anything real leaves."""


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
    with ExitStack() as beside:
        settings, sink = beside.enter_context(_mail_that_stays(settings))
        sandbox = None
        if demo and settings.delivery_channels == _DEMONSTRATION["delivery_channels"]:
            sandbox = beside.enter_context(sandbox_beside(settings, port or settings.port))
            settings = sandbox.settings
        context = ProcessContext(settings)
        key_file, made = _first_key(context), first_accounts(context)
        with working(context):
            if demo:
                _load_demo(context)
            if sandbox is not None:
                sandbox.show(context)
            _tell_where_to_look(settings, port or settings.port, key_file, made, sandbox)
            serve(context, sink=sink, port=port)
        context.close()
    _console.print("lont has ended.")


@contextmanager
def _mail_that_stays(settings: Settings) -> Iterator[tuple[Settings, Path | None]]:
    """Give the settings as they are if a mail server is set; else those of a demonstration whose mail stays here."""
    if settings.smtp_host is not None:
        yield settings, None
        return
    folder = settings.home / "mails"
    with local_sink(folder) as port:
        stays = {"smtp_host": "127.0.0.1", "smtp_port": port, "smtp_security": "none"}
        stated = {name: value for name, value in _DEMONSTRATION.items() if getattr(settings, name) is None}
        yield settings.model_copy(update=stays | stated), folder


def _make_database(settings: Settings) -> None:
    database = Database(settings.database)
    upgrade_to_head(database)
    database.close()


def _first_key(context: ProcessContext) -> Path:
    """Return the file with a key for trying the API, made with its key when it is not there."""
    path = context.settings.home / "keys" / "api-key"
    if not path.exists():
        with context.writing() as factory:
            _, secret = factory.keys().create("made by lont up", [Scope.SCORE, Scope.INGEST, Scope.READ, Scope.REPORT])
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
    now = datetime.now(UTC)
    request = FileRequest(stated=Stated(), now=now, channels_file=channels)
    with TemporaryDirectory() as folder:
        import_files(context, [*files, write_tonight(Path(folder), now)], request, wait=False)
    with _console.status("scoring"):
        wait_until_scored(context)


def _tell_where_to_look(
    settings: Settings, port: int, key_file: Path, made: Sequence[FirstAccount], sandbox: DemoSandbox | None
) -> None:
    address = f"http://{settings.host}:{port}"
    people = [f"  {one.role:<10} [bold]{one.password}[/bold]" for one in made]
    if people:
        people = ["Sign in as one of these; the passwords are shown only now:", *people, ""]
    lines = (
        f"Console              [bold]{address}/[/bold]",
        f"API documentation    [bold]{address}/docs[/bold]",
        f"A key for the API    [bold]{key_file}[/bold]",
        *([] if sandbox is None else [f"Sandbox platform     [bold]{sandbox.address}/[/bold] stands in for Telegram"]),
        "",
        *people,
        "Try the API:",
        f'curl -s {address}/v1/score -H "Authorization: Bearer $(cat {key_file})" \\',
        '  -H \'Content-Type: application/json\' -d \'{"inputs": [{"text": "wie wil vannacht wat verdienen"}]}\'',
        "",
        "Ctrl-C ends lont.",
    )
    _console.print(Panel("\n".join(lines), title="lont is up", expand=False))
