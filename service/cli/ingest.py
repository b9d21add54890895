"""The command `lont ingest`: exports in, a table of what became of every piece out."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

__all__ = ["ingest"]

EXIT_REFUSED = 3
"""Exit status when something was refused; everything else is stored."""


def ingest(  # the help text of the command stands in its decorator's place
    files: Annotated[list[Path], typer.Argument(help="Exports to take in.", show_default=False)],
    *,
    file_format: Annotated[
        str | None, typer.Option("--format", help="Format of the files; unset: recognised from their content.")
    ] = None,
    timezone: Annotated[str | None, typer.Option(help="Time zone of times without one, as Europe/Amsterdam.")] = None,
    visibility: Annotated[str | None, typer.Option(help="Who can read the channel: public, private, unknown.")] = None,
    lawful_basis: Annotated[str | None, typer.Option(help="How the messages were lawfully obtained.")] = None,
    obtained_by: Annotated[str | None, typer.Option(help="Who obtained them.")] = None,
    public_address: Annotated[str | None, typer.Option(help="Public address of the channel, if there is one.")] = None,
    channels: Annotated[
        Path | None, typer.Option(help="TOML file that states these things channel by channel.")
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option("--map", help="Column mapping for CSV and JSONL, as text=body; may be given more than once."),
    ] = None,
    platform: Annotated[str | None, typer.Option(help="Platform of files that do not name one.")] = None,
    channel: Annotated[str | None, typer.Option(help="Channel of files that do not name one.")] = None,
    wait: Annotated[bool, typer.Option(help="Come back when everything is scored.")] = False,
) -> None:
    """Take exports in: Telegram result.json, WhatsApp .txt, 4CAT CSV and NDJSON, plain JSONL and CSV."""
    from service.cli.importing import FileRequest, import_files, mapping_of, platform_of
    from service.cli.statements import Stated
    from service.factory import ProcessContext
    from service.logs import configure_logs
    from service.settings import load_settings

    settings = load_settings()
    configure_logs(settings)
    stated = Stated(timezone, visibility, lawful_basis, obtained_by, public_address)
    request = FileRequest(
        format=file_format,
        stated=stated,
        channels_file=channels,
        columns=mapping_of(column or []),
        platform=platform_of(platform),
        channel=channel,
        now=datetime.now(UTC),
    )
    context = ProcessContext(settings)
    refused = import_files(context, files, request, wait=wait)
    context.close()
    if refused:
        raise typer.Exit(EXIT_REFUSED)
