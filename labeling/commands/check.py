"""`lont label check`: every rule of the corpus, and what makes its labels doubtful."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from labeling.checks import check_corpus
from labeling.commands.options import Corpus
from labeling.corpus import CorpusRow, read_corpus

__all__ = ["EXIT_FAULTS", "check"]

EXIT_FAULTS = 1
"""Exit status when a line breaks a rule."""
_FOLDS = 10


def check(
    *,
    corpus: Corpus = None,
    doubts: Annotated[int, typer.Option(help="How many suspect labels and batches to list; 0 looks for none.")] = 10,
) -> None:
    """Check every rule of the corpus (exit status 1 if one is broken), then list what a person should look at."""
    checked = check_corpus(corpus)
    for fault in checked.faults:
        typer.echo(f"{fault.file}:{fault.line}: {fault.reason}")
    for exemption in checked.exemptions:
        typer.echo(f"exempt, {exemption.reason}: {', '.join(sorted(exemption.rows))}")
    if checked.faults:
        typer.echo(f"{len(checked.faults)} faults", err=True)
        raise typer.Exit(EXIT_FAULTS)
    typer.echo("The corpus is sound.")
    if doubts:
        _show_doubts(read_corpus(corpus), doubts)


def _show_doubts(rows: Sequence[CorpusRow], most: int) -> None:
    console = Console()
    if len({row.author_batch for row in rows}) > 1:  # a model judges batches that it has not seen
        console.print(_suspects(rows, most))
    console.print(_styles(rows, most))


def _suspects(rows: Sequence[CorpusRow], most: int) -> Table:
    import numpy as np

    from labeling.plain_model import plain_features, plain_out_of_fold
    from labeling.quality import find_suspects
    from labeling.splits import grouped_folds

    labels = np.array([row.labels for row in rows])
    folds = grouped_folds(np.array([row.author_batch for row in rows]), _FOLDS)
    found = find_suspects(rows, plain_out_of_fold(plain_features(rows, context=True), labels, folds))
    table = Table("row", "label", "given", "score", title=f"Suspect labels: {len(found)}, most of a hard corpus right")
    for suspect in found[:most]:
        table.add_row(suspect.id, suspect.label, str(suspect.given), f"{suspect.score:.3f}")
    return table


def _styles(rows: Sequence[CorpusRow], most: int) -> Table:
    from labeling.quality import batch_styles

    table = Table("batch", "rows", "recognised", "by chance", "labels told (AUC)", title="What style alone tells")
    for style in batch_styles(rows)[:most]:
        told = "" if style.labels_told is None else f"{style.labels_told:.2f}"
        table.add_row(style.batch, str(style.rows), f"{style.recognised:.2f}", f"{style.by_chance:.2f}", told)
    return table
