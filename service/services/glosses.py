"""Finds slang of the glossary in a text: whole words of what the model reads, the longest first."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from models.linear.words import fold_word
from models.normalise import Normalised, normalise
from service.domain.glossary import Term, glossary

__all__ = ["MOST_GLOSSES", "Gloss", "glosses"]

MOST_GLOSSES = 200
"""Places that are marked in one text, the first ones."""
_WORD = re.compile(r"\w+(?:[.&'’-]+\w+)*|[^\w\s]")

_Phrases = dict[str, list[tuple[tuple[str, ...], Term]]]
"""Phrases by their first word, the longest first."""
_Words = list[tuple[str, int, int]]


@dataclass(frozen=True, slots=True)
class Gloss:
    """A place in the original text at which a term stands, in code points."""

    start: int
    end: int
    term: Term


def glosses(text: Normalised, language: str | None) -> list[Gloss]:
    """Return where terms of the glossary stand, in order, none within another, at most `MOST_GLOSSES`.

    Parameters
    ----------
    text
        The text, normalised; a term that was written in disguise is found as well.
    language
        ISO 639-1 of the text; terms of other languages are passed over. ``None``: not known, all terms count.
    """
    found: list[Gloss] = []
    for start, end, term in _places(_words(text.text), language):
        first, last = text.to_original(start, end)
        if not found or first >= found[-1].end:  # one sign may stand for several words
            found.append(Gloss(first, last, term))
        if len(found) == MOST_GLOSSES:
            break
    return found


def _places(words: _Words, language: str | None) -> Iterator[tuple[int, int, Term]]:
    at = 0
    while at < len(words):
        match = _longest(words, at, language)
        if match is None:
            at += 1
            continue
        length, term = match
        yield words[at][1], words[at + length - 1][2], term
        at += length


def _longest(words: _Words, at: int, language: str | None) -> tuple[int, Term] | None:
    for phrase, term in _phrases().get(words[at][0], ()):
        here = words[at : at + len(phrase)]
        if [word for word, _, _ in here] == list(phrase) and (language is None or language in term.languages):
            return len(phrase), term
    return None


def _words(text: str) -> _Words:
    return [(fold_word(match[0]), match.start(), match.end()) for match in _WORD.finditer(text)]


@cache
def _phrases() -> _Phrases:
    """Return all forms as the normaliser leaves them, cut into the same words as a text."""
    found: _Phrases = {}
    for term in glossary():
        for form in term.forms:
            phrase = tuple(word for word, _, _ in _words(normalise(form).text))
            found.setdefault(phrase[0], []).append((phrase, term))
    return {first: sorted(phrases, key=_by_length) for first, phrases in found.items()}


def _by_length(phrase: tuple[Sequence[str], Term]) -> int:
    return -len(phrase[0])
