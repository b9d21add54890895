"""`lont label spans`: whether the marked spans fit the corpus, and how many there are of each type."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from labeling.commands.options import Corpus
from labeling.corpus import read_corpus
from labeling.spans import MarkedText, read_marked_texts
from labeling.spans.reading import check_spans
from labeling.wording import number_of, printable

__all__ = ["EXIT_FAULTS", "spans"]

EXIT_FAULTS = 1
"""Exit status when a line cannot be used."""


def spans(
    *,
    corpus: Corpus = None,
    file: Annotated[Path | None, typer.Option("--spans", help="File of marked spans; unset: the one of lont.")] = None,
) -> None:
    """Check the marked spans against the corpus (exit status 1 if a line cannot be used), then count them by type."""
    rows = read_corpus(corpus)
    faults = check_spans(rows, file)
    for number, reason in faults:
        typer.echo(printable(f"line {number}: {reason}"))
    if faults:
        typer.echo(number_of(len(faults), "fault"), err=True)
        raise typer.Exit(EXIT_FAULTS)
    Console().print(_counted(read_marked_texts(rows, file)))


def _counted(texts: list[MarkedText]) -> Table:
    languages = [lang for lang, _ in Counter(text.row.lang for text in texts).most_common(5)]
    spans_of = Counter((text.row.lang, span.type) for text in texts for span in text.spans)
    table = Table("type", "spans", *languages, title=f"{number_of(len(texts), 'text')} with marked spans")
    totals = Counter[str]()
    for (_, kind), count in spans_of.items():
        totals[kind] += count
    for kind, count in totals.most_common():
        table.add_row(kind, str(count), *(str(spans_of[lang, kind]) for lang in languages))
    table.add_row("texts", str(len(texts)), *(str(sum(text.row.lang == lang for text in texts)) for lang in languages))
    return table
