"""The glossary: what slang of recruiters and sellers means, in our own words; data of `glossary.csv`.

A form is written as people write it. A term counts in the languages it is used in; chat mixes them, so a term of
several has them all. ``source`` tells where the word was seen: the medium with the number of its article, or general
knowledge where no source of ours had it.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

__all__ = ["Term", "glossary"]


@dataclass(frozen=True, slots=True)
class Term:
    """A word or phrase with its other forms."""

    forms: tuple[str, ...]
    """The first one names the term."""
    languages: frozenset[str]
    """ISO 639-1."""
    english: str
    dutch: str
    source: str

    def meaning(self, language: str) -> str:
        """Return what it means, in the language of who reads it where there is one."""
        return self.dutch if language == "nl" else self.english


@cache
def glossary() -> tuple[Term, ...]:
    """Return all terms that come with lont."""
    lines = (files("service.domain") / "glossary.csv").read_text(encoding="utf-8").splitlines()
    return tuple(
        Term(tuple(row["forms"].split("|")), frozenset(row["langs"].split()), row["en"], row["nl"], row["source"])
        for row in csv.DictReader(lines)
    )
