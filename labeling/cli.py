"""The commands `lont label`: look at the corpus, and check it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from labeling.checks import check_corpus
from labeling.corpus import CorpusRow, read_corpus

__all__ = ["label"]

EXIT_FAULTS = 1
"""Exit status of `check` when a line breaks a rule."""

label = typer.Typer(help="Look at the labelled corpus, and check it.", no_args_is_help=True)

_Corpus = Annotated[Path | None, typer.Option("--corpus", help="Folder of the corpus; unset: the one of lont.")]

_BREAKDOWNS: dict[str, Callable[[CorpusRow], str]] = {
    "language": lambda row: row.lang,
    "batch": lambda row: row.author_batch,
    "explicitness": lambda row: row.explicitness,
}


@label.command()
def counts(corpus: _Corpus = None) -> None:
    """Count rows per label, language, batch and explicitness, and how many kinds there are."""
    rows = read_corpus(corpus)
    table = Table("", "", "rows", "recruitment", "f4_sale", "both", "neither", title="Corpus")
    _add(table, "all", "", rows)
    for name, value in _BREAKDOWNS.items():
        table.add_section()
        for found, _ in Counter(map(value, rows)).most_common():
            _add(table, name, found, [row for row in rows if value(row) == found])
    console = Console()
    console.print(table)
    pairs = {row.pair for row in rows if row.pair}
    conversations = sum(row.messages is not None for row in rows)
    kinds = len({row.kind for row in rows})
    console.print(f"{kinds} kinds, {len(pairs)} contrast pairs, {conversations} rows within a conversation")


@label.command()
def check(corpus: _Corpus = None) -> None:
    """Check every rule of the corpus; exit status 1 and one line a fault if one is broken."""
    faults = check_corpus(corpus)
    for fault in faults:
        typer.echo(f"{fault.file}:{fault.line}: {fault.reason}")
    if faults:
        typer.echo(f"{len(faults)} faults", err=True)
        raise typer.Exit(EXIT_FAULTS)
    typer.echo("The corpus is sound.")


def _add(table: Table, name: str, value: str, rows: list[CorpusRow]) -> None:
    labels = Counter(row.labels for row in rows)
    figures = (len(rows), labels[1, 0] + labels[1, 1], labels[0, 1] + labels[1, 1], labels[1, 1], labels[0, 0])
    table.add_row(name, value, *map(str, figures))
