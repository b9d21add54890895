"""Reads the ordinary lines: one text a line, one file a language."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from labeling.errors import CorpusError

__all__ = ["FOLDER", "OrdinaryLine", "read_ordinary"]

FOLDER = Path(__file__).parent
"""The lines that come with lont."""


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
