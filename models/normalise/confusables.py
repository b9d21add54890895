"""Reads look-alikes of other scripts as Latin where a word or the whole text shows that Latin is meant.

Real Russian, Greek or Armenian stays: its words hold letters that look like nothing in Latin, or its text does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from unicodedata import normalize

from models.normalise.letterforms import LOOKALIKES, STRETCHED_LOOKALIKES
from models.normalise.traced import Edit, Traced

__all__ = ["fold_confusables"]

_LATIN = "A-Za-zªºÀ-ÖØ-öø-ʯᴀ-ᶿḀ-ỿ"
_FOREIGN_LETTER = re.compile(rf"[^\W\d_{_LATIN}]")
_LATIN_LETTER = re.compile(f"[{_LATIN}]")
_WORD = re.compile(r"[^\W_]+")


def fold_confusables(traced: Traced) -> Traced:
    """Replace look-alikes by the Latin letters they stand for, letter by letter."""
    text = traced.text
    if not _FOREIGN_LETTER.search(text):
        return traced
    return traced.edited(_folds(text, latin=_is_latin(text)))


def _is_latin(text: str) -> bool:
    """Whether Latin letters are at least as many as those of words that can only be foreign; the others abstain."""
    latin = len(_LATIN_LETTER.findall(text))
    return latin >= max(1, sum(len(word) for word in _WORD.findall(text) if _is_foreign(word)))


def _is_foreign(word: str) -> bool:
    """Whether a word holds no Latin letter and one at least that looks like none."""
    letters = _FOREIGN_LETTER.findall(word)
    return not _LATIN_LETTER.search(word) and any(_plain(letter, LOOKALIKES) is None for letter in letters)


def _folds(text: str, *, latin: bool) -> Iterator[Edit]:
    for word in _WORD.finditer(text):
        foreign = list(_FOREIGN_LETTER.finditer(word[0]))
        table = _table_for(word[0], [match[0] for match in foreign], latin=latin) if foreign else {}
        for match in foreign if table else ():
            if (plain := _plain(match[0], table)) is not None:
                yield word.start() + match.start(), word.start() + match.end(), plain


def _table_for(word: str, foreign: list[str], *, latin: bool) -> Mapping[str, str]:
    """Choose how far a word may be read as Latin: by its own majority, or by the text if all of it looks Latin."""
    own = len(_LATIN_LETTER.findall(word))
    if own and own >= len(foreign):
        return STRETCHED_LOOKALIKES
    if latin and all(_plain(letter, LOOKALIKES) is not None for letter in foreign):
        return LOOKALIKES
    return {}


def _plain(letter: str, table: Mapping[str, str]) -> str | None:
    """Look a letter up, with its accents and, failing that, without them."""
    return table.get(letter) or table.get(normalize("NFD", letter)[0])
