"""Takes files in one after the other, with a progress bar, and prints what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.table import Column, Table

from service.cli.statements import Stated, StatementDesk, ask_timezone, is_interactive, read_channels_file, zone
from service.domain.items import ImportReport, Provenance
from service.domain.messages import ChannelRef, ImportEvent, Platform
from service.embedded import pending_items, wait_until_scored, working
from service.errors import FileRefusedError, LontError
from service.factory import ProcessContext
from service.importers import ExportFormat, ImportOptions, read_events, recognise
from service.services.dispatching import somebody_works

__all__ = ["FileRequest", "import_files", "mapping_of", "platform_of"]

_SHOWN_REFUSALS = 20
_COUNTED = ("read", "stored", "known", "changed", "refused")
_TITLES = ("read", "stored", "already known", "changed", "refused")
_console = Console(stderr=True)


@dataclass(frozen=True, slots=True)
class FileRequest:
    """What was asked for on the command line."""

    stated: Stated
    now: datetime
    format: str | None = None
    channels_file: Path | None = None
    columns: dict[str, str] = field(default_factory=dict)
    platform: Platform | None = None
    channel: str | None = None


def import_files(context: ProcessContext, files: Sequence[Path], request: FileRequest, *, wait: bool) -> int:
    """Take the files in and print the report; return how many pieces or whole files were refused."""
    by_name = read_channels_file(request.channels_file) if request.channels_file else {}
    desk = StatementDesk(request.stated, by_name, interactive=is_interactive())
    reports: list[ImportReport] = []
    faults: list[tuple[Path, LontError]] = []
    for path in files:
        try:
            reports.append(_import_file(context, path, request, desk, by_name))
        except LontError as error:
            faults.append((path, error))
    _print_reports(reports)
    for path, fault in faults:
        _console.print(f"[red]{path.name}: not taken in.[/red] {fault} \\[{fault.stable_code}]")
    _see_to_scores(context, wait=wait)
    return len(faults) + sum(report.refused for report in reports)


def _import_file(
    context: ProcessContext, path: Path, request: FileRequest, desk: StatementDesk, by_name: dict[str, Stated]
) -> ImportReport:
    file_format = _format_of(path, request.format)
    timezone = request.stated.timezone or _timezone_for(context, path, file_format, request, by_name)
    options = _options(request, timezone)
    size = path.stat().st_size
    columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), DownloadColumn())
    with Progress(*columns, TimeRemainingColumn(), console=_console, transient=True) as progress:
        task = progress.add_task(path.name, total=size)
        events = read_events(
            path, file_format, options, on_progress=lambda read: progress.update(task, completed=min(read, size))
        )

        def state(ref: ChannelRef, earlier: Provenance | None) -> Provenance:
            progress.stop()  # a question and a moving bar on one terminal garble each other
            try:
                return desk(ref, earlier)
            finally:
                progress.start()

        return context.file_import(state).run(events, path.name, file_format)


def _timezone_for(
    context: ProcessContext, path: Path, file_format: ExportFormat, request: FileRequest, by_name: dict[str, Stated]
) -> str | None:
    """Return the zone stated of the file's first channel, now by name or at an earlier import, or ask for it."""
    ref = _first_channel(read_events(path, file_format, _options(request, "UTC")))
    if ref is None:
        return None
    if ref.name in by_name:
        return by_name[ref.name].timezone
    with context.reading() as factory:
        known = factory.import_desk().channels.find(ref)
    if known is not None:
        return known.provenance.timezone
    return ask_timezone(ref) if file_format is ExportFormat.WHATSAPP_TXT and is_interactive() else None


def _first_channel(events: Iterator[ImportEvent]) -> ChannelRef | None:
    for event in events:
        ref = event if isinstance(event, ChannelRef) else getattr(event, "channel", None)
        if isinstance(ref, ChannelRef):
            return ref
    return None


def _options(request: FileRequest, timezone: str | None) -> ImportOptions:
    return ImportOptions(
        zone=zone(timezone),
        columns=request.columns,
        platform=request.platform,
        channel=request.channel,
        now=request.now.astimezone(UTC),
    )


def _format_of(path: Path, asked: str | None) -> ExportFormat:
    recognised = recognise(path) if asked is None else None
    if recognised is not None:
        return recognised
    try:
        return ExportFormat(asked or "")
    except ValueError:
        names = ", ".join(ExportFormat)
        raise FileRefusedError(f"There is no format {asked!r}.", f"Use one of {names}.", code="usage") from None


def mapping_of(pairs: Sequence[str]) -> dict[str, str]:
    """Read ``ours=theirs`` pairs.

    Raises
    ------
    LontError
        For a pair without an equals sign.
    """
    for pair in pairs:
        if "=" not in pair:
            raise LontError(f"--map {pair!r} has no '='.", "Write it as text=body.", code="usage")
    return dict(pair.split("=", 1) for pair in pairs)


def platform_of(name: str | None) -> Platform | None:
    """Return the platform of a name.

    Raises
    ------
    LontError
        For a platform that lont does not know.
    """
    try:
        return None if name is None else Platform(name)
    except ValueError:
        raise LontError(f"There is no platform {name!r}.", f"Use one of {', '.join(Platform)}.", code="usage") from None


def _print_reports(reports: Sequence[ImportReport]) -> None:
    if not reports:
        return
    table = Table("file", *(Column(title, justify="right") for title in _TITLES))
    for report in reports:
        table.add_row(report.file, *(str(getattr(report, name)) for name in _COUNTED))
    Console().print(table)
    for report in reports:
        for note in _notes(report):
            _console.print(f"{report.file}: {note}", highlight=False)
        _print_refusals(report)


def _notes(report: ImportReport) -> list[str]:
    """Return what else there is to say of a file, in words."""
    notes = [f"{count} lines passed by ({reason})" for reason, count in sorted(report.passed_by.items())]
    figures = {
        "stored without a text to score (only media)": report.unscored,
        "marked as vanished, since this export no longer holds them": report.vanished,
        "there again, the mark taken away": report.returned,
    }
    return notes + [f"{count} {what}" for what, count in figures.items() if count] + report.notes


def _print_refusals(report: ImportReport) -> None:
    if not report.refusals:
        return
    table = Table("where", "code", "why", title=f"Refused in {report.file}", title_justify="left")
    for refusal in report.refusals[:_SHOWN_REFUSALS]:
        table.add_row(refusal.place, refusal.code, refusal.detail)
    Console().print(table)
    if report.refused > _SHOWN_REFUSALS:
        kept = len(report.refusals)
        _console.print(f"… and {report.refused - _SHOWN_REFUSALS} more; the first {kept} are kept with the import.")


def _see_to_scores(context: ProcessContext, *, wait: bool) -> None:
    with context.reading() as factory:
        someone = somebody_works(factory.outbox())
    if wait:
        with Progress(
            TextColumn("scoring"), BarColumn(), TextColumn("{task.fields[left]} to go"), console=_console
        ) as bar:
            total = pending_items(context)
            task = bar.add_task("scoring", total=total, left=total)

            def show(pending: int) -> None:
                bar.update(task, completed=max(0, total - pending), left=pending)

            if someone or context.settings.broker_url is not None:
                wait_until_scored(context, show)
            else:
                with working(context):
                    wait_until_scored(context, show)
    elif not someone and (pending := pending_items(context)):
        _console.print(
            f"[yellow]{pending} items wait for a score and no process is at work.[/yellow] "
            "Run `lont up` (or `lont worker` and `lont beat`), or `lont ingest --wait`."
        )
