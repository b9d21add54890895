"""Joins words whose letters are set apart: ``k l u s``, ``c.o.b.r.a``, ``b-o-m``, ``k🔥l🔥u🔥s``.

Runs before white space is collapsed: two spaces between words spelled with one are what tells the words apart.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from models.normalise.characters import LATIN
from models.normalise.traced import Edit, Traced

__all__ = ["join_spelled_apart"]

_LETTER = f"[{LATIN}α-ωа-ӿ]"
# Inside a word a digit or a sign may stand for a letter, which a later step sees to; the ends are letters.
_MEMBER = f"[{LATIN}α-ωа-ӿ013457@$]"
_SIGN = r"[-._*~|/\\+=^·•]"
_GAP = rf"\s{{1,3}}|{_SIGN}|\s{_SIGN}\s|\s{{1,2}}emoji_[a-z0-9_]{{1,60}}\s{{1,2}}"
_RUN = re.compile(
    rf"(?<![^\W_])(?<![^\W_][-._'@]){_LETTER}(?P<gap>{_GAP})(?:{_MEMBER}(?P=gap))+{_LETTER}"
    rf"(?![^\W_])(?!(?!(?P=gap))\.{_LETTER})"  # "b o m a.u.b." ends before the a
)
# A letter in the middle of a run, at a third of the cost.
_HINT = re.compile(rf"[\W_]{_MEMBER}[\W_]")
_AMOUNT_BEFORE = re.compile(r"\d\s")

_SHORTEST = 3

# Single letters that are words in the languages of the corpus: "i a m" is no spelled word, "b o m" is.
_ONE_LETTER_WORDS = frozenset("aiuyàåäöô")


def join_spelled_apart(traced: Traced) -> Traced:
    """Delete what stands between the letters of a word of three letters or more, if it is the same everywhere."""
    return traced.edited(_joins(traced.text)) if _HINT.search(traced.text) else traced


def _joins(text: str) -> Iterator[Edit]:
    for run in _RUN.finditer(text):
        step = 1 + len(run["gap"])
        if _is_word(run[0][::step], run):
            for letter in range(run.start(), run.end() - 1, step):
                yield letter + 1, letter + step, ""


def _is_word(members: str, run: re.Match[str]) -> bool:
    """Tell a spelled word from an enumeration (a b c), a row of kisses (x x x) and letters that count or abbreviate."""
    letters = [member for member in members if member.isalpha()]
    if len(letters) < _SHORTEST or len(set(letters)) == 1 or 2 * len(letters) <= len(members):
        return False
    if all(ord(after) - ord(letter) == 1 for letter, after in pairwise(members)):
        return False
    return len(members) > _SHORTEST or _is_short_word(members, run)


def _is_short_word(members: str, run: re.Match[str]) -> bool:
    """Whether three members are a word; they may be initials (j.p.b.), choices (m/v/x), words or a unit (2 k p p)."""
    gap, text = run["gap"], run.string
    if gap.isspace():
        words = [member for member in members if member in _ONE_LETTER_WORDS]
        return len(words) <= 1 and not _AMOUNT_BEFORE.match(text, max(0, run.start() - 2))
    if gap == ".":
        return not text.startswith(".", run.end())
    return gap.strip() != "/" and "emoji" not in gap
