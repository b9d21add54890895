"""Reads the records of a CSV file within bounds; a stray quote costs its own line and no other."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from service.domain.messages import Refusal
from service.importers.bounded_lines import MAX_LINE_BYTES, Line, bounded_lines
from service.importers.refusing import PieceRefusedError, refusal, refusal_of_damage

__all__ = ["CsvRecord", "CsvRecords", "best_delimiter", "header_cells"]

_DELIMITERS = (",", ";", "\t")


def best_delimiter(header: str, known: Iterable[str]) -> str:
    """Choose the delimiter with which the header row has the most known columns, then the most columns."""
    names = set(known)

    def found(delimiter: str) -> tuple[int, int]:
        cells = header_cells(header, delimiter)
        return len(names.intersection(cells)), len(cells)

    return max(_DELIMITERS, key=found)


def header_cells(header: str, delimiter: str) -> list[str]:
    """Split a header row; one that is no CSV has no cells."""
    try:
        return [cell.strip() for cell in next(csv.reader([header], delimiter=delimiter, strict=True), [])]
    except csv.Error:
        return []


@dataclass(frozen=True, slots=True)
class CsvRecord:
    """One row: the line it begins at, and its cells."""

    number: int
    cells: list[str]


class CsvRecords:
    """The records of a file, one after the other.

    A quoted cell may go on over several lines. Where a record is broken (its quote is never closed, or something
    follows the closing quote, or it has several lines and the wrong number of cells) only its first line is refused,
    and reading goes on at the line after it: the lines that a stray quote would have swallowed come out.

    Parameters
    ----------
    chunks
        The file in pieces, UTF-8 without a byte order mark.
    limit
        Longest record in characters.
    """

    def __init__(self, chunks: Iterable[bytes], limit: int = MAX_LINE_BYTES) -> None:
        self._lines = bounded_lines(chunks)
        self._again: deque[Line] = deque()
        self._taken: list[Line] = []
        self._limit = limit

    def header(self, known: Iterable[str]) -> tuple[list[str], str]:
        """Read the header row; return its cells and the delimiter. Without one: no cells."""
        line = next((line for line in self._lines if line.text.strip()), None)
        if line is None or line.fault is not None:
            return [], ","
        delimiter = best_delimiter(line.text, known)
        return header_cells(line.text, delimiter), delimiter

    def rows(self, width: int, delimiter: str) -> Iterator[CsvRecord | Refusal]:
        """Hand over the rows of ``width`` cells; blank lines count for nothing."""
        while (line := self._next_line()) is not None:
            if line.text.strip() or line.fault is not None:
                yield self._row(line, width, delimiter)

    def _next_line(self) -> Line | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _row(self, first: Line, width: int, delimiter: str) -> CsvRecord | Refusal:
        place = f"line {first.number}"
        self._taken = [first]
        if first.fault == "too_long":
            return refusal_of_damage(place, first.fault)
        try:
            cells = next(csv.reader(self._record_lines(first), delimiter=delimiter, strict=True))
            if len(cells) != width:
                raise _wrong_width(width)
        except (csv.Error, PieceRefusedError) as error:
            self._again.extendleft(reversed(self._taken[1:]))
            return refusal_of_damage(place, first.fault) if first.fault else refusal(place, _told(error))
        fault = next((line.fault for line in self._taken if line.fault), None)
        return refusal_of_damage(place, fault) if fault else CsvRecord(first.number, cells)

    def _record_lines(self, first: Line) -> Iterator[str]:
        """Give the parser the lines of one record: as many as it asks for, up to the limit."""
        yield first.text + "\n"
        size = len(first.text)
        while size <= self._limit and (line := self._next_line()) is not None:
            self._taken.append(line)
            size += len(line.text) + 1
            if line.fault == "too_long":
                return
            yield line.text + "\n"


def _told(error: csv.Error | PieceRefusedError) -> PieceRefusedError:
    if isinstance(error, PieceRefusedError):
        return error
    if "field larger" in str(error):
        return PieceRefusedError("A cell is too long for a message.", "Look at the file.", code="text_too_long")
    return PieceRefusedError(
        "The row breaks the rules of CSV: a quoted cell is not closed, or goes on after its closing quote.",
        "Double the quotes inside a quoted cell, or export the table again.",
        code="csv_syntax",
    )


def _wrong_width(width: int) -> PieceRefusedError:
    return PieceRefusedError(
        f"The row does not have {width} cells as the header has.",
        "Look for a missing delimiter, or one inside a cell that is not quoted.",
        code="cell_count",
    )
