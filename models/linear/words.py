"""Cuts a normalised text into words with their places, and folds each word to the form that features are made of.

A word is a run of letters and digits, with hyphens and apostrophes inside (``cobra's``, ``e-bike``); a sign such as
``€`` or ``?`` is a word of its own. Folding drops diacritics, which chat writers leave out at will. Blurring writes
the digits of longer numbers as 0, so that 450 and 600 are one feature; single digits stay (Cobra 6, F4).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import combining, normalize

__all__ = ["LONGEST_WORD", "Word", "blur_number", "fold_word", "split_words", "words"]

LONGEST_WORD = 48
"""Code points of a word that features are made of; the rest of a longer one is not read."""

Word = tuple[str, int, int]
"""A word as it stands in the text, its start and its end (exclusive)."""

_WORD = re.compile(r"\w+(?:['’-]\w+)*|[^\w\s]")
_LONG_NUMBER = re.compile(r"\d{2,}")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i", "đ": "d", "’": "'"})

split_words = _WORD.findall
"""Words of a normalised text, without places."""


def words(text: str) -> Iterator[Word]:
    """Yield the words of a normalised text with their places, in order."""
    for match in _WORD.finditer(text):
        yield match[0], match.start(), match.end()


def fold_word(word: str) -> str:
    """Return a word without diacritics and cut to `LONGEST_WORD`: ``vóór`` is ``voor``."""
    word = word[:LONGEST_WORD]
    if word.isascii():
        return word
    bare = "".join(c for c in normalize("NFD", word.translate(_LETTERS)) if not combining(c))
    return bare or word


def blur_number(word: str) -> str:
    """Write the digits of numbers of two and more digits as 0: ``450eu`` is ``000eu``, ``f4`` stays."""
    return _LONG_NUMBER.sub(lambda number: "0" * len(number[0]), word)
