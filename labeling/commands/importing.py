"""`lont label import`: labels from Label Studio, doccano or a spreadsheet to files of a corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labeling.commands.check import EXIT_FAULTS
from labeling.formats.names import FormatName

__all__ = ["import_labels"]


def import_labels(
    file: Annotated[Path, typer.Argument(help="What the tool exported.")],
    *,
    form: Annotated[FormatName, typer.Option("--format", help="Where the labels come from.")],
    out: Annotated[Path, typer.Option(help="Folder for the files, one a batch; nothing there is overwritten.")],
    batch: Annotated[str | None, typer.Option(help="Author batch of all rows; unset: each keeps its own.")] = None,
) -> None:
    """Read labels back into OUT/BATCH.jsonl; exit status 1 and one line for each record that did not come in."""
    from labeling.formats.importing import read_labels, write_batches

    imported = read_labels(file, form, batch=batch)
    files = write_batches(imported.rows, out)
    typer.echo(f"{len(imported.rows)} rows in {', '.join(map(str, files)) or 'no file'}")
    for refused in imported.refused:
        typer.echo(f"{refused.file}, {refused.place}: {refused.reason}")
    if imported.refused:
        typer.echo(f"{len(imported.refused)} refused", err=True)
        raise typer.Exit(EXIT_FAULTS)
