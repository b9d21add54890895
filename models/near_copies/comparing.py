"""Judges two texts by their cores: how much of the longer one has no counterpart in the other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher

from models.near_copies.core import CLASS, frame

__all__ = ["SHORTEST", "likeness", "near"]

SHORTEST = 6
"""Words of a core that can have near-copies; a shorter text has only exact ones."""
_LONG = 20
_NEAR, _NEAR_WHEN_LONG = 0.9, 0.85
"""Least likeness of near-copies, and where the longer one has `_LONG` words or more."""
_NEGATIONS = frozenset("geen niet nooit no not never kein keine nicht nie ingen inte aldrig pas jamais sans zonder without ohne utan".split())  # fmt: skip  # noqa: E501, SIM905
_SHORT_FRAME = 2
_LONGEST_STRETCH = 120
"""Letters in a row that are spelled otherwise; a longer stretch is another text."""
_MOST_PAIRS = 10_000
"""Pairs of a word and the same word in the other text; only repetition makes more, and comparing them takes long."""


def near(one: Sequence[str], other: Sequence[str]) -> bool:
    """Tell whether two texts, by their cores, are near-copies of each other.

    A text that says no where the other does not, or that names another class of fireworks, is none, however alike.
    Neither are texts that repeat a few words over and over: comparing them would take too long.
    """
    longest = max(len(one), len(other))
    if min(len(one), len(other)) < SHORTEST or _telling(one) != _telling(other):
        return False
    if _pairs(one, other) > _MOST_PAIRS:
        return False
    return likeness(one, other) >= (_NEAR_WHEN_LONG if longest >= _LONG else _NEAR)


def likeness(one: Sequence[str], other: Sequence[str]) -> float:
    """Return the share of letters, 0 to 1, that have a counterpart in the other core; 1 where both are empty.

    Words count as counterparts when only their spelling differs: the same consonants, or one letter in four.
    """
    total = max(_letters(one), _letters(other))
    blocks = SequenceMatcher(None, one, other, autojunk=False).get_opcodes()
    lost = sum(_lost("".join(one[a:b]), "".join(other[c:d])) for tag, a, b, c, d in blocks if tag != "equal")
    return max(0.0, 1 - lost / total) if total else 1.0


def _telling(words: Sequence[str]) -> Counter[str]:
    return Counter(word for word in words if word in _NEGATIONS or CLASS.match(word))


def _pairs(one: Sequence[str], other: Sequence[str]) -> int:
    counted = Counter(other)
    return sum(times * counted[word] for word, times in Counter(one).items())


def _letters(words: Sequence[str]) -> int:
    return sum(map(len, words))


def _lost(one: str, other: str) -> int:
    """Return how many letters of two stretches have no counterpart: none where they are spellings of the same."""
    longest = max(len(one), len(other))
    if not one or not other or longest > _LONGEST_STRETCH:
        return longest
    bones, other_bones = frame(one), frame(other)
    if bones == other_bones != "" or _within(one, other, longest // 4):
        return 0
    most = max(len(bones), len(other_bones))
    return 0 if len(bones) > _SHORT_FRAME and _within(bones, other_bones, most // 4) else longest


def _within(one: str, other: str, most: int) -> bool:
    """Tell whether at most so many insertions, deletions and replacements lie between two strings."""
    if abs(len(one) - len(other)) > most:
        return False
    previous = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        present = [row]
        for column, against in enumerate(other, 1):
            change = previous[column - 1] + (letter != against)
            present.append(min(previous[column] + 1, present[-1] + 1, change))
        if min(present) > most:
            return False
        previous = present
    return previous[-1] <= most
