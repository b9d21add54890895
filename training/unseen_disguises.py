"""Disguises for evaluation only: none of them is among the operators that training copies are made with."""

from __future__ import annotations

import re
from random import Random

from training.augment import Operator, on_some_words

__all__ = ["UNSEEN"]

_SHARE = 0.5
_MATHEMATICAL = {ord("a") + at: 0x1D41A + at for at in range(26)} | {ord("A") + at: 0x1D400 + at for at in range(26)}
_CIRCLED = {ord("a") + at: 0x24D0 + at for at in range(26)} | {ord("A") + at: 0x24B6 + at for at in range(26)}
_MARKS = "\u0301\u0308\u0323\u0336"
_SOUNDS = (("qu", "kw"), ("ck", "k"), ("ks", "x"), ("ph", "f"), ("c", "k"), ("z", "s"), ("ij", "y"), ("v", "f"))
_SPACE = re.compile(r"(?<=\w) (?=\w)")


def mathematical_letters(text: str, chance: Random) -> str:
    """Take letters from the mathematical alphabets: bold ones that no keyword list finds."""
    return on_some_words(text, chance, lambda word: word.translate(_MATHEMATICAL), _SHARE)


def circled_letters(text: str, chance: Random) -> str:
    """Take letters in circles."""
    return on_some_words(text, chance, lambda word: word.translate(_CIRCLED), _SHARE)


def combining_marks(text: str, chance: Random) -> str:
    """Hang marks on the letters."""
    return on_some_words(text, chance, lambda word: "".join(letter + chance.choice(_MARKS) for letter in word), _SHARE)


def soft_hyphens(text: str, chance: Random) -> str:
    """Put soft hyphens between the letters."""
    return on_some_words(text, chance, "\u00ad".join, _SHARE)


def swapped_letters(text: str, chance: Random) -> str:
    """Swap two letters inside a word."""

    def swap(word: str) -> str:
        at = chance.randrange(len(word) - 1)
        return word[:at] + word[at + 1] + word[at] + word[at + 2 :]

    return on_some_words(text, chance, swap, _SHARE / 2)


def starred_letters(text: str, chance: Random) -> str:
    """Put a star for a letter inside a word."""

    def star(word: str) -> str:
        at = chance.randrange(1, len(word) - 1)
        return word[:at] + "*" + word[at + 1 :]

    return on_some_words(text, chance, star, _SHARE / 2)


def stretched_letters(text: str, chance: Random) -> str:
    """Repeat a letter."""

    def stretch(word: str) -> str:
        at = chance.randrange(len(word))
        return word[:at] + word[at] * chance.randint(3, 6) + word[at + 1 :]

    return on_some_words(text, chance, stretch, _SHARE)


def split_words(text: str, chance: Random) -> str:
    """Put a space inside a word."""

    def split(word: str) -> str:
        at = chance.randrange(1, len(word))
        return f"{word[:at]} {word[at:]}"

    return on_some_words(text, chance, split, _SHARE / 2)


def joined_words(text: str, chance: Random) -> str:
    """Leave spaces out."""
    return _SPACE.sub(lambda space: "" if chance.random() < _SHARE / 2 else space[0], text)


def by_ear(text: str, chance: Random) -> str:
    """Spell by ear."""

    def spell(word: str) -> str:
        for written, heard in _SOUNDS:
            word = word.replace(written, heard)
        return word

    return on_some_words(text, chance, spell, _SHARE)


UNSEEN: tuple[Operator, ...] = (
    mathematical_letters,
    circled_letters,
    combining_marks,
    soft_hyphens,
    swapped_letters,
    starred_letters,
    stretched_letters,
    split_words,
    joined_words,
    by_ear,
)
"""All operators, each applied alone."""
