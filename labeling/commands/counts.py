"""`lont label counts`: what is in the corpus, by label, language, batch, role, platform and family of kinds."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated, NamedTuple

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from labeling.commands.options import Corpus
from labeling.corpus import CorpusRow, read_corpus
from labeling.corpus.families import read_families
from labeling.errors import CorpusError
from labeling.wording import number_of, printable

__all__ = ["Part", "counts"]


class Part(StrEnum):
    """What rows are counted by."""

    LANGUAGE = "language"
    BATCH = "batch"
    EXPLICITNESS = "explicitness"
    ROLE = "role"
    PLATFORM = "platform"
    FAMILY = "family"


class _Count(NamedTuple):
    rows: int
    recruitment: int
    f4_sale: int
    both: int
    neither: int


_HEADERS = ("rows", "rec", "f4", "both", "neither")
_Counts = dict[str, dict[str, _Count]]


def counts(
    *,
    corpus: Corpus = None,
    by: Annotated[Part | None, typer.Option(help="Show one part only; unset: all.")] = None,
    to_json: Annotated[Path | None, typer.Option("--json", help="File for all counts, as JSON.")] = None,
) -> None:
    """Count rows per label, language, batch, explicitness, role, platform and family of kinds."""
    rows = read_corpus(corpus)
    found = _counted(rows, read_families(corpus) or {})
    totals = _totals(rows)
    if to_json is not None:
        _write(to_json, found, totals)
    console = Console()
    console.print(_table(found, [by] if by else list(Part)))
    console.print(_summary(totals))


def _counted(rows: Sequence[CorpusRow], families: Mapping[str, str]) -> _Counts:
    values: dict[Part, Callable[[CorpusRow], str]] = {
        Part.LANGUAGE: lambda row: row.lang,
        Part.BATCH: lambda row: row.author_batch,
        Part.EXPLICITNESS: lambda row: row.explicitness,
        Part.ROLE: lambda row: row.role,
        Part.PLATFORM: lambda row: row.platform,
        Part.FAMILY: lambda row: families.get(row.kind, row.kind),
    }
    return {"all": {"all": _count(rows)}} | {part.value: _count_by(value, rows) for part, value in values.items()}


def _count_by(value: Callable[[CorpusRow], str], rows: Sequence[CorpusRow]) -> dict[str, _Count]:
    parts = defaultdict[str, list[CorpusRow]](list)
    for row in rows:
        parts[value(row)].append(row)
    return {name: _count(parts[name]) for name in sorted(parts, key=lambda name: -len(parts[name]))}


def _count(rows: Sequence[CorpusRow]) -> _Count:
    labels = Counter(row.labels for row in rows)
    both = labels[1, 1]
    return _Count(len(rows), labels[1, 0] + both, labels[0, 1] + both, both, labels[0, 0])


def _totals(rows: Sequence[CorpusRow]) -> dict[str, int]:
    conversations = [row for row in rows if row.messages is not None]
    return {
        "texts": len({row.text.casefold() for row in rows}),
        "kinds": len({row.kind for row in rows}),
        "pairs": len({row.pair for row in rows if row.pair}),
        "conversations": len(conversations),
        "neither_in_conversations": sum(row.labels == (0, 0) for row in conversations),
    }


def _summary(totals: Mapping[str, int]) -> str:
    return (
        f"{number_of(totals['texts'], 'distinct text')}, {number_of(totals['kinds'], 'kind')}, "
        f"{number_of(totals['pairs'], 'contrast pair')}, "
        f"{number_of(totals['conversations'], 'row')} within a conversation "
        f"({totals['neither_in_conversations']:,} of them neither)"
    )


def _table(found: _Counts, parts: Sequence[Part]) -> Table:
    table = Table(title="Corpus")
    table.add_column("", overflow="fold")
    for name in _HEADERS:
        table.add_column(name, justify="right", no_wrap=True)
    _add(table, "all", found["all"]["all"])
    for part in parts:
        table.add_section()
        table.add_row(Text(f"by {part.value}", style="bold"))
        for name, count in found[part.value].items():
            _add(table, name, count)
    return table


def _add(table: Table, name: str, count: _Count) -> None:
    table.add_row(Text(printable(name)), *(f"{figure:,}" for figure in count))


def _write(file: Path, found: _Counts, totals: Mapping[str, int]) -> None:
    parts = {f"by_{part}": {name: count._asdict() for name, count in found[part].items()} for part in Part}
    content = {"all": found["all"]["all"]._asdict() | dict(totals), **parts}
    try:
        file.write_text(json.dumps(content, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise CorpusError(f"{file} cannot be written ({error.strerror}).", "Name another file.") from error
