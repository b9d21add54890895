"""`lont label check`: every rule of the corpus, and what makes its labels doubtful."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from labeling.commands.options import Corpus
from labeling.wording import number_of, printable

if TYPE_CHECKING:
    from labeling.checks import CheckedCorpus

__all__ = ["EXIT_FAULTS", "check"]

EXIT_FAULTS = 1
"""Exit status when a line breaks a rule."""


def check(
    *,
    corpus: Corpus = None,
    doubts: Annotated[
        int, typer.Option(min=0, help="How many suspect labels and batches to list; 0 looks for none.")
    ] = 10,
    suspects: Annotated[Path | None, typer.Option(help="File for the ids of all suspects, one a line.")] = None,
    held_back: Annotated[
        Path | None,
        typer.Option(help="Folder of batches that nothing is trained on; unset: those of lont, for its own corpus."),
    ] = None,
) -> None:
    """Check every rule of the corpus and of what is held back (exit status 1 if one is broken), then list doubts."""
    from labeling.checks import check_corpus

    with _progress() as progress:
        task = progress.add_task("")
        checked = check_corpus(corpus, lambda step: progress.update(task, description=step), held_back)
    _show_faults(checked)
    if checked.rows and (doubts or suspects is not None):
        _show_doubts(checked, corpus, doubts, suspects)
    if checked.faults:
        typer.echo(number_of(len(checked.faults), "fault"), err=True)
        raise typer.Exit(EXIT_FAULTS)


def _progress() -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}", markup=False), TimeElapsedColumn())
    console = Console(stderr=True)
    return Progress(*columns, console=console, transient=True, disable=not console.is_terminal)


def _show_faults(checked: CheckedCorpus) -> None:
    for fault in checked.faults:
        typer.echo(str(fault))
    for exemption in checked.exemptions:
        typer.echo(printable(f"exempt, {exemption.reason}: {', '.join(sorted(exemption.rows))}"))
    if not checked.faults:
        typer.echo("The corpus is sound.")


def _show_doubts(checked: CheckedCorpus, corpus: Path | None, most: int, file: Path | None) -> None:
    from labeling.commands import doubts
    from labeling.corpus.families import read_families
    from labeling.quality import batch_styles

    console, rows = Console(), [placed.row for placed in checked.rows]
    with _progress() as progress:
        task = progress.add_task("labels that a model doubts")
        found = doubts.look_for_suspects(rows)
        progress.update(task, description="what style alone tells")
        styles = batch_styles(rows) if most else []
    if file is not None:
        doubts.write_suspects(found or [], file)
    if found is None:
        console.print(f"Labels are doubted from {doubts.FEWEST} rows of two batches on.")
    elif most:
        console.print(doubts.suspects_table(found, checked.rows, read_families(corpus) or {}, most))
    if most:
        console.print(doubts.styles_table(styles, most))
