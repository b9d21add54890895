"""`lont label counts`: what is in the corpus, by label, language, batch, role, platform and family of kinds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from rich.console import Console
from rich.table import Table

from labeling.commands.options import Corpus
from labeling.corpus import CorpusRow, read_corpus
from labeling.corpus.families import read_families

__all__ = ["counts"]

_BREAKDOWNS: dict[str, Callable[[CorpusRow], str]] = {
    "language": lambda row: row.lang,
    "batch": lambda row: row.author_batch,
    "explicitness": lambda row: row.explicitness,
    "role": lambda row: row.role,
    "platform": lambda row: row.platform,
}


def counts(*, corpus: Corpus = None) -> None:
    """Count rows per label, language, batch, explicitness, role, platform and family of kinds."""
    rows = read_corpus(corpus)
    families = read_families(corpus) or {}
    table = Table("", "", "rows", "recruitment", "f4_sale", "both", "neither", title="Corpus")
    _add(table, "all", "", rows)
    for name, value in _BREAKDOWNS.items():
        _add_breakdown(table, name, value, rows)
    _add_breakdown(table, "kinds", lambda row: families.get(row.kind, row.kind), rows)
    console = Console()
    console.print(table)
    console.print(_summary(rows))


def _summary(rows: Sequence[CorpusRow]) -> str:
    pairs = {row.pair for row in rows if row.pair}
    conversations = [row for row in rows if row.messages is not None]
    innocent = sum(row.labels == (0, 0) for row in conversations)
    texts = len({row.text.casefold() for row in rows})
    return (
        f"{texts} distinct texts, {len({row.kind for row in rows})} kinds, {len(pairs)} contrast pairs, "
        f"{len(conversations)} rows within a conversation ({innocent} of them neither)"
    )


def _add_breakdown(table: Table, name: str, value: Callable[[CorpusRow], str], rows: Sequence[CorpusRow]) -> None:
    table.add_section()
    for found, _ in Counter(map(value, rows)).most_common():
        _add(table, name, found, [row for row in rows if value(row) == found])


def _add(table: Table, name: str, value: str, rows: Sequence[CorpusRow]) -> None:
    labels = Counter(row.labels for row in rows)
    figures = (len(rows), labels[1, 0] + labels[1, 1], labels[0, 1] + labels[1, 1], labels[1, 1], labels[0, 0])
    table.add_row(name, value, *map(str, figures))
