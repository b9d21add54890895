"""Reads digits and signs that stand for letters inside words: ``c0bra``, ``v1per``, ``gr@tis``, ``f|itspoeder``.

The other half of the work is to leave alone what only looks alike: prices, amounts and times (``1k``, ``e400``,
``20u``), product codes (``f4``, ``cobra6``), addresses and handles. The rule is: a mark is a letter only between
letters, in a word that has more letters than marks and no other digits in it; at the edge of a word only where
said below. What may be a code or an amount stays.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from models.normalise.characters import LATIN
from models.normalise.traced import Edit, Traced

__all__ = ["read_leet"]

_LETTER = f"[{LATIN}]"
_VOWELS = frozenset("aeiouyàáâãäåæèéêëìíîïòóôõöøùúûüýœ")

_HINT = re.compile(rf"[013457@$|!€](?:(?<=[{LATIN}0134].){_LETTER}|(?<=[0$€]){_LETTER}|(?<={_LETTER}[@$])(?![^\W_]))")
_CHUNK = re.compile(r"\S+")
_WORD = re.compile(r"(?:[^\W_]|[@$|!€])+")
_MARKS = re.compile(rf"(?<={_LETTER})(?:[0-9]+|[@$|!€])(?={_LETTER})")
_SIGNS = re.compile(r"[@$|!€]")

_SINGLE = {"0": "o", "3": "e", "4": "a", "5": "s", "7": "t", "$": "s", "€": "e", "@": "a", "|": "l", "!": "i"}
_DOUBLE = {"00": "oo", "11": "ll", "33": "ee", "44": "aa"}

# A code of letters and a digit that more letters may be glued to: categories of fireworks (f4, p2, t1), formats,
# roads, consoles. A zero is in none of them.
_CODE = re.compile(
    r"(?:f[1-4]|p[12]|t[12]|[aeiqux][1-9]|[cs][3-9]|k3|m[2-6]|o[1-9]|mp[34]|ps[1-5]|fp3|gt[34]|rs[3-7]|cat[1-4])"
)
# What is counted by a number glued before it.
_UNIT = re.compile(
    r"(?:st|stk|stuks?|stück|stuck|pcs|x|k|eu|eur|euros?|kr|pp|pers\w*|per\w+|uur|cm|mm|km|kg|gr|gram|kilo|inch|tot|bis|"
    r"keer|dagen|weken|jaar|jahre|shots?|schots?|doos|dozen|box|pack)\b"
)

# Letters before which a vowel and 1 are rather a diphthong (klein, huis, voir, pain) than a vowel and l.
_DIPHTHONG_BEFORE = {"e": "nsgj", "u": "stkl", "o": "nrst", "a": "n"}

# The reading of a word takes the square of its length; the longest words of German and Dutch stay below this.
_LONGEST_WORD = 60

# So many letters in a row are a word or a unit that speaks for itself.
_LETTERED = 3

# What a handle is written behind, without a space: nothing, or the name of the platform.
_HANDLES_OF = frozenset({"", "tg", "ig", "sc", "wa", "fb", "tt", "snap", "insta"})


def read_leet(traced: Traced) -> Traced:
    """Replace digits and signs by the letters they stand for."""
    return traced.edited(_readings(traced.text)) if _HINT.search(traced.text) else traced


def _readings(text: str) -> Iterator[Edit]:
    for chunk in _CHUNK.finditer(text):
        if not _HINT.search(chunk[0]) or _is_address(chunk[0]):
            continue
        for word in _WORD.finditer(chunk[0]):
            if word[0].isalpha() or len(word[0]) > _LONGEST_WORD:
                continue
            at = chunk.start() + word.start()
            in_number = word.start() > 0 and chunk[0][word.start() - 1] in ".,:/-+"
            for start, end, letters in _read_word(word[0], in_number=in_number):
                yield at + start, at + end, letters


def _is_address(chunk: str) -> bool:
    """Tell links, mail addresses and handles, in which every character counts."""
    host, path, _ = chunk.partition("/")
    if (path and (host.endswith(":") or "." in host)) or chunk.startswith("www."):
        return True
    name, at, host = chunk.rstrip(".,;:!?)").partition("@")
    return bool(at) and (name in _HANDLES_OF or "." in host)


def _read_word(word: str, *, in_number: bool) -> list[Edit]:
    """Read the marks of one word, or none where it begins with an amount or holds a digit that is no letter."""
    marks = list(_MARKS.finditer(word))
    inside = [(*mark.span(), _inside(word, *mark.span(), alone=len(marks) == 1)) for mark in marks]
    if any(letters is None and word[start].isdigit() for start, _, letters in inside):
        return []
    first = [] if in_number else _at_start(word)
    if word[0].isdigit() and not first:
        return []
    read = first + [(start, end, letters) for start, end, letters in inside if letters]
    read += _at_end(word, inside=bool(read))
    return read if sum(map(str.isalpha, word)) > len(read) else []


def _at_start(word: str) -> list[Edit]:
    """Read a first 0, $ or € before a word of its own (0pdracht, $nel); other digits there are amounts."""
    least = {"0": 4, "$": _LETTERED, "€": _LETTERED}.get(word[0], len(word))
    rest = word[1:]
    return [(0, 1, _SINGLE[word[0]])] if rest[:least].isalpha() and len(rest) >= least and not _UNIT.match(rest) else []


def _at_end(word: str, *, inside: bool) -> list[Edit]:
    """Read a last @ or $ (cobr@), and a last digit only after a consonant of a word with other marks (h4ll0)."""
    last, before = len(word) - 1, word[:-1]
    lettered = word[-1] in "@$" and len(before) >= _LETTERED and before[-_LETTERED:].isalpha()
    leet = inside and word[-1] in "034" and before[-1].isalpha() and before[-1] not in _VOWELS
    return [(last, last + 1, _SINGLE[word[-1]])] if lettered or leet else []


def _inside(word: str, start: int, end: int, *, alone: bool) -> str | None:
    """Read one mark between letters; None where it may be what it is."""
    left, mark, right = word[:start], word[start:end], word[end:]
    if mark.isdigit():
        return None if _is_count(left, mark, right, alone=alone) else _digit(left, mark, right)
    if mark in "!|":
        return _SINGLE[mark] if _is_stroke(*map(_SIGNS.split, (left, right))) else None
    reads = {
        "$": True,
        "€": not _UNIT.match(right),
        "@": len(left) <= _LETTERED and left[-1] not in _VOWELS and right[0] not in _VOWELS,
    }[mark]
    return _SINGLE[mark] if reads else None


def _is_stroke(before: list[str], after: list[str]) -> bool:
    """Whether ! or | is a stroke of a word (v!per, k|us) and does not part two (ja!doen, kort|lang, nl|be, m|v)."""
    left, right = before[-1], after[0]
    return (_is_onset(left) or _is_onset(right)) and (len(left), len(right)) not in {(1, 1), (2, 2)}


def _is_onset(part: str) -> bool:
    """Whether a part has no vowel, and so cannot be a word of its own."""
    return part.isalpha() and _VOWELS.isdisjoint(part)


def _is_count(left: str, mark: str, right: str, *, alone: bool) -> bool:
    """Whether a digit is part of a code (f4cakes) or counts what follows (cobra5stuks)."""
    code = _CODE.fullmatch(left + mark[0]) is not None and (alone or left[0] in "fpt")
    unit = _UNIT.match(right) if mark != "0" else None
    return code or (unit is not None and (max(len(left), len(unit[0])) >= _LETTERED))


def _digit(left: str, mark: str, right: str) -> str | None:
    """Read one digit, or one that is doubled; those that are letters to nobody here (2, 6, 8, 9) are not read."""
    if mark == "1":
        return _one(left, right)
    if mark in "57" and left[-1] not in _VOWELS and right[0] not in _VOWELS:
        return None
    return _SINGLE.get(mark) or _DOUBLE.get(mark)


def _one(left: str, right: str) -> str:
    """Read 1 as l in k1us, ge1d and po1itie, as i in v1per, kle1n and mort1er."""
    before, after = left[-1], right[0]
    if before in _VOWELS:
        return "i" if after in _DIPHTHONG_BEFORE.get(before, "") else "l"
    cluster = after in _VOWELS and before in "bcfgkpsv" and (_is_onset(left) or after != "e")
    return "l" if cluster else "i"
