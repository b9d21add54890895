"""The commands `lont audit …`: whether the log of acts is as it was written."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from service.cli.audit_files import EXIT_BROKEN, export, verify_file

if TYPE_CHECKING:
    from service.domain.audit import ChainHead
    from service.factory import ProcessContext
    from service.services.audit import VerifyReport

__all__ = ["app"]

_SHOWN_FAULTS = 20
_FAULTS = {
    "changed_entry": "an entry does not fit its hash, or not the one before it",
    "missing_entry": "entries are missing",
    "inserted_entry": "an entry stands here that was not sealed here",
    "seal_mismatch": "a seal does not fit the entries or seals around it",
    "truncated": "the chain was cut off here, or is not the one whose head was noted",
}

app = typer.Typer(help="The log of who saw, changed, disclosed and deleted what.", no_args_is_help=True)

app.command("export")(export)


@app.command("verify")
def verify(
    file: Annotated[
        Path | None, typer.Argument(help="A file that `lont audit export` wrote; needs no database.")
    ] = None,
    head: Annotated[str | None, typer.Option(help="A hash that `lont audit head` or a log line told earlier.")] = None,
    position: Annotated[int | None, typer.Option(help="The position told with it.", min=0)] = None,
) -> None:
    """Check every entry of the log, or of a file of it. Exit status: 0 sound, 4 broken, 2 it could not be checked."""
    from service.factory import ProcessContext
    from service.settings import load_settings

    noted = _noted(head, position)
    if file is not None:
        verify_file(file, noted)
        return
    context = ProcessContext(load_settings())
    report = _verify_with_progress(context, noted)
    context.close()
    if report.overdue:
        typer.echo(f"Warning: {report.overdue} entries wait for their seal for over ten minutes.", err=True)
    if report.sound:
        typer.echo(
            f"The log is sound: {report.entries} entries in {report.seals} seals, {report.unsealed} not sealed yet. "
            f"Its head is {report.head.hash} at position {report.head.position}."
        )
        return
    typer.echo(f"The log is broken, first at position {report.faults[0].position}.")
    for fault in report.faults[:_SHOWN_FAULTS]:
        typer.echo(f"{fault.position}\t{fault.kind}\t{_FAULTS[fault.kind]}")
    if len(report.faults) > _SHOWN_FAULTS:
        typer.echo(f"At least {len(report.faults) - _SHOWN_FAULTS} more places are broken.")
    raise typer.Exit(EXIT_BROKEN)


@app.command("seal")
def seal() -> None:
    """Seal now what was noted since the last seal; a running dispatcher does so by itself."""
    from collections.abc import Iterator
    from contextlib import contextmanager

    from service.factory import ProcessContext
    from service.logs import configure_logs
    from service.services.audit import AuditSealer
    from service.settings import load_settings
    from service.storage.audit import AuditStore

    settings = load_settings()
    configure_logs(settings)
    context = ProcessContext(settings)

    @contextmanager
    def begin() -> Iterator[AuditStore]:
        with context.database.write() as session:
            yield AuditStore(session)

    report = AuditSealer(begin).seal()
    context.close()
    typer.echo(f"{report.count} entries sealed. The head is {report.head.hash} at position {report.head.position}.")


@app.command("head")
def show_head() -> None:
    """Print position and hash of the last sealed entry, to be noted where the database cannot be changed."""
    from service.factory import ProcessContext
    from service.settings import load_settings
    from service.storage.audit import AuditStore

    context = ProcessContext(load_settings())
    with context.database.read() as session:
        head = AuditStore(session).sealed_head()
    context.close()
    typer.echo(f"{head.position} {head.hash}")


def _noted(head: str | None, position: int | None) -> ChainHead | None:
    import re

    from service.domain.audit import ChainHead
    from service.errors import LontError

    if head is None and position is None:
        return None
    if head is None or not re.fullmatch("[0-9a-f]{64}", head.lower()):
        raise LontError(
            "--head takes the 64 hexadecimal digits of a hash, and --position only goes with it.",
            "`lont audit head` prints both.",
            code="usage",
        )
    return ChainHead(position, head.lower())


def _verify_with_progress(context: ProcessContext, noted: ChainHead | None) -> VerifyReport:
    from rich.console import Console
    from rich.progress import Progress

    from service.services.audit import verify as verify_chain
    from service.storage.audit import AuditStore

    console = Console(stderr=True)
    with (
        context.database.read() as session,
        Progress(console=console, transient=True, disable=not console.is_terminal) as progress,
    ):
        store = AuditStore(session)
        task = progress.add_task("entries", total=store.sealed_head().position)
        return verify_chain(store, noted, on_progress=lambda count: progress.advance(task, count))
