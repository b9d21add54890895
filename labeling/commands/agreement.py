"""`lont label agreement`: how far the first and the second labeller agree, by label, language and family of kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from labeling.agreement.reading import SECOND_PASS, Judgement, TwiceLabelled
from labeling.commands.options import Corpus
from labeling.corpus import CorpusRow
from labeling.errors import CorpusError
from labeling.wording import number_of, printable
from models.contract import LABELS

__all__ = ["agreement"]

_FEWEST = 20
"""Texts that a language or family of kinds needs for a line of its own."""
_ASKED: dict[str, Callable[[Judgement], str | int]] = {
    LABELS[0]: lambda said: said.recruitment,
    LABELS[1]: lambda said: said.f4_sale,
    "explicitness": lambda said: said.explicitness,
    "role": lambda said: said.role,
}


def agreement(
    *,
    corpus: Corpus = None,
    second_pass: Annotated[Path, typer.Option(help="JSONL of the second pass.")] = SECOND_PASS,
    differences: Annotated[bool, typer.Option("--differences", help="List the rows that differ, by field.")] = False,
) -> None:
    """Print Krippendorff's alpha of the two passes with its interval, by label, language and family of kinds."""
    from labeling.corpus import read_corpus
    from labeling.corpus.families import read_families

    families = read_families(corpus) or {}
    rows = {row.id: row for row in read_corpus(corpus)}
    twice = _twice_labelled(second_pass, rows)
    console = Console()
    console.print(_table(twice, rows, families))
    if differences:
        console.print(_differences(twice))
    settled = Counter(judged.rule for judged in twice if judged.rule is not None)
    doubted = sum(judged.doubt for judged in twice)
    console.print(f"{number_of(settled.total(), 'text')} settled, {doubted:,} with doubt.")
    for rule, count in settled.most_common():
        typer.echo(printable(f"  {count:,} by {rule}"))


def _twice_labelled(path: Path, rows: Mapping[str, CorpusRow]) -> list[TwiceLabelled]:
    """Return the texts of the second pass that are in the corpus; say on stderr how many are not.

    Raises
    ------
    CorpusError
        Where there is nothing to compare.
    """
    from labeling.agreement import read_second_pass

    judged = read_second_pass(path)
    if not judged:
        raise CorpusError(f"{path.name} is empty.", "Name a file with a second pass.")
    twice = [each for each in judged if each.id in rows]
    if not twice:
        raise CorpusError(f"No id of {path.name} is in the corpus.", "Name the corpus that was labelled twice.")
    if len(twice) < len(judged):
        typer.echo(f"{number_of(len(judged) - len(twice), 'text')} of {path.name} not in the corpus", err=True)
    return twice


def _table(twice: Sequence[TwiceLabelled], rows: Mapping[str, CorpusRow], families: Mapping[str, str]) -> Table:
    table = Table(title="Two passes", caption="Where only one value occurs there is no alpha, and no line.")
    table.add_column("", overflow="fold")
    for name in ("", "texts", "same", "alpha (95%)"):
        table.add_column(name, no_wrap=True)
    for name, value, part in _parts(twice, rows, families):
        table.add_section()
        for asked, said in _ASKED.items():
            if name != "kinds" or asked in LABELS:
                _add(table, f"{name} {value}".strip(), asked, said, part)
    return table


def _parts(
    twice: Sequence[TwiceLabelled], rows: Mapping[str, CorpusRow], families: Mapping[str, str]
) -> Iterator[tuple[str, str, list[TwiceLabelled]]]:
    yield "all", "", list(twice)
    fields: dict[str, Callable[[CorpusRow], str]] = {
        "language": lambda row: row.lang,
        "kinds": lambda row: families.get(row.kind, row.kind),
    }
    for name, value in fields.items():
        found = Counter(value(rows[judged.id]) for judged in twice)
        for each, count in found.most_common():
            if count >= _FEWEST:
                yield name, each, [judged for judged in twice if value(rows[judged.id]) == each]


def _add(
    table: Table, part: str, asked: str, said: Callable[[Judgement], str | int], twice: Sequence[TwiceLabelled]
) -> None:
    from labeling.agreement import agreement as agree

    found = agree([said(judged.first) for judged in twice], [said(judged.second) for judged in twice])
    if found.alpha is not None:
        alpha = f"{found.alpha:.2f} ({found.low:.2f}-{found.high:.2f})"
        table.add_row(Text(printable(part)), asked, f"{found.n:,}", f"{found.same / found.n:.3f}", alpha)


def _differences(twice: Sequence[TwiceLabelled]) -> Table:
    table = Table(title="Rows that differ")
    table.add_column("field", no_wrap=True)
    table.add_column("row", overflow="fold")
    table.add_column("first", no_wrap=True)
    table.add_column("second", no_wrap=True)
    for asked, said in _ASKED.items():
        table.add_section()
        for judged in twice:
            first, second = said(judged.first), said(judged.second)
            if first != second:
                table.add_row(asked, Text(printable(judged.id)), str(first), str(second))
    return table
