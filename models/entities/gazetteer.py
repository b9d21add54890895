"""The gazetteer: municipalities, places, districts, regions and countries by their names, and Dutch postcodes.

It is small and written by hand (`gazetteer/*.csv`). A name that it does not have is unknown, not wrong.
"""

from __future__ import annotations

import csv
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from models.entities.words import plain
from models.normalise import normalise

__all__ = [
    "MOST_WORDS",
    "Place",
    "PostcodeArea",
    "name_key",
    "places_named",
    "postcode_area",
    "province_name",
    "starts_name",
]

MOST_WORDS = 5
"""Words in the longest name."""

_FOLDER = Path(__file__).parent / "gazetteer"
_PLACES = ("nl", "be", "se", "de", "fr", "gb_ie", "elsewhere", "regions")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Place:
    """One row of the gazetteer."""

    name: str
    kind: str
    """``municipality``, ``place``, ``neighbourhood``, ``province`` (also a region in one) or ``country``."""
    municipality: str
    """Empty for provinces and countries."""
    province: str
    """ISO 3166-2, for instance ``NL-ZH``; empty for countries."""
    country: str
    """ISO 3166-1, two letters."""
    common: bool
    """Whether its names are words too, so that they need a capital or a preposition: Best, Essen, Lund."""


@dataclass(frozen=True, slots=True)
class PostcodeArea:
    """Where the numbers of a range of Dutch postcodes lie."""

    first: int
    last: int
    province: str
    municipality: str
    """Empty where the range is of several, or not known."""


def name_key(name: str) -> str:
    """Return the form under which names are looked up: their words in plain letters."""
    return " ".join(_WORD.findall(plain(normalise(name).text)))


def places_named(key: str) -> tuple[Place, ...]:
    """Return the places that have a name, none where it is unknown."""
    return _by_name().get(key, ())


def starts_name(word: str) -> bool:
    """Tell whether a name begins with a word in plain letters."""
    return word in _first_words()


def postcode_area(number: int) -> PostcodeArea | None:
    """Return where the four digits of a Dutch postcode lie, ``None`` where that is not known."""
    areas = _postcode_areas()
    at = bisect_right(areas, number, key=lambda area: area.first) - 1
    return areas[at] if at >= 0 and number <= areas[at].last else None


def province_name(code: str) -> str | None:
    """Return the name of a Dutch or Belgian province by its ISO 3166-2 code, ``None`` of any other code."""
    return _provinces().get(code)


@cache
def _provinces() -> dict[str, str]:
    """Of other countries only some are there, and what has such a code may be a region in it."""
    named = dict[str, str]()
    for row in _rows("regions"):
        if row["country"] in {"NL", "BE"} and row["province"]:
            named.setdefault(row["province"], row["name"])  # the province stands before the regions in it
    return named


@cache
def _by_name() -> dict[str, tuple[Place, ...]]:
    named = dict[str, tuple[Place, ...]]()
    for file in _PLACES:
        for row in _rows(file):
            place = Place(
                row["name"], row["kind"], row["municipality"], row["province"], row["country"], row["common"] == "yes"
            )
            for name in {name_key(name) for name in (row["name"], *row["variants"].split("|"))} - {""}:
                named[name] = (*named.get(name, ()), place)
    return named


@cache
def _first_words() -> frozenset[str]:
    return frozenset(name.partition(" ")[0] for name in _by_name())


@cache
def _postcode_areas() -> list[PostcodeArea]:
    return [
        PostcodeArea(int(row["first"]), int(row["last"]), row["province"], row["municipality"])
        for row in _rows("postcodes_nl")
    ]


def _rows(file: str) -> Iterator[dict[str, str]]:
    with (_FOLDER / f"{file}.csv").open(encoding="utf-8", newline="") as lines:
        next(lines)  # the source
        yield from csv.DictReader(lines)
