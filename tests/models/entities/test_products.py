from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given

from models.entities.products import find_products, products
from models.entities.words import plain
from tests.support.readings import SCRAPS, by_text, read

_SALE = "f4_sale"


@pytest.mark.parametrize(
    ("text", "lang", "found", "name"),
    [
        ("50 stuks cobra 6", "nl", "cobra 6", "Cobra 6"), ("super cobra 6", "nl", "super cobra 6", "Cobra 6"),
        ("c6 en c8", "nl", "c8", "Cobra 8"), ("Cobra8", "nl", "cobra8", "Cobra 8"),
        ("🐍 6", "nl", "emoji_snake 6", "Cobra 6"),
        ("zesjes op voorraad", "nl", "zesjes", "Cobra 6"), ("8:or inne", "sv", "8:or", "Cobra 8"),
        ("viper 12", "de", "viper 12", "Viper 12"), ("dumbums", "en", "dumbums", "Dum Bum"),
        ("la bomba", "fr", "la bomba", "La Bomba"), ("nitraten", "nl", "nitraten", "nitrate"),
        ("vlinders xxl", "nl", "vlinders", "Vlinder"), ("3 inch shells", "nl", "3 inch shells", "display shell"),
        ("Kugelbomben 75 mm", "de", "kugelbomben 75 mm", "display shell"), ("mortiers", "fr", "mortiers", "mortar"),
        ("marrons d'air", "fr", "marrons d'air", "report shell"), ("smällare", "sv", "smällare", "banger"),
        ("knalvuurwerk", "nl", "knalvuurwerk", "fireworks"), ("lawinepijlen", "nl", "lawinepijlen", "report rocket"),
        ("tomtebloss", "sv", "tomtebloss", "sparkler"), ("polenböller", "de", "polenböller", "Polish banger"),
        ("vuurwerkbom", "nl", "vuurwerkbom", "firework bomb"), ("FP3-kanonslagen", "sv", "fp3-kanonslagen", "FP3"),
        ("cobra/viper", "nl", "viper", "Viper"), ("bombes d'appel", "fr", "bombes d'appel", "display shell"),
    ],
)  # fmt: skip
def test_names_and_nicknames_lead_to_the_table(text: str, lang: str, found: str, name: str) -> None:
    reading = read(text, _SALE, lang=lang)

    assert by_text(reading, products(reading))[found]["name"] == name


@pytest.mark.parametrize(
    ("text", "found", "class_", "known_by"),
    [
        ("cobra 6", "cobra 6", "F4", "table"), ("sterretjes", "sterretjes", "F1", "table"),
        ("dum bum", "dum bum", "unknown", "none"), ("f4 batterien", "f4 batterien", "F4", "text"),
        ("cakes cat 4", "cakes cat 4", "F4", "text"), ("knallers t2", "knallers t2", "T2", "text"),
        ("alleen P2", "p2", "P2", "text"), ("kategorie 3", "kategorie 3", "F3", "text"),
        ("kat. f4", "kat. f4", "F4", "text"), ("klass f4", "klass f4", "F4", "text"),
    ],
)  # fmt: skip
def test_it_is_told_how_the_class_is_known(text: str, found: str, class_: str, known_by: str) -> None:
    reading = read(text, _SALE)
    value = by_text(reading, products(reading))[found]

    assert (value["class"], value["class_known_by"]) == (class_, known_by)


def test_a_price_behind_a_name_is_no_size() -> None:
    reading = read("cobra 12 euro, viper 8,50", _SALE)

    assert list(by_text(reading, products(reading))) == ["cobra", "viper"]


@pytest.mark.parametrize(
    "text",
    [
        "mijn cobra is een slang",
        "dodge viper",
        "the shell is beautiful",
        "vlinders in mn buik",
        "parkeren op P2",
        "f4 drukken",
    ],
)
def test_words_with_other_meanings_are_no_fireworks_without_a_label(text: str) -> None:
    assert products(read(text)) == []


def test_words_with_other_meanings_count_beside_clear_names() -> None:
    reading = read("cobra 6 en vlinders")

    assert list(by_text(reading, products(reading))) == ["cobra 6", "vlinders"]


def test_disguised_names_are_read_and_lead_back_to_the_original() -> None:
    reading = read("nog 40 C0BR4 6", _SALE)
    (found,) = products(reading)
    start, end = reading.text.to_original(found.start, found.end)

    assert reading.text.original[start:end] == "C0BR4 6"


@given(SCRAPS)
def test_products_of_any_text_lie_in_it_and_apart(text: str) -> None:
    folded = plain(read(text).text.text)
    found = find_products(folded, [_SALE])

    assert all(0 <= start < end <= len(folded) for start, end, _ in found)
    assert all(one[1] <= other[0] for one, other in pairwise(found))
