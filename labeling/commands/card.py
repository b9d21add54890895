"""`lont label card`: writes the counts of the corpus into its card, so that nobody copies figures by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import typer

from labeling.commands.options import Corpus
from labeling.corpus import FOLDER, CorpusRow, read_corpus
from labeling.corpus.families import read_families
from labeling.corpus.lists import read_utf8
from labeling.errors import CorpusError
from labeling.wording import number_of

__all__ = ["card", "counted"]

_NAME = "card.md"
_BLOCK = re.compile(r"(?<=<!-- counts: lont label card -->\n).*(?=<!-- end of counts -->)", re.DOTALL)
_MARKS = "Put '<!-- counts: lont label card -->' and '<!-- end of counts -->' on lines of their own into it."
_ORDINARY = ("chat_", "ordinary")
"""How the names of families of ordinary talk begin."""
_FEWEST = 40
"""Rows that a language needs for a line of its own."""


def card(*, corpus: Corpus = None) -> None:
    """Write the counts of the corpus into its card.md, between the marks that are there."""
    path = (corpus or FOLDER) / _NAME
    if not path.exists():
        raise CorpusError(f"There is no {path}.", f"Make it. {_MARKS}")
    text = read_utf8(path, "Name a corpus with a card that can be read.")
    if _BLOCK.search(text) is None:
        raise CorpusError(f"{path} has no place for counts.", _MARKS)
    counts = counted(read_corpus(corpus), read_families(corpus) or {})
    try:
        path.write_text(_BLOCK.sub(lambda _: counts, text), encoding="utf-8")
    except OSError as error:
        raise CorpusError(f"{path} cannot be written ({error.strerror}).", "Make it writable.") from error
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
        (
            f"{number_of(texts, 'distinct text')} in {number_of(batches, 'author batch', 'author batches')}; "
            f"{number_of(kinds, 'kind')} in {number_of(grouped, 'family', 'families')}."
        ),
        f"{number_of(pairs, 'contrast pair')}.",
        (
            f"{number_of(len(talks), 'row')} {'stands' if len(talks) == 1 else 'stand'} in a conversation "
            f"that decides; it makes {innocent:,} of them innocent."
        ),
        (
            f"{len(hard):,} of the {number_of(len(neither), 'row')} with neither label look like a hit, "
            f"in {number_of(alike, 'family', 'families')} of kinds."
        ),
        f"Roles: {', '.join(f'{role} {count:,}' for role, count in roles)}.",
    ]
    return [f"- {line}" for line in lines]
