"""Reads the lists of words of this package and makes one expression of each.

The notation of the lists: phrases stand apart by white space, the words of one phrase are joined by ``+``, a ``*`` at
an end of a phrase stands for up to twenty more letters. Lists are written in lower case without diacritics, as texts
are after `fold`. What comes out matches whole words in a time linear in the length of the text: every repetition has
a fixed most, and the parts of a sentence are looked for one after the other, not by one expression that goes back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from unicodedata import combining, normalize

__all__ = ["any_of", "fold", "longest_words", "stand_in_order"]

_LATIN = map(chr, range(0xC0, 0x250))
_BARE = {character: "".join(c for c in normalize("NFD", character) if not combining(c)) for character in _LATIN}
_FOLDED = str.maketrans(_BARE | {"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "ı": "i", "đ": "d", "’": "'"})

_MORE = r"\w{0,20}"
_BETWEEN_WORDS = r"\W{1,3}"
_FURTHEST = 40
"""Characters between two parts of a sentence: a few words, also across a full stop, which chat writers misplace."""


def fold(text: str) -> str:
    """Drop the diacritics of a normalised text, which chat writers leave out at will."""
    return text if text.isascii() else text.translate(_FOLDED)


def any_of(phrases: str) -> re.Pattern[str]:
    """Return an expression for any of the phrases as whole words."""
    split = phrases.split()
    # Open beginnings are read once for all of them, not once for each.
    open_ = "|".join(_expression(phrase) for phrase in split if phrase.startswith("*"))
    closed = "|".join(_expression(phrase) for phrase in split if not phrase.startswith("*"))
    either = "|".join(part for part in (closed, rf"{_MORE}(?:{open_})" if open_ else "") if part)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)")


def stand_in_order(text: str, parts: Sequence[re.Pattern[str]]) -> bool:
    """Tell whether a text has a phrase of each part, in this order and each near the one before."""
    ends = [match.end() for match in parts[0].finditer(text)]
    for part in parts[1:]:
        if not ends:
            return False
        ends = [match.end() for match in part.finditer(text) if _is_near(ends, match.start())]
    return bool(ends)


def longest_words(phrases: str) -> frozenset[str]:
    """Return the longest word of each phrase; none of them may be open (``*``)."""
    return frozenset(max(phrase.split("+"), key=len) for phrase in phrases.split())


def _is_near(ends: list[int], start: int) -> bool:
    """Tell whether one of the ends, which rise, lies before a start by `_FURTHEST` at most."""
    at = bisect_left(ends, start - 1 - _FURTHEST)
    return at < len(ends) and ends[at] < start


def _expression(phrase: str) -> str:
    words = map(re.escape, phrase.strip("*").split("+"))
    return _BETWEEN_WORDS.join(words) + (_MORE if phrase.endswith("*") else "")
