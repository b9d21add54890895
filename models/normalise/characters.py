"""The classes of characters that the steps share, read once from Unicode's own tables.

Only the planes that hold text are read (up to U+1FFFF, and the specials of plane 14); the ideographs and Hangul
syllables, which are neither marks nor disguises, are passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import chain
from unicodedata import category, normalize

__all__ = ["INVISIBLE", "LATIN", "MARKS", "MARKS_FOR_ALL", "SPACE", "UNSTABLE", "char_class"]

_TEXT = (*map(chr, chain(range(0x80, 0x3400), range(0xA000, 0xAC00), range(0xD7A4, 0x20000), range(0xE0000, 0xE0200))),)


def char_class(characters: Iterable[str]) -> str:
    """Write characters as the inside of a regular expression's character class, runs as ranges."""
    runs: list[list[int]] = []
    for code in sorted(map(ord, characters)):
        if runs and code == runs[-1][1] + 1:
            runs[-1][1] = code
        else:
            runs.append([code, code])
    return "".join(f"{re.escape(chr(first))}-{re.escape(chr(last))}" for first, last in runs)


# Lower-case Latin letters with and without accents; the multiplication and division signs stand among them.
LATIN = "a-zß-öø-ɏ"

# Braille's blank pattern is no white space to Unicode, and is to the eye.
SPACE = r"\s\u2800"

MARKS = char_class(character for character in _TEXT if category(character)[0] == "M")

# Marks that no script owns: accents, overlays, enclosures, half marks. They are what zalgo is made of.
MARKS_FOR_ALL = "\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"

# What has another form under NFKC: styled letters, ligatures, full-width forms, letters in circles.
UNSTABLE = char_class(
    chain(
        (character for character in _TEXT if normalize("NFKC", character) != character),
        map(chr, range(0x2F800, 0x2FA20)),
    )
)

# Control and format characters and lone surrogates, variation selectors, fillers that draw nothing, and the skin
# tones that stand without an emoji. White space is not among them.
INVISIBLE = char_class(
    {character for character in map(chr, range(0x80)) if category(character) == "Cc" and not character.isspace()}
    | {character for character in _TEXT if category(character) in {"Cc", "Cf", "Cs"} and not character.isspace()}
    | set(map(chr, chain(range(0x180B, 0x1810), range(0xFE00, 0xFE10), range(0xE0000, 0xE0200))))
    | set(map(chr, range(0x1F3FB, 0x1F400)))
    | set("\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0")
)
