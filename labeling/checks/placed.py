"""A row with the place where it stands, and a fault that names this place."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from labeling.corpus import CorpusRow
from models.linear.words import split_words
from models.normalise import normalise

__all__ = ["Fault", "Placed"]


class Fault(NamedTuple):
    """A line that breaks a rule, and which."""

    file: str
    line: int
    reason: str


class Placed:
    """A row of the corpus with its file and line.

    Parameters
    ----------
    path, line
        Where it stands; lines count from 1.
    row
        What stands there.
    """

    def __init__(self, path: Path, line: int, row: CorpusRow) -> None:
        self.path, self.line, self.row = path, line, row

    @cached_property
    def normal(self) -> str:
        """Its text, normalised as the model reads it."""
        return normalise(self.row.text).text

    @cached_property
    def words(self) -> list[str]:
        """Words of the normalised text, signs left out."""
        return [word for word in split_words(self.normal) if word[0].isalnum()]

    def fault(self, reason: str) -> Fault:
        """Return a fault at this place."""
        return Fault(self.path.name, self.line, reason)
