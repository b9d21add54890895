"""`lont label agreement`: how far the first and the second labeller agree, by label, language and family of kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from labeling.agreement.reading import SECOND_PASS, Judgement, TwiceLabelled
from labeling.commands.options import Corpus
from labeling.corpus import CorpusRow
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
    *, corpus: Corpus = None, second_pass: Annotated[Path, typer.Option(help="JSONL of the second pass.")] = SECOND_PASS
) -> None:
    """Print Krippendorff's alpha of the two passes with its interval, by label, language and family of kinds."""
    from labeling.agreement import read_second_pass
    from labeling.corpus import read_corpus
    from labeling.corpus.families import read_families

    families = read_families(corpus) or {}
    rows = {row.id: row for row in read_corpus(corpus)}
    twice = [judged for judged in read_second_pass(second_pass) if judged.id in rows]
    table = Table("", "", "texts", "same", "alpha (95%)", title="Two passes")
    for name, value, part in _parts(twice, rows, families):
        table.add_section()
        for asked, said in _ASKED.items():
            if name != "kinds" or asked in LABELS:
                _add(table, f"{name} {value}".strip(), asked, said, part)
    console = Console()
    console.print(table)
    settled = Counter(judged.rule for judged in twice if judged.rule is not None)
    console.print(f"{settled.total()} texts settled, {sum(judged.doubt for judged in twice)} with doubt.")
    for rule, count in settled.most_common():
        console.print(f"  {count} by {rule}")


def _parts(
    twice: Sequence[TwiceLabelled], rows: dict[str, CorpusRow], families: dict[str, str]
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
    alpha = "one value only" if found.alpha is None else f"{found.alpha:.2f} ({found.low:.2f}-{found.high:.2f})"
    table.add_row(part, asked, str(found.n), f"{found.same / found.n:.3f}", alpha)
