"""`lont label card`: writes the counts of the corpus into its card, so that nobody copies figures by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import typer

from labeling.commands.options import Corpus
from labeling.corpus import FOLDER, CorpusRow, read_corpus
from labeling.corpus.families import read_families
from labeling.errors import CorpusError

__all__ = ["card", "counted"]

_NAME = "card.md"
_BLOCK = re.compile(r"(?<=<!-- counts: lont label card -->\n).*(?=<!-- end of counts -->)", re.DOTALL)
_ORDINARY = ("chat_", "ordinary")
"""How the names of families of ordinary talk begin."""
_FEWEST = 40
"""Rows that a language needs for a line of its own."""


def card(*, corpus: Corpus = None) -> None:
    """Write the counts of the corpus into its card.md, between the marks that are there."""
    path = (corpus or FOLDER) / _NAME
    text = path.read_text(encoding="utf-8") if path.exists() else ""
    if _BLOCK.search(text) is None:
        remedy = "Put '<!-- counts: lont label card -->' and '<!-- end of counts -->' on lines of their own into it."
        raise CorpusError(f"{path} has no place for counts.", remedy)
    counts = counted(read_corpus(corpus), read_families(corpus) or {})
    path.write_text(_BLOCK.sub(lambda _: counts, text), encoding="utf-8")
    typer.echo(f"Counts written to {path.name}.")


def counted(rows: Sequence[CorpusRow], families: dict[str, str]) -> str:
    """Return the counts as Markdown: a table by language, and lines on what is hard.

    Parameters
    ----------
    rows
        The corpus.
    families
        Family of each kind; a kind without one counts as its own.
    """
    langs = Counter(row.lang for row in rows)
    large = [lang for lang, count in langs.most_common() if count >= _FEWEST]
    parts = {"all": list(rows)} | {lang: [row for row in rows if row.lang == lang] for lang in large}
    parts["others"] = [row for row in rows if row.lang not in large]
    lines = ["| language | rows | recruitment | veiled | F4 sale | veiled | neither |", "| --- |" + " ---: |" * 6]
    lines += [_line(name, part) for name, part in parts.items()]
    return "\n".join([*lines, "", *_hard(rows, families), ""])


def _line(name: str, rows: Sequence[CorpusRow]) -> str:
    veiled = [row for row in rows if row.explicitness == "veiled"]
    figures = [
        len(rows),
        sum(row.recruitment for row in rows),
        sum(row.recruitment for row in veiled),
        sum(row.f4_sale for row in rows),
        sum(row.f4_sale and not row.recruitment for row in veiled),
        sum(row.labels == (0, 0) for row in rows),
    ]
    return f"| {name} | " + " | ".join(f"{figure:,}" for figure in figures) + " |"


def _hard(rows: Sequence[CorpusRow], families: dict[str, str]) -> list[str]:
    neither = [families.get(row.kind, row.kind) for row in rows if row.labels == (0, 0)]
    hard = [family for family in neither if not family.startswith(_ORDINARY)]
    talks = [row for row in rows if row.messages is not None]
    texts, batches = len({row.text.casefold() for row in rows}), len({row.author_batch for row in rows})
    kinds, pairs = len({row.kind for row in rows}), len({row.pair for row in rows if row.pair})
    innocent = sum(row.labels == (0, 0) for row in talks)
    roles = Counter(row.role for row in rows if row.role != "none").most_common()
    alike, grouped = len(set(hard)), len(set(families.values()))
    lines = [
        f"{texts:,} distinct texts in {batches} author batches; {kinds:,} kinds in {grouped} families.",
        f"{pairs:,} contrast pairs.",
        f"{len(talks):,} rows stand in a conversation that decides; it makes {innocent:,} of them innocent.",
        f"{len(hard):,} of the {len(neither):,} rows with neither label look like a hit, in {alike} families of kinds.",
        f"Roles: {', '.join(f'{role} {count:,}' for role, count in roles)}.",
    ]
    return [f"- {line}" for line in lines]
