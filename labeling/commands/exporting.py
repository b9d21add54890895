"""`lont label export`: rows of the corpus to Label Studio, doccano or a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from labeling.commands.options import Corpus
from labeling.errors import CorpusError
from labeling.formats.names import FormatName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeling.corpus import CorpusRow
    from labeling.formats.predicting import Prediction

__all__ = ["export_labels"]


def export_labels(
    *,
    form: Annotated[FormatName, typer.Option("--format", help="Where the labels go.")],
    out: Annotated[Path, typer.Option(help="File to write.")],
    corpus: Corpus = None,
    batch: Annotated[list[str] | None, typer.Option(help="Only this author batch; may be given again.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many rows, from the first.")] = None,
    predict: Annotated[bool, typer.Option(help="Pre-annotate with the model of lont (Label Studio).")] = False,
) -> None:
    """Write rows of the corpus for Label Studio (with its configuration beside), doccano or a spreadsheet."""
    from labeling.corpus import read_corpus
    from labeling.formats.registry import FORMATS

    chosen = FORMATS[form]
    if predict and chosen.write_predicted is None:
        raise CorpusError(f"The format {form} has no place for predictions.", "Leave --predict away.")
    rows = _of_batches(read_corpus(corpus), batch)[:limit]
    try:
        if predict and chosen.write_predicted is not None:
            files = chosen.write_predicted(rows, out, _predictions(rows))
        else:
            files = chosen.write(rows, out)
    except OSError as error:
        raise CorpusError(f"{out} cannot be written ({type(error).__name__}).", "Name a file in a folder.") from error
    typer.echo(f"{len(rows)} rows in {', '.join(map(str, files))}")


def _of_batches(rows: list[CorpusRow], batches: list[str] | None) -> list[CorpusRow]:
    unknown = set(batches or ()) - {row.author_batch for row in rows}
    if unknown:
        remedy = "See the batches with `lont label counts`."
        raise CorpusError(f"The corpus has no batch {', '.join(sorted(unknown))}.", remedy)
    return [row for row in rows if not batches or row.author_batch in batches]


def _predictions(rows: Sequence[CorpusRow]) -> list[Prediction]:
    from rich.console import Console
    from rich.progress import Progress

    from labeling.formats.predicting import predict

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Asking the model", total=len(rows))
        return predict(rows, lambda count: progress.advance(task, count))
