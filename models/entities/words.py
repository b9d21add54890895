"""Reads the word lists of the extractors and finds their words in the plain form of a text.

The notation is that of `models.priority.phrases`: phrases stand apart by white space, the words of one phrase are
joined by ``+``, a ``*`` stands for more letters. Lists are written in lower case without diacritics; ß is one s here,
for the plain form keeps every letter in its place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from unicodedata import combining, normalize

from models.priority.phrases import any_of

__all__ = ["matchers", "one_of", "plain"]

_LATIN = map(chr, range(0xC0, 0x250))
_BARE = {letter: "".join(c for c in normalize("NFD", letter) if not combining(c))[:1] for letter in _LATIN}
_PLAIN = str.maketrans(_BARE | {"ß": "s", "ø": "o", "æ": "a", "œ": "o", "ł": "l", "ı": "i", "đ": "d", "’": "'"})


def plain(text: str) -> str:
    """Return a normalised text without diacritics, every letter in its place."""
    return text if text.isascii() else text.translate(_PLAIN)


def one_of(phrases: str) -> re.Pattern[str]:
    """Return an expression for any of the phrases as whole words; of two that begin alike the longer one is found."""
    return any_of(" ".join(sorted(phrases.split(), key=len, reverse=True)))


def matchers(lists: Mapping[str, str]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the expression of each kind, in the order given."""
    return tuple((kind, one_of(phrases)) for kind, phrases in lists.items())
