"""Which letter a look-alike stands for, from Unicode's table of confusables and from the characters' names.

``FORMS`` holds what is a Latin letter in a costume wherever it stands (small capitals, hooked and barred letters,
letters in black squares, regional indicators). ``LOOKALIKES`` holds letters of other scripts, which are only
Latin in disguise where the word or the text says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from importlib.resources import files
from itertools import chain
from unicodedata import bidirectional, category, name, normalize

__all__ = ["FORMS", "LOOKALIKES", "STRETCHED_LOOKALIKES"]

# Letters that living languages of Europe (and Vietnamese) write with; they are never costumes.
_REAL_LATIN = frozenset(
    map(chr, chain(range(0x180), range(0x1A0, 0x1A2), range(0x1AF, 0x1B1), range(0x218, 0x21C), range(0x1E9E, 0x1F00)))
) | {"ə", "Ə"}

_COSTUMES = chain(
    range(0x180, 0x2B0), range(0x1D00, 0x1DC0), range(0x1E00, 0x1F00), range(0x2C60, 0x2C80), range(0xA720, 0xA800),
    range(0xAB30, 0xAB70), range(0x1F150, 0x1F190), range(0x1F1E6, 0x1F200),
)  # fmt: skip

# Where the table's chain of equals ends at a letter that nobody would read there.
_BY_EYE = {"ɛ": "e", "Ɛ": "E", "ԑ": "e", "є": "e", "Є": "E", "ⲉ": "e", "Ⲉ": "E", "μ": "u"}

_BARE_LETTER = re.compile(
    r"LATIN (?:LETTER SMALL CAPITAL|(?P<case>CAPITAL|SMALL) LETTER(?: SCRIPT| DOTLESS)?) (?P<latin>[A-Z])(?: WITH .*)?"
    r"|NEGATIVE (?:CIRCLED|SQUARED) LATIN CAPITAL LETTER (?P<negative>[A-Z])"
    r"|REGIONAL INDICATOR SYMBOL LETTER (?P<regional>[A-Z])"
)


def _by_name(character: str) -> str | None:
    """Give the plain letter that the Unicode name of a Latin letter speaks of."""
    match = _BARE_LETTER.fullmatch(name(character, ""))
    if match is None or character in _REAL_LATIN:
        return None
    letter: str = next(filter(None, match.group("latin", "negative", "regional")))
    return letter.lower() if match["latin"] and match["case"] != "CAPITAL" else letter


def _plain_letters(character: str, equals: list[dict[str, str]]) -> Iterator[str]:
    """Give the plain letters that Unicode's table holds to be confusable with a character."""
    for equal in equals:
        bare = "".join(part for part in normalize("NFD", equal["c"]) if category(part)[0] != "M")
        if len(bare) == 1:
            letter = bare if bare.isascii() else (_by_name(bare) or "")
            if letter.isalpha():
                # The table says l for every upright stroke; a capital one is an I.
                yield "I" if letter == "l" and character.isupper() else letter


def _confusables() -> dict[str, str]:
    """Compile Unicode's table into one plain letter for each letter that reads from left to right."""
    source = files("confusable_homoglyphs").joinpath("confusables.json").read_text(encoding="utf-8")
    table: dict[str, str] = {}
    for character, equals in json.loads(source).items():
        if len(character) == 1 and category(character)[0] == "L" and bidirectional(character) == "L":
            letters = sorted(_plain_letters(character, equals), key=lambda each: each.isupper() != character.isupper())
            if letters and character not in _REAL_LATIN and normalize("NFKC", character) == character:
                table[character] = letters[0]
    # A letter without an equal of its own takes that of its capital: в is drawn like B.
    capitals = {capital.lower(): letter.lower() for capital, letter in table.items() if capital.isupper()}
    return {**{lower: letter for lower, letter in capitals.items() if len(lower) == 1}, **table, **_BY_EYE}


_TABLE = _confusables()

FORMS: dict[int, str] = {
    **{ord(character): letter for character, letter in _TABLE.items() if name(character, "").startswith("LATIN")},
    **{code: letter for code in _COSTUMES if (letter := _by_name(chr(code)))},
}
LOOKALIKES: dict[str, str] = {
    character: letter for character, letter in _TABLE.items() if ord(character) not in FORMS and not character.isascii()
}
# Letters that look like another only in a word that is Latin for the greater part (СОВЯА for cobra).
STRETCHED_LOOKALIKES: dict[str, str] = LOOKALIKES | dict(
    zip("яЯиИйЙпПцЦшШщЩъωΩπΠΛΣΔςε", "rRnNnNnNuUwWwWbwOnNAEAce", strict=True)
)
