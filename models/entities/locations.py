"""Finds named places: municipalities, places, districts, regions and countries of the gazetteer, and others by form."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from models.entities.capitals import has_capital
from models.entities.contract import Found, Reading
from models.entities.gazetteer import MOST_WORDS, Place, places_named, starts_name
from models.entities.words import one_of, plain

__all__ = ["COUNTRIES_OF", "PREPOSITIONS", "find_locations"]

_PREPOSITIONS = """
    in te uit naar richting rond rondom bij vanuit omgeving omstreken regio heel centrum from near to around i fran
    till nara utanfor nach aus bei um raum a sur vers dans depuis w z outside round buiten d pres
"""
PREPOSITIONS = frozenset(_PREPOSITIONS.split())
"""Words before the name of a place."""

COUNTRIES_OF: dict[str, tuple[str, ...]] = {
    "nl": ("NL", "BE"),
    "de": ("DE",),
    "fr": ("FR", "BE"),
    "sv": ("SE",),
    "en": ("GB", "IE"),
}
"""Where the places lie that a language means by a name of several, the first country first."""

_WORD = re.compile(r"\w+")
_GAP = re.compile(r"[ \-'./]{1,3}")
_DISTRICT = one_of("""
    zuid noord oost west centrum zuidoost noordoost zuidwest noordwest nieuw-west binnenstad center centre city
    innenstadt nord sud ost west norra sodra vastra ostra innerstad c cs area side town ring
    north south east buiten haven stad lan
""")
_AREA_BEFORE = re.compile(
    r"(?<!\w)(?:raum|grosraum|regio|regionen|region(?: de| du| d')?|(?:north|south|east|west)(?:ern)?) ?$"
)
_AREA_LENGTH = 14
_LISTED = re.compile(r" ?(?:[&/,+]|en|of|och|eller|und|oder|or|and|ou|et) ?")
_BARE_DISTRICT = re.compile(r"(?<!\w)(?:in|op|uit|naar|voor) (zuidoost|zuid|noord|oost|west)(?!\w|-)")
_DEPARTMENT = re.compile(
    r"(?<!\w)(?:dans|sur|du) (?:le )?(0[1-9]|[1-8]\d|9[0-5])(?![\w€]|[.,]\d|[:/-]| ?(?:euros?|balles)\b)"
)
_UNKNOWN = re.compile(
    r"(?<!\w)(?:in|te|uit|naar|omgeving|regio|near|from|outside|around|i|från|utanför|kring|à|vers|"
    r"près d[e'’]) ?(?<=[ '’])([^\W\d_]{4,25})(?![\w'’])"
)
# Names that are written with a capital behind the same prepositions.
_NO_PLACE = one_of("""
    januari februari maart april mei juni juli augustus september oktober november december maandag dinsdag woensdag
    donderdag vrijdag zaterdag zondag januar februar march may june july august october monday tuesday wednesday
    thursday friday saturday sunday telegram snapchat snap whatsapp signal discord instagram insta tiktok facebook
    marktplaats blocket nederlands engels duits frans zweeds english dutch swedish german french cash bitcoin crypto
    contant kerst pasen ramadan carnaval jullie europa europe lidl action ikea aldi netflix youtube google
    janvier fevrier mars avril juin juillet aout septembre octobre novembre decembre nederland emoji*
""")


def find_locations(reading: Reading) -> Sequence[Found]:
    """Find the names of places."""
    text = plain(reading.text.text)
    known = list(_known(reading, text))
    others = [
        Found("location", match.start(1), match.end(1), {"kind": "neighbourhood", "name": match[1]}, 0.6)
        for match in _BARE_DISTRICT.finditer(text)
    ]
    if reading.lang == "fr":
        others += [_department(match) for match in _DEPARTMENT.finditer(text)]
    taken = {place for one in known for place in (one.start, one.end)}
    return [*known, *others, *(one for one in _unknown(reading) if taken.isdisjoint((one.start, one.end)))]


def _department(match: re.Match[str]) -> Found:
    """Read the number of a department; behind "dans le" it is no sum, which weighs 1."""
    value = {"kind": "province", "province": f"FR-{match[1]}", "country": "FR"}
    return Found("location", *match.span(1), value, 1.1 if match[0].startswith("dans le ") else 0.7)


def _known(reading: Reading, text: str) -> Iterator[Found]:
    """Find the longest names of the gazetteer from left to right, each with the district behind it."""
    words = list(_WORD.finditer(text))
    at, last = 0, -1
    while at < len(words):
        count, places = _longest(text, words[at : at + MOST_WORDS]) if starts_name(words[at][0]) else (0, ())
        is_listed = last >= 0 and _LISTED.fullmatch(text, last, words[at].start()) is not None
        if not count or not (places := _meant(reading, text, words[at : at + count], places, is_listed=is_listed)):
            at += 1
            continue
        found = _with_area(text, words[at].start(), words[at + count - 1].end(), _value(places))
        yield found
        last = found.end
        at += count
        while at < len(words) and words[at].start() < last:
            at += 1


def _with_area(text: str, start: int, end: int, value: dict[str, Any]) -> Found:
    """Take in what makes another name of a name: the district behind it, the word of a region before it."""
    if text[start : start + 2] == "s " and text[start - 1 : start] == "'":
        start -= 1
    if before := _AREA_BEFORE.search(text, max(0, start - _AREA_LENGTH), start):
        start = before.start()
    district = _DISTRICT.match(text, end + 1) if text[end : end + 1] in {" ", "-"} else None
    if district is None or text[district.end() : district.end() + 1] == "'":
        return Found("location", start, end, value, 1.1)
    if value["kind"] == "municipality":
        value = value | {"kind": "neighbourhood", "name": district[0]}
    return Found("location", start, district.end(), value, 1.1)


def _longest(text: str, words: Sequence[re.Match[str]]) -> tuple[int, tuple[Place, ...]]:
    """Return how many of the words make a name, and its places."""
    longest: tuple[int, tuple[Place, ...]] = (0, ())
    key = ""
    for count, word in enumerate(words, start=1):
        if count > 1 and not _GAP.fullmatch(text, words[count - 2].end(), word.start()):
            break
        key = f"{key} {word[0]}" if key else word[0]
        if places := places_named(key):
            longest = count, places
    return longest


def _meant(
    reading: Reading, text: str, words: Sequence[re.Match[str]], places: tuple[Place, ...], *, is_listed: bool
) -> tuple[Place, ...]:
    """Return those of the places that a name means here, none where it is a word like others.

    What is listed behind a place ("tiel of ede") is one.
    """
    start, end = words[0].start(), words[-1].end()
    if words[0][0].isdigit():
        # Dialling codes stand for towns, but not within a phone number.
        if re.match(r"[ \-/.]?\d[\d \-/.]{5}|[\d-]", text[end : end + 8]) or re.search(
            r"[\d+.,/€-] ?$", text[max(0, start - 2) : start]
        ):
            return ()
    elif any(place.common for place in places) and not (is_listed or _is_marked(reading, text, start, end)):
        places = tuple(place for place in places if not place.common)
    for country in COUNTRIES_OF.get(reading.lang or "", ()):
        if near := tuple(place for place in places if place.country == country):
            return near
    return places


def _is_marked(reading: Reading, text: str, start: int, end: int) -> bool:
    before = _WORD.findall(text[max(0, start - 12) : start])
    if before and before[-1] in PREPOSITIONS and text[start - 1] == " ":
        return True
    return reading.lang != "de" and has_capital(reading, start, end)  # German writes every noun so


def _value(places: tuple[Place, ...]) -> dict[str, Any]:
    """Return what all the places of a name have in common; a municipality goes before what is named after it."""
    for kind in ("municipality", "place", "neighbourhood", "province", "country"):
        if of_kind := [place for place in places if place.kind == kind]:
            break
    first = of_kind[0]
    value = {"kind": kind, "name": first.name}
    for field in ("municipality", "province", "country"):
        if getattr(first, field) and all(getattr(place, field) == getattr(first, field) for place in of_kind):
            value[field] = getattr(first, field)
    return value


def _unknown(reading: Reading) -> Iterator[Found]:
    """Find words with a capital behind a preposition; German writes every noun with one."""
    if reading.lang == "de":
        return
    for match in _UNKNOWN.finditer(reading.text.text):
        if has_capital(reading, *match.span(1)) and not _NO_PLACE.match(plain(match[1])):
            name = reading.text.original[slice(*reading.text.to_original(*match.span(1)))]
            yield Found("location", *match.span(1), {"kind": "place", "name": name}, 0.4)
