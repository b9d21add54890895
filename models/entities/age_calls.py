"""Finds the ages that a message calls for or names: 15+, jongens van 14, minderjarig."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from models.entities.contract import Found, Reading
from models.entities.words import one_of, plain
from models.priority.minors import ADULTS_ONLY

__all__ = ["ANY_AGE", "MINOR_WORDS", "find_age_calls"]

MINOR_WORDS: str = """
    minderjarig minderjarige minderjarigen scholier scholieren tiener tieners jonge+gasten jonge+jongens jonkies
    minor minors underage teen teens teenager teenagers schoolkids school+kids young+boys youngers yougers
    minderjahrig minderjahrige minderjahrigen schuler jugendliche jugendlichen teenies
    minderarig minderariga ungdomar tonaring tonaringar hogstadiet
    mineur mineurs mineure ado ados lyceen lyceens collegien collegiens etudiants klasgenoot klasgenoten brugklassers
    klasskompisar schulkameraden classmates
"""
"""Words for minors, of Dutch, English, German, Swedish and French in turn."""

ANY_AGE: str = """
    alle+leeftijden leeftijd+maakt+niet+uit leeftijd+boeit+niet geen+leeftijd any+age all+ages age+doesn't+matter
    alter+egal jedes+alter alla+aldrar oavsett+alder alder+spelar+ingen+roll tous+ages age+pas+important
"""
"""That every age will do."""

_ADULT = 18
_YOUNGEST, _OLDEST = 12, 25
"""Ages that who hires calls for by a bare pair of numbers: 16-18."""
_AGE = r"(?:9|[12]\d|30)"
_YEARS = r"(?: ?(?:jaar|jr|jarige?n?|years?(?: old)?|yrs?|yo|y/o|jahren?|ans|ar(?: gamla?| gammal)?)(?!\w))"
_NOT_COUNTED = (
    r"(?!\w|[.,:/]\d|[%€$-]"
    r"| ?(?:euro?s?|k|x|st|stuks?|stuck|cobra|man|min|km|uur|vouches|shells|kr|pcs|emoji_\w{1,20})(?!\w))"
)
_RANGE = re.compile(
    rf"(?<![\w.,:€$/-])(?:(?:van|vanaf|between|from|tussen|zwischen|von|mellan|entre|de) )?({_AGE})"
    r" ?(?:-|tot|tm|t/m|to|till|bis|a|en|and|und|och|et|of|or|/) ?"
    rf"({_AGE})({_YEARS})?{_NOT_COUNTED}"
)
_PLUS = re.compile(
    rf"(?<![\w.,:€$/+-])({_AGE}) ?(?:\+|plus)(?!\w|\+| ?\d| ?(?:euro|stuks?|st|k|man|vouches)(?!\w))"
    rf"|(?<!\w)(?:vanaf|minimaal|minstens|minimum|min\.?|from|over|at least|ab|mindestens|uber|fran|minst|a partir de|"
    rf"des|boven(?: de)?) ({_AGE}){_YEARS}"
)
_UNDER = re.compile(
    r"(?<!\w)(?:kids under|kids onder|onder(?: de)?|jonger dan|under|younger than|below|unter|moins de|de moins de) "
    rf"({_AGE}){_YEARS}?(?:s(?!\w))?{_NOT_COUNTED}"
    rf"|(?<![\w.,:€$/-])({_AGE}) ?-(?= |$|[.,!?)])(?! ?\d)"
)
_OF_AGE = re.compile(
    r"(?<!\w)(?:jongens?|gasten|gastjes?|kids|kinderen|jochies?|meiden|boys?|lads?|yutes?|jungs?|junge|kinder|"
    rf"killar|kille|grabbar|barn|jeunes|gars|gamins?|petits?) ?\(?(?:(?:van|of|aged|von|mit|pa|de|um die|rond) )?"
    rf"({_AGE}){_YEARS}?{_NOT_COUNTED}"
    rf"|(?<![\w.,:€$/-])(?<!al )(?<!seit )(?<!depuis )(?<!sinds )({_AGE}){_YEARS}"
    r"(?! (?:ervaring|erfahrung|d'experience|getrouwd|cel|gevangen))"
    rf"|(?<![\w.,:€$/-])({_AGE})(?:-|:)?(?:jarige?n?|-?year-?olds?|jahriger?n?|-?aring(?:ar|arna|en)?)(?!\w)"
)
# Who says how old he is, where no word for years stands behind it.
_MINE = re.compile(
    r"(?<!\w)(?:ben|im|i'm|i am|bin|ar|j'ai|age|aged|leeftijd|pas|son|zoon|sohn|lad|fils|grosser|fyller|"
    r"blir) ?\(? ?(1[0-7])"
    r"(?!\w|[:.,]\d| ?[%€]|,-| ?(?:euro?s?|st|stk|stuks?|x|cobra|viper|pieces?|pcs|km|min|kr|kilo|kg)(?!\w))"
    r"|(?<!\w)(1[0-7]) ?[mf](?= looking| here| uk|,| need| want)"
)
_WORDS = ((one_of(MINOR_WORDS), {"minors": True}), (one_of(ANY_AGE), {"min_age": 0}))


def find_age_calls(reading: Reading) -> Sequence[Found]:
    """Find ages and words for minors."""
    text = plain(reading.text.text)
    adults_only = [match.span() for match in ADULTS_ONLY.finditer(text)]
    found = [Found("age_call", *match.span(), value) for words, value in _WORDS for match in words.finditer(text)]
    return [
        one
        for one in (*found, *_ages(text, hires="recruitment" in reading.labels))
        if not any(a <= one.start < b for a, b in adults_only)
    ]


def _ages(text: str, *, hires: bool) -> Iterator[Found]:
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2])
        # Two numbers in a row are ages where they are called so, or stand as the ages of minors do: (15-18).
        is_called = hires and first >= _YOUNGEST and last <= _OLDEST
        in_brackets = text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")"
        if first < last and (match[3] or is_called or in_brackets):
            yield _found(match, {"min_age": first, "max_age": last}, 1.2)
    for match in _PLUS.finditer(text):
        yield _found(match, {"min_age": int(match[1] or match[2])}, 1.1)
    for match in _UNDER.finditer(text):
        yield _found(match, {"max_age": int(match[1] or match[2])}, 1.1)
    for match in _OF_AGE.finditer(text):
        age = int(match[1] or match[2] or match[3])
        yield _found(match, {"min_age": age, "max_age": age}, 1.0)
    for match in _MINE.finditer(text):
        age = int(match[1] or match[2])
        yield _found(match, {"min_age": age, "max_age": age}, 0.9)


def _found(match: re.Match[str], value: dict[str, Any], weight: float) -> Found:
    minors = value.get("max_age", value.get("min_age", _ADULT)) < _ADULT or value.get("min_age", _ADULT) < _ADULT
    return Found(
        "age_call", *match.span(), value | ({"minors": True} if minors or "min_age" not in value else {}), weight
    )
