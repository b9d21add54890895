"""`lont label import`: labels from Label Studio, doccano or a spreadsheet to files of a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labeling.commands.check import EXIT_FAULTS
from labeling.formats.names import FormatName

__all__ = ["import_labels"]


def import_labels(
    file: Annotated[Path, typer.Argument(help="What the tool exported, or a file made by hand.")],
    *,
    form: Annotated[FormatName, typer.Option("--format", help="Where the labels come from.")],
    out: Annotated[Path, typer.Option(help="Folder for the files, one a batch; nothing there is overwritten.")],
    batch: Annotated[
        str | None,
        typer.Option(
            help="Author batch of all rows, with defaults for what a record lacks; unset: each keeps its own."
        ),
    ] = None,
) -> None:
    """Read labels back into OUT/BATCH.jsonl; exit status 1 and a line for each record that did not come in."""
    from labeling.formats.importing import read_labels, write_batches
    from labeling.formats.likely import head_of, likely_format
    from labeling.formats.refusals import told
    from labeling.wording import number_of

    imported = read_labels(file, form, batch=batch)
    files = write_batches(imported.rows, out) if imported.rows else []
    typer.echo(f"{number_of(len(imported.rows), 'row')} in {', '.join(map(str, files)) or 'no file'}")
    for line in told(imported.refused):
        typer.echo(line)
    likely = likely_format(head_of(file)) if not imported.rows else None
    if likely not in (None, form):
        typer.echo(f"Nothing came in, and the file looks like another format: try --format {likely}.", err=True)
    if imported.refused:
        typer.echo(f"{len(imported.refused)} refused or left out", err=True)
        raise typer.Exit(EXIT_FAULTS)
