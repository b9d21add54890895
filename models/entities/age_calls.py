"""Finds the ages that a message calls for or names: 15+, jongens van 14, minderjarig."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from models.entities.contract import Found, Reading
from models.entities.words import one_of, plain

__all__ = ["ANY_AGE", "MINOR_WORDS", "find_age_calls"]

MINOR_WORDS: str = """
    minderjarig minderjarige minderjarigen scholier scholieren tiener tieners jonge+gasten jonge+jongens jonkies
    minor minors underage teen teens teenager teenagers schoolkids school+kids young+boys youngers yougers
    minderjahrig minderjahrige minderjahrigen schuler jugendliche jugendlichen teenies
    minderarig minderariga ungdomar tonaring tonaringar hogstadiet
    mineur mineurs mineure ado ados lyceen lyceens collegien collegiens
"""
"""Words for minors, of Dutch, English, German, Swedish and French in turn."""

ANY_AGE: str = """
    alle+leeftijden leeftijd+maakt+niet+uit leeftijd+boeit+niet geen+leeftijd any+age all+ages age+doesn't+matter
    alter+egal jedes+alter alla+aldrar oavsett+alder alder+spelar+ingen+roll tous+ages age+pas+important
"""
"""That every age will do."""

_ADULT = 18
_AGE = r"(?:9|[12]\d|30)"
_YEARS = r"(?: ?(?:jaar|jr|jarige?n?|years?(?: old)?|yrs?|yo|y/o|jahren?|ans|ar(?: gamla?| gammal)?)(?!\w))"
_NOT_COUNTED = (
    r"(?!\w|[.,:/]\d|[%€$-]"
    r"| ?(?:euro?s?|k|x|st|stuks?|stuck|cobra|man|min|km|uur|vouches|shells|kr|pcs|emoji_\w{1,20})(?!\w))"
)
_RANGE = re.compile(
    rf"(?<![\w.,:€$/-])(?:(?:van|vanaf|between|from|tussen|zwischen|von|mellan|entre|de) )?({_AGE})"
    r" ?(?:-|tot|tm|t/m|to|till|bis|a|en|and|und|och|et|of|or) ?"
    rf"({_AGE})({_YEARS})?{_NOT_COUNTED}"
)
_PLUS = re.compile(
    rf"(?<![\w.,:€$/+-])({_AGE}) ?(?:\+|plus)(?!\w|\+| ?\d| ?(?:euro|stuks?|st|k|man|vouches)(?!\w))"
    rf"|(?<!\w)(?:vanaf|minimaal|minstens|minimum|min\.?|from|over|at least|ab|mindestens|uber|fran|minst|a partir de|"
    rf"des|boven(?: de)?) ({_AGE}){_YEARS}"
)
_UNDER = re.compile(
    r"(?<!\w)(?:onder(?: de)?|jonger dan|under|younger than|below|unter|moins de|de moins de) "
    rf"({_AGE}){_YEARS}?{_NOT_COUNTED}"
    rf"|(?<![\w.,:€$/-])({_AGE}) ?-(?= |$|[.,!?)])(?! ?\d)"
)
_OF_AGE = re.compile(
    r"(?<!\w)(?:jongens?|gasten|gastjes?|kids|kinderen|jochies?|meiden|boys?|lads?|yutes?|jungs?|junge|kinder|"
    rf"killar|kille|grabbar|barn|jeunes|gars|gamins?|petits?) ?\(?(?:(?:van|of|aged|von|mit|pa|de|um die|rond) )?"
    rf"({_AGE}){_YEARS}?{_NOT_COUNTED}"
    rf"|(?<![\w.,:€$/-])({_AGE}){_YEARS}(?! (?:ervaring|erfahrung|d'experience|getrouwd|cel|gevangen))"
    rf"|(?<![\w.,:€$/-])({_AGE})(?:-|:)?(?:jarige?n?|-?year-?olds?|jahriger?n?|-?aringar|-?aring)(?!\w)"
)
_WORDS = ((one_of(MINOR_WORDS), {"minors": True}), (one_of(ANY_AGE), {"min_age": 0}))


def find_age_calls(reading: Reading) -> Sequence[Found]:
    """Find ages and words for minors."""
    text = plain(reading.text.text)
    found = [Found("age_call", *match.span(), value) for words, value in _WORDS for match in words.finditer(text)]
    return [*found, *_ages(text)]


def _ages(text: str) -> Iterator[Found]:
    for match in _RANGE.finditer(text):
        first, last = int(match[1]), int(match[2])
        # Two numbers in a row are ages where they are called so, or stand as the ages of minors do: (15-18).
        if first < last and (
            match[3] or (text[match.start() - 1 : match.start()] == "(" and text[match.end() : match.end() + 1] == ")")
        ):
            yield _found(match, {"min_age": first, "max_age": last}, 1.2)
    for match in _PLUS.finditer(text):
        yield _found(match, {"min_age": int(match[1] or match[2])}, 1.1)
    for match in _UNDER.finditer(text):
        yield _found(match, {"max_age": int(match[1] or match[2])}, 1.1)
    for match in _OF_AGE.finditer(text):
        age = int(match[1] or match[2] or match[3])
        yield _found(match, {"min_age": age, "max_age": age}, 1.0)


def _found(match: re.Match[str], value: dict[str, Any], weight: float) -> Found:
    minors = value.get("max_age", value.get("min_age", _ADULT)) < _ADULT or value.get("min_age", _ADULT) < _ADULT
    return Found(
        "age_call", *match.span(), value | ({"minors": True} if minors or "min_age" not in value else {}), weight
    )
