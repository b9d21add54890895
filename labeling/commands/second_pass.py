"""`lont label second-pass`: what a blind second labeller said beside the first labels, and what is left to settle."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from labeling.commands.options import Corpus

__all__ = ["second_pass"]

_LONGEST_NAME = 80


def second_pass(
    imported: Annotated[Path, typer.Argument(metavar="FOLDER", help="What `lont label import` wrote.")],
    *,
    labeller: Annotated[str, typer.Option(help="Who labelled it the second time.")],
    out: Annotated[Path, typer.Option(help="New file; what is unsettled goes beside it, into NAME.open.jsonl.")],
    corpus: Corpus = None,
) -> None:
    """Join labels of a blind second pass with the corpus, for `lont label agreement --second-pass OUT`."""
    from labeling.agreement.joining import join, write_judgements
    from labeling.corpus import read_corpus
    from labeling.formats.new_files import refuse_taken
    from labeling.wording import number_of

    if not 1 <= len(labeller) <= _LONGEST_NAME:
        raise typer.BadParameter(f"1 to {_LONGEST_NAME} characters.", param_hint="--labeller")
    unsettled = out.with_name(f"{out.stem}.open.jsonl")
    refuse_taken(out, unsettled)
    joined = join(read_corpus(corpus), read_corpus(imported), labeller)
    write_judgements(joined.done, out)
    typer.echo(f"{number_of(len(joined.done), 'text')} with the same labels in {out}")
    if joined.unsettled:
        write_judgements(joined.unsettled, unsettled)
        typer.echo(
            f"{number_of(len(joined.unsettled), 'text')} with other labels in {unsettled}: "
            f"add settled and rule to each, then append them to {out.name}"
        )
