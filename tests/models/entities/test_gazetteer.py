from __future__ import annotations

import csv
from itertools import pairwise
from pathlib import Path

import pytest

from models.entities import gazetteer
from models.entities.gazetteer import MOST_WORDS, name_key, places_named, postcode_area, province_name, starts_name

FOLDER = Path(gazetteer.__file__).parent / "gazetteer"
DUTCH_MUNICIPALITIES = 342
"""In 2026, Statistics Netherlands."""


def rows(file: str) -> list[dict[str, str]]:
    with (FOLDER / file).open(encoding="utf-8", newline="") as lines:
        assert next(lines).startswith("# source:")
        return list(csv.DictReader(lines))


def test_every_dutch_municipality_is_there_once() -> None:
    names = [row["name"] for row in rows("nl.csv") if row["kind"] == "municipality"]
    assert len(names) == DUTCH_MUNICIPALITIES
    assert sorted(name for name in names if names.count(name) > 1) == ["Bergen", "Bergen"]


def test_every_dutch_place_lies_in_a_municipality_that_is_there() -> None:
    known = {row["name"] for row in rows("nl.csv") if row["kind"] == "municipality"}
    assert {row["municipality"] for row in rows("nl.csv")} <= known


@pytest.mark.parametrize(("file", "least"), [("be.csv", 300), ("se.csv", 120), ("de.csv", 200), ("fr.csv", 60)])
def test_neighbouring_countries_have_their_larger_towns(file: str, least: int) -> None:
    assert sum(row["kind"] == "municipality" for row in rows(file)) >= least


@pytest.mark.parametrize(
    "file", ["nl.csv", "be.csv", "se.csv", "de.csv", "fr.csv", "gb_ie.csv", "elsewhere.csv", "regions.csv"]
)
def test_every_row_can_be_found_by_its_names(file: str) -> None:
    for row in rows(file):
        key = name_key(row["name"])
        assert 0 < len(key.split()) <= MOST_WORDS
        assert starts_name(key.split()[0])
        assert any(place.name == row["name"] and place.country == row["country"] for place in places_named(key))


def test_ranges_of_postcodes_rise_and_do_not_overlap() -> None:
    ranges = [(int(row["first"]), int(row["last"])) for row in rows("postcodes_nl.csv")]
    assert all(first <= last for first, last in ranges)
    assert all(before[1] < after[0] for before, after in pairwise(ranges))


def test_municipalities_of_postcodes_lie_in_the_province_of_the_postcode() -> None:
    provinces = {(row["name"], row["province"]) for row in rows("nl.csv")}
    for row in rows("postcodes_nl.csv"):
        assert not row["municipality"] or (row["municipality"], row["province"]) in provinces


@pytest.mark.parametrize(("number", "municipality"), [(1012, "Amsterdam"), (3011, "Rotterdam"), (9999, "")])
def test_a_postcode_lies_in_its_area(number: int, municipality: str) -> None:
    area = postcode_area(number)
    assert area is not None
    assert area.municipality == municipality


@pytest.mark.parametrize("number", [0, 999, 3425, 10000])
def test_a_postcode_outside_the_table_is_unknown(number: int) -> None:
    assert postcode_area(number) is None


def test_dutch_and_belgian_provinces_have_names_and_other_codes_none() -> None:
    codes = {row["province"] for file in ("nl.csv", "be.csv") for row in rows(file)} - {""}
    unnamed = {code for code in codes if province_name(code) is None}
    assert unnamed == {"BE-BRU", "BE-WLG", "BE-WNA"}  # their names are those of the cities
    assert [province_name(code) for code in ("NL-ZH", "NL-OV", "BE-VAN")] == ["Zuid-Holland", "Overijssel", "Antwerpen"]
    assert [province_name(code) for code in ("GB-ENG", "FR-GES", "", "nl")] == [None] * 4
