import pytest

from models.normalise.compatibility import fold_compatibility
from models.normalise.traced import Traced


def folded(text: str) -> str:
    return fold_compatibility(Traced(text)).text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ⓗⓞⓘ", "hoi"),
        ("𝓚𝓵𝓾𝓼 𝕭𝖔𝖒 𝚋𝚘𝚖", "Klus Bom bom"),
        ("ｃｏｂｒａ　６", "cobra 6"),
        ("ᵇᵒᵐ ₖ", "bom k"),
        ("ᴄᴏʙʀᴀ", "cobra"),
        ("🅲🅾🅱🆁🅰 🅑🅞🅜 🄱🄾🄼", "COBRA BOM BOM"),
        ("🇰🇱🇺🇸", "KLUS"),
        ("ɓoɱ ƈobra ḃom", "bom cobra bom"),
        ("ﬁlm", "film"),
        ("1️⃣2️⃣", "12"),
        ("①⑥", "16"),
        ("½ kilo, 1½ kilo", " 1/2 kilo, 1 1/2 kilo"),
        ("don´t don’t", "don't don't"),
        ("“zo” „zo“ «zo»", '"zo" "zo" "zo"'),
        ("8–9 — zo", "8-9 - zo"),
        ("6″ shell", '6" shell'),
        ("a\u00a0b", "a b"),
    ],
)
def test_styled_letters_and_signs_get_their_plain_form(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("z̷̡̛͙a̶͝l̴̕g̸̛̀͜o̷͠", "zalgo"),
        ("b̶o̶m̶", "bom"),
        ("k̲l̲u̲s̲", "klus"),
        ("c͟o͟b͟r͟a͟", "cobra"),
        ("ö̈b̈", "ob"),
        ("é̲", "é"),
        ("é" + "\u0317\u0318\u0319", "e"),
        ("b\u0e47\u0e47om", "bom"),
        ("\u0301bom", "bom"),
        ("b" + "\u0301\u0316" * 5000, "b"),
        ("م" + "\u0301" * 9, "م"),
        ("ب" + "\u064e\u0651\u0650" * 9, "ب" + "\u064e" * 4),
    ],
)
def test_heaped_marks_are_cut(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("cafe\u0301", "café"),
        ("o\u0308 c\u0327 a\u030a", "ö ç å"),
        ("и\u0306", "й"),
        ("ệ e\u0323\u0302", "ệ ệ"),
        ("がか\u3099", "がが"),
    ],
)
def test_real_accents_are_composed(text: str, expected: str) -> None:
    assert folded(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "één café fête Noël garçon Ångström smörgås œuvre ß",
        "ışık şğ łódź žluťoučký kůň ő ű ș ț đ ħ",
        "Привет ёж", "Ελληνικά ΐ", "مَرحَبا بِكُم", "שָׁלוֹם", "हिन्दी में", "ภาษาไทยที่นี่", "한국어", "日本語が",
        "€ 5 £ 3 ° % §",
    ],
)  # fmt: skip
def test_real_scripts_and_accents_stay(text: str) -> None:
    traced = Traced(text)
    assert fold_compatibility(traced) is traced


def test_a_cluster_maps_back_with_its_marks() -> None:
    traced = fold_compatibility(Traced("xb\u0336\u0337o"))
    assert traced.text == "xbo"
    assert traced.layers[0].before(1, 2) == (1, 4)
