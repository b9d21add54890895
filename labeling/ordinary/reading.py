"""Reads the ordinary lines: one text a line, one file a language."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from labeling.errors import CorpusError

__all__ = ["FOLDER", "OrdinaryLine", "learned_lines", "measured_lines", "read_ordinary"]

FOLDER = Path(__file__).parent
"""The lines that come with lont."""
_BLOCK = 20
"""Lines that stay together: neighbours are often of one conversation."""
_PARTS = 3

T = TypeVar("T")


class OrdinaryLine(NamedTuple):
    """A line of everyday talk."""

    lang: str
    """ISO 639-1, from the name of the file."""
    text: str


def read_ordinary(folder: Path = FOLDER) -> list[OrdinaryLine]:
    """Return all lines, by language.

    Raises
    ------
    CorpusError
        Where the folder holds none.
    """
    files = sorted(folder.glob("*.txt"))
    if not files:
        raise CorpusError(f"There are no ordinary lines in {folder}.", "Put one text a line into nl.txt, en.txt, ….")
    return [
        OrdinaryLine(path.stem, line)
        for path in files
        for line in path.read_text(encoding="utf-8").splitlines()
        if line.strip()
    ]


def learned_lines(lines: Sequence[T]) -> list[T]:
    """Return the third of some lines that training may learn from: every third block of twenty."""
    return [line for at, line in enumerate(lines) if at // _BLOCK % _PARTS == 0]


def measured_lines(lines: Sequence[T]) -> list[T]:
    """Return the other two thirds, which nothing learns from."""
    return [line for at, line in enumerate(lines) if at // _BLOCK % _PARTS]
