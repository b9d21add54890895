"""Reads the span file beside the corpus, and refuses what does not fit it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from labeling.corpus import CorpusRow
from labeling.corpus.reasons import reason_of
from labeling.errors import CorpusError
from labeling.spans.row import MarkedSpan, SpanRow
from labeling.wording import printable

__all__ = ["FILE", "MarkedText", "check_spans", "read_marked_texts", "read_span_rows"]

FILE = Path(__file__).with_name("spans.jsonl")
"""The span file that comes with lont."""


@dataclass(frozen=True, slots=True)
class MarkedText:
    """A row of the corpus with what it says."""

    row: CorpusRow
    spans: tuple[MarkedSpan, ...]


def read_marked_texts(rows: list[CorpusRow], file: Path | None = None) -> list[MarkedText]:
    """Return the rows that were marked, in the order of the span file.

    Parameters
    ----------
    rows
        The corpus.
    file
        ``None`` reads the span file that comes with lont.

    Raises
    ------
    CorpusError
        At the first line that is no span row, or does not fit the corpus.
    """
    by_id = {row.id: row for row in rows}
    marked = list[MarkedText]()
    for number, row in _checked(by_id, file):
        if isinstance(row, str):
            where = (file or FILE).name
            raise CorpusError(printable(f"{where}, line {number}: {row}."), "See all faults with `lont label spans`.")
        marked.append(MarkedText(by_id[row.id], row.spans))
    return marked


def check_spans(rows: list[CorpusRow], file: Path | None = None) -> list[tuple[int, str]]:
    """Return the number of each line that cannot be used, and why; never a text."""
    by_id = {row.id: row for row in rows}
    return [(number, row) for number, row in _checked(by_id, file) if isinstance(row, str)]


def _checked(by_id: dict[str, CorpusRow], file: Path | None) -> Iterator[tuple[int, SpanRow | str]]:
    seen = set[str]()
    for number, row in read_span_rows(file):
        if isinstance(row, str):
            yield number, row
            continue
        yield number, _fault(row, by_id, seen) or row
        seen.add(row.id)


def read_span_rows(file: Path | None = None) -> Iterator[tuple[int, SpanRow | str]]:
    """Yield each line's number with its row, or with the reason why it is none.

    Raises
    ------
    CorpusError
        Where the file cannot be read.
    """
    try:
        lines = (file or FILE).read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise CorpusError(f"{file or FILE} cannot be read as UTF-8.", "Name a file of spans.") from None
    for number, line in enumerate(lines, 1):
        try:
            yield number, SpanRow.model_validate_json(line)
        except ValidationError as error:
            yield number, reason_of(error)


def _fault(row: SpanRow, by_id: dict[str, CorpusRow], seen: set[str]) -> str | None:
    known = by_id.get(row.id)
    if known is None:
        return "no row of the corpus has this id"
    if row.id in seen:
        return "the text is marked twice"
    text = known.text
    if any(span.end > len(text) for span in row.spans):
        return "a span ends outside the text"
    if any(text[span.start : span.end] != text[span.start : span.end].strip() for span in row.spans):
        return "a span begins or ends with white space"
    return None
