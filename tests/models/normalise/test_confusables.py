import pytest

from models.normalise.confusables import fold_confusables
from models.normalise.letterforms import FORMS, LOOKALIKES
from models.normalise.traced import Traced


def folded(text: str) -> str:
    return fold_confusables(Traced(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("c\u043ebr\u0430", "cobra"),  # Cyrillic о, а
        ("C\u041eBR\u0410", "COBRA"),
        ("cοbrα", "cobra"),  # Greek
        ("vuurwеrk", "vuurwerk"),
        ("kӏus", "kius"),
        ("b\u043em leggen", "bom leggen"),
        ("ВОМ leggen voor 1k", "BOM leggen voor 1k"),  # Cyrillic only, in a Latin text
        ("вом leggen", "bom leggen"),
        ("ΝΙΤRΑΑΤ", "NITRAAT"),
        ("Ꮯobra, ꓚobra, cօbra", "Cobra, Cobra, cobra"),  # Cherokee, Lisu, Armenian
        ("COBЯA viИder", "COBRA viNder"),
        ("к l u s", "k l u s"),
        ("kluѕјe", "klusje"),
        ("ёxplosief", "explosief"),
    ],
)
def test_look_alikes_in_a_latin_word_or_text_become_latin(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Привет, сколько стоит кобра?",
        "сор рот нос",  # all look-alikes, but nothing Latin beside them
        "Мама мыла раму с OK",
        "Καλημέρα, πού είναι το σπίτι;",
        "مرحبا cobra كيف",
        "ışık şğ İstanbul łódź żółw",
        "één für garçon smörgås œuvre æ ø ß đ þ",
        "한국 日本 हिन्दी",
        "klus Привет",
        "µ ª º",
        "",
    ],
)
def test_real_languages_are_left_alone(text: str) -> None:
    traced = Traced(text)
    assert fold_confusables(traced) is traced


def test_each_letter_keeps_its_place() -> None:
    traced = fold_confusables(Traced("koop c\u043ebr\u0430 nu"))
    assert [traced.layers[0].before(i, i + 1) for i in range(13)] == [(i, i + 1) for i in range(13)]


def test_the_tables_lead_from_other_letters_to_plain_ones_and_never_touch_european_latin() -> None:
    assert all(letter.isascii() and letter.isalpha() and len(letter) == 1 for letter in LOOKALIKES.values())
    assert all(letter.isascii() and letter.isalpha() and len(letter) == 1 for letter in FORMS.values())
    assert not any(character.isascii() for character in LOOKALIKES)
    assert not set(FORMS) & {ord(character) for character in "éöçåäüßñøæœıłşğđþșțőűžčřůąęİ"}


@pytest.mark.parametrize(
    "pair", ["аa", "еe", "оo", "рp", "сc", "уy", "хx", "ѕs", "іi", "ВB", "вb", "НH", "нh", "КK", "мm", "тt"]
)
def test_the_cyrillic_twins_are_known(pair: str) -> None:
    assert LOOKALIKES[pair[0]] == pair[1]
