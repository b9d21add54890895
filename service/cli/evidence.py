"""The commands `lont evidence …`: whether a dossier is as it was made; they need no database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

__all__ = ["EXIT_BROKEN", "app"]

EXIT_BROKEN = 4
"""Exit status of a check that found a fault."""

app = typer.Typer(help="Dossiers: the evidence of a case as one file.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep the name of the one command a part of what is typed."""


@app.command("verify")
def verify(
    file: Annotated[Path, typer.Argument(help="A dossier, as lont wrote it.")],
    manifest: Annotated[
        str | None, typer.Option(help="SHA-256 of its manifest.json, as the log of its maker holds it.")
    ] = None,
) -> None:
    """Check a dossier and name each fault. Exit status: 0 sound, 4 broken, 2 it could not be read."""
    from service.domain.dossier_checking import check_dossier
    from service.errors import LontError

    if manifest is not None and (len(manifest) != len("0" * 64) or set(manifest.lower()) - set("0123456789abcdef")):
        raise LontError(
            "--manifest takes the 64 hexadecimal digits of a hash.", "The log of its maker holds it.", code="usage"
        )
    try:
        with file.open("rb") as opened:
            report = check_dossier(opened, manifest)
    except OSError:
        raise LontError("The file cannot be read.", "Give a dossier that lont wrote.", code="usage") from None
    for fault in report.faults:
        typer.echo(f"{fault.kind}\t{_shown(fault.path)}\t{fault.what}")
    if report.manifest is not None:
        tlp = _shown(str(report.manifest.get("tlp")))
        typer.echo(f"{report.files} files and {report.log_entries} entries of the log; {tlp}.")
        typer.echo(f"SHA-256 of its manifest: {report.manifest_sha256}")
    if report.faults:
        typer.echo(f"The dossier is broken: {len(report.faults)} {'fault' if len(report.faults) == 1 else 'faults'}.")
        raise typer.Exit(EXIT_BROKEN)
    typer.echo("The dossier is sound: every file is as the manifest says, and no other is there.")


def _shown(path: str) -> str:
    """Return a name that somebody else chose, so that it cannot steer a terminal."""
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in path) or "(the ZIP)"
