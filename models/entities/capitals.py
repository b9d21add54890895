"""Tells whether the original text of a message writes a word with a capital that says something."""

from __future__ import annotations

import re

from models.entities.contract import Reading

__all__ = ["has_capital"]

_SENTENCE_START = re.compile(r"(?:^|[^\w\s,]|\n)\s*$")
_LOOK_BACK = 4
_AROUND = 30
_MOSTLY = 0.6
"""Share of capitals among the letters around, from which on they say nothing."""


def has_capital(reading: Reading, start: int, end: int) -> bool:
    """Tell whether a span of the normalised text begins with a capital in the original that says something.

    The first word of a sentence has one anyway, and in a text in capitals they say nothing.
    """
    original = reading.text.original
    start, end = reading.text.to_original(start, end)
    first = next((character for character in original[start : min(end, start + _LOOK_BACK)] if character.isalpha()), "")
    if not first.isupper() or _SENTENCE_START.search(original[max(0, start - _LOOK_BACK) : start]):
        return False
    around = [character for character in original[max(0, start - _AROUND) : end + _AROUND] if character.isalpha()]
    return sum(map(str.isupper, around)) < _MOSTLY * len(around)
