"""`lont label export`: rows of the corpus, or new messages, to Label Studio, doccano or a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated

import typer

from labeling.commands.check import EXIT_FAULTS
from labeling.commands.options import Corpus, Seed
from labeling.errors import CorpusError
from labeling.formats.names import FormatName

if TYPE_CHECKING:
    from collections.abc import Sequence

    from labeling.corpus import CorpusRow
    from labeling.formats.predicting import Prediction
    from labeling.formats.registry import Format

__all__ = ["export_labels"]

_STANDARD_OUTPUT = Path("-")
_NEW_BATCH = "new"


def export_labels(
    *,
    form: Annotated[FormatName, typer.Option("--format", help="Where the labels go.")],
    out: Annotated[Path, typer.Option(help="New file to write; - is standard output (doccano, csv).")],
    corpus: Corpus = None,
    unlabelled: Annotated[
        Path | None, typer.Option(metavar="FILE", help="New messages instead, as `lont score` takes them.")
    ] = None,
    batch: Annotated[
        list[str] | None,
        typer.Option(help="Only this author batch, may be given again; with --unlabelled its name (new)."),
    ] = None,
    ids: Annotated[Path | None, typer.Option(metavar="FILE", help="Only rows of these ids, one a line.")] = None,
    limit: Annotated[int | None, typer.Option(min=1, help="Only so many rows, from the first.")] = None,
    blind: Annotated[bool, typer.Option(help="For a second labeller: no labels, no kind, random order.")] = False,
    sample: Annotated[int | None, typer.Option(min=1, help="With --blind: so many rows, drawn at random.")] = None,
    seed: Seed = 7,
    predict: Annotated[bool, typer.Option(help="Pre-annotate with the model of lont (Label Studio).")] = False,
) -> None:
    """Write rows of the corpus, or new messages, for Label Studio, doccano or a spreadsheet."""
    from labeling.formats.choosing import drawn, unmarked
    from labeling.formats.refusals import Refused, told
    from labeling.formats.registry import FORMATS
    from labeling.formats.unlabelled import read_unlabelled
    from labeling.wording import number_of

    chosen = FORMATS[form]
    if predict and chosen.write_predicted is None:
        raise CorpusError(f"The format {form} has no place for predictions.", "Leave --predict away.")
    _refuse_what_clashes(corpus=corpus, unlabelled=unlabelled, ids=ids, blind=blind, predict=predict, sample=sample)
    _refuse_out(out, form, chosen)
    if unlabelled is None:
        rows, refused = _of_corpus(corpus, batch, ids), list[Refused]()
    else:
        rows, refused = read_unlabelled(unlabelled, _name_of(batch))
    rows = (drawn(unmarked(rows), sample, seed) if blind else rows)[:limit]
    files = _write(chosen, rows, out, labelled=unlabelled is None and not blind, predict=predict)
    typer.echo(f"{number_of(len(rows), 'row')} in {files}", err=out == _STANDARD_OUTPUT)
    for line in told(refused):
        typer.echo(line, err=True)
    if refused:
        raise typer.Exit(EXIT_FAULTS)


def _refuse_what_clashes(
    *, corpus: Path | None, unlabelled: Path | None, ids: Path | None, blind: bool, predict: bool, sample: int | None
) -> None:
    if unlabelled is not None and (corpus is not None or ids is not None or blind):
        raise CorpusError("--corpus, --ids and --blind are for rows of a corpus.", "Leave --unlabelled or them away.")
    if blind and predict:
        raise CorpusError("A blind pass shows no predictions.", "Leave --blind or --predict away.")
    if sample is not None and not blind:
        raise CorpusError("--sample draws rows for a blind pass.", "Add --blind, or take the first with --limit.")


def _refuse_out(out: Path, form: FormatName, chosen: Format) -> None:
    from labeling.formats.new_files import refuse_taken

    if out == _STANDARD_OUTPUT:
        if chosen.beside is not None:
            raise CorpusError(f"{form} takes two files, which standard output cannot hold.", "Name a file with --out.")
        return
    if chosen.beside is None:
        refuse_taken(out)
        return
    if out.suffix.lower() == chosen.beside:
        raise CorpusError(
            f"{out} would hold the tasks and, written over them, the configuration.", "Name a file that ends in .json."
        )
    refuse_taken(out, out.with_suffix(chosen.beside))


def _of_corpus(corpus: Path | None, batch: list[str] | None, ids: Path | None) -> list[CorpusRow]:
    from labeling.corpus import read_corpus
    from labeling.formats.choosing import of_ids

    rows = _of_batches(read_corpus(corpus), batch)
    return rows if ids is None else of_ids(rows, ids)


def _of_batches(rows: list[CorpusRow], batches: list[str] | None) -> list[CorpusRow]:
    unknown = set(batches or ()) - {row.author_batch for row in rows}
    if unknown:
        remedy = "See the batches with `lont label counts`."
        raise CorpusError(f"The corpus has no batch {', '.join(sorted(unknown))}.", remedy)
    return [row for row in rows if not batches or row.author_batch in batches]


def _name_of(batches: list[str] | None) -> str:
    names = batches or [_NEW_BATCH]
    if len(names) > 1:
        raise CorpusError("New messages make one batch, and --batch names several.", "Give --batch once.")
    return names[0]


def _write(chosen: Format, rows: Sequence[CorpusRow], out: Path, *, labelled: bool, predict: bool) -> str:
    """Write rows, and return where they are."""
    try:
        if out == _STANDARD_OUTPUT:
            with TemporaryDirectory() as folder:
                [file] = chosen.write(rows, Path(folder) / "rows", labelled=labelled)
                typer.get_binary_stream("stdout").write(file.read_bytes())
            return "standard output"
        if predict and chosen.write_predicted is not None:
            files = chosen.write_predicted(rows, out, _predictions(rows), labelled=labelled)
        else:
            files = chosen.write(rows, out, labelled=labelled)
    except OSError as error:
        raise CorpusError(f"{out} cannot be written ({type(error).__name__}).", "Name a file in a folder.") from error
    return ", ".join(map(str, files))


def _predictions(rows: Sequence[CorpusRow]) -> list[Prediction]:
    from rich.console import Console
    from rich.progress import Progress

    from labeling.formats.predicting import predict

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Asking the model", total=len(rows))
        return predict(rows, lambda count: progress.advance(task, count))
