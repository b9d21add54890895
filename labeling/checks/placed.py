"""A row with the place where it stands, and a fault that names this place."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from labeling.corpus import CorpusRow
from labeling.wording import printable
from models.linear.words import split_words
from models.normalise import normalise

__all__ = ["Fault", "Placed", "words_of"]


class Fault(NamedTuple):
    """A line that breaks a rule, and which."""

    file: str
    line: int
    """Counts from 1; 0 stands for the whole file."""
    reason: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return printable(f"{place}: {self.reason}")


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
        at = self.row.target_index
        return normalise(self.row.text).text if at is None else self.talk[at]

    @cached_property
    def talk(self) -> tuple[str, ...]:
        """All messages of its conversation, normalised; empty where there is none."""
        return tuple(normalise(message.text).text for message in self.row.messages or ())

    @cached_property
    def words(self) -> list[str]:
        """Words of the normalised text, signs left out."""
        return words_of(self.normal)

    def fault(self, reason: str) -> Fault:
        """Return a fault at this place."""
        return Fault(self.path.name, self.line, reason)


def words_of(normal: str) -> list[str]:
    """Return the words of a normalised text, signs left out."""
    return [word for word in split_words(normal) if word[0].isalnum()]
